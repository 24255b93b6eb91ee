"""The list of parts holds every requirement, and what could not be looked up does not pass for sound."""

from __future__ import annotations

import json
import re

import pytest

from tests.audit import KNOWN, NONE_KNOWN, NOT_ASKED, judged
from tests.sbom import ROOT, licences_of, sbom

REQUIREMENT = re.compile(r"^([\w.-]+)==(\S+)")


def requirements():
    """Version and hashes of every pinned part."""
    blocks = re.split(r"\n(?=\w)", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    pins = [(REQUIREMENT.match(block), block) for block in blocks]
    return {pin[1]: (pin[2], set(re.findall(r"sha256:(\w+)", block))) for pin, block in pins if pin}


def test_every_requirement_is_a_part_with_its_hashes_and_its_licence():
    parts = {part["name"]: part for part in sbom()["components"]}
    pinned = requirements()

    assert set(parts) == set(pinned)
    for name, (version, hashes) in pinned.items():
        part = parts[name]
        listed = {one["content"] for reference in part["externalReferences"] for one in reference.get("hashes", [])}
        assert (part["version"], listed) == (version, hashes)
        assert part.get("licenses", []) == licences_of(name)
    assert sum("licenses" in part for part in parts.values()) > 0.95 * len(parts)


def test_a_part_that_is_not_there_has_no_known_licence():
    assert licences_of("no-such-part") == []


SOUND = {"name": "a", "version": "1", "vulns": []}
FAULTY = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["2.1"], "aliases": []}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("parts", "code", "said"),
    [
        ([SOUND], NONE_KNOWN, "No known fault in 1 parts"),
        ([SOUND, FAULTY, SKIPPED], KNOWN, "b 2: CVE-1, mended in 2.1"),
        ([SOUND, SKIPPED], NOT_ASKED, "1 of 2 parts"),
        (None, NOT_ASKED, "for the parts"),
    ],
)
def test_what_could_not_be_looked_up_is_not_called_sound(parts, code, said):
    lines, got = judged(json.dumps({"dependencies": parts}) if parts else "")

    assert got == code
    assert said in "\n".join(lines)
