"""The glossary is kept: words that lost are no identifiers any more, where the house has been put in order."""

from __future__ import annotations

import io
import re
import tokenize

import pytest

from tests.conftest import ROOT

# Where a word under "not" of the glossary is refused.
FOLDERS = (
    *("access", "analysis", "answers", "app", "charts", "documents", "pages", "text", "tools", "ui"),
    *("steward/areas", "steward/attack", "steward/protect", "steward/release"),
)
# Names of another matter: rungs of the ladder of money are a column of the vault.
SPARED = {"steward/protect/linked.py": {"rung", "rungs"}}
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# Gone from all of the dashboard.
GONE = {"door", "doors", "embedding", "lot", "lots", "spell", "spells", "stick"}


def lost_words():
    """What stands in the last column of the tables of the glossary."""
    rows = [line.split("|") for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()]
    return {word for row in rows if len(row) > 7 for word in re.findall(r"`(\w+)`", row[6])}


def parts_of_names(code):
    """The words that names in code are put together of, in small letters."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    names = {token.string for token in tokens if token.type == tokenize.NAME}
    return {part.lower() for name in names for part in PART.findall(name)}


def used(folder, refused):
    files = (ROOT / "dashboard" / folder).rglob("*.py")
    return [
        f"{file.relative_to(ROOT)}: {word}"
        for file in files
        for word in sorted(parts_of_names(file.read_text(encoding="utf-8")) & refused)
        if word not in SPARED.get(str(file.relative_to(ROOT / "dashboard")), ())
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_words_that_lost_are_no_names(folder):
    assert used(folder, lost_words()) == []


def test_some_words_are_gone_everywhere():
    assert lost_words() >= GONE
    assert used("", GONE) == []


@pytest.mark.parametrize("name", ["_spells", "StudySpell", "SPELL_END", "spell"])
def test_a_word_is_seen_in_any_name(name):
    assert parts_of_names(f"{name} = 1") & {"spell", "spells"}
