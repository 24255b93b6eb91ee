"""The parts of the product as CycloneDX, from the hashed requirements: ``python -m tests.sbom`` writes ``build/sbom.json``.

The name, version and hashes of every part stand in ``requirements.txt``; its licence is what the installed part says of itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parent.parent
FILE = ROOT / "build" / "sbom.json"
CLASSIFIER = "License :: "


def sbom():
    """The parts, as CycloneDX has them; the same requirements give the same."""
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "requirements.txt"]
    command += ["--pyproject", "pyproject.toml", "--output-reproducible", "--of", "JSON", "--no-validate"]
    made = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    for part in made["components"]:
        del part["description"]  # the line of the requirements over again
        if licences := licences_of(part["name"]):
            part["licenses"] = licences
    if faults := JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(made)):
        raise SystemExit(str(faults))
    return made


def licences_of(name):
    """What an installed part says of its licence: an expression, or names; nothing where it is not installed here."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := said.get("License-Expression"):
        return [{"expression": expression}]
    classes = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier", []) if one.startswith(CLASSIFIER)]
    lines = (said.get("License") or "").strip().splitlines()
    names = [one for one in classes if one != "OSI Approved"] or lines[:1]
    return [{"license": {"name": one}} for one in names]


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(sbom(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(FILE.relative_to(ROOT))
