"""The Dutch that everybody reads is plain (B1): short sentences, known words, little passive, percentages one way.

Texts for the steward, the methods and the account of the protection may be harder; they explain how something is calculated.
"""

from __future__ import annotations

import csv
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from dashboard import text
from dashboard.text import LANGUAGES

CATALOGUE = Path(text.__file__).parent.parent.parent / "queries" / "seeds"
PACKAGE = Path(text.__file__).parent.parent
ROOMS = ("changes", "compare", "effect", "help", "overview", "own_area", "partners", "project", "projects", "report")
READ = (
    *(f"pages/{room}" for room in (*ROOMS, "story", "sustainment")),
    "pages/definitions/methods",
    "pages/accountability/legitimacy",
    "ui",
    "ui/terms",
    "text",
    "measures",
    "figures",
)
LONGEST, USUAL = 25, 12.5  # words in a sentence at most, and on average
A_SENTENCE = 5  # words that make one; what is shorter is a name
MOST_PASSIVE = 0.06  # of the sentences of one room
# A difficult word, or one that lost, and what is written instead.
PLAIN = {
    "aangaande": "over",
    "alsmede": "en ook",
    "betreffende": "over",
    "businesscase": "of een project loont",
    "conform": "volgens",
    "daar waar": "waar",
    "derhalve": "daarom",
    "desbetreffende": "deze",
    "dient te": "moet",
    "dienen te": "moeten",
    "echter": "maar",
    "gelieve": "wilt u",
    "hieromtrent": "hierover",
    "hoe hard": "hoeveel",
    "indien": "als",
    "inzake": "over",
    "linksboven": "bovenaan",
    "mag besluiten": "mag afleiden",
    "middels": "met",
    "ogenschijnlijk": "zo te zien",
    "reeds": "al",
    "samengestelde vergelijking": "synthetische vergelijking",
    "ten aanzien van": "over",
    "ten behoeve van": "voor",
    "teneinde": "om",
    "tevens": "ook",
    "thans": "nu",
    "verschil-in-verschil": "verschil in verschillen",
    "voornoemde": "deze",
    "werkelijk geen datum": "nog niet geëindigd",
}
PASSIVE = re.compile(
    r"\b(?:wordt|worden|werd|werden)\b(?:\W+\w+){0,8}?\W+(?:ge|be|ver|ont|her)\w+(?:d|t|en)\b", re.IGNORECASE
)


SEEDS = ("measures", "figures")  # definitions that stand in the catalogue, and so beside every figure


def words_of(folder, language="nl"):
    """Every text of a folder; of what all rooms share without the errors, most of which are for the steward."""
    if folder in SEEDS:
        with (CATALOGUE / f"{folder}.csv").open(encoding="utf-8", newline="") as file:
            yield from (row[f"definition_{language}"] for row in csv.DictReader(file))
        return
    tree = tomllib.loads((PACKAGE / folder / f"{language}.toml").read_text(encoding="utf-8"))
    yield from _texts({name: value for name, value in tree.items() if name != "error"})


def _texts(tree):
    for value in tree.values():
        yield from _texts(value) if isinstance(value, dict) else [value]


def sentences(folder):
    """Every sentence of a folder that has a verb, by its length; a list has one a line."""
    every = chain.from_iterable(re.split(r"(?<=[.?!])\s+|\n+", one) for one in words_of(folder))
    return [one for one in every if len(one.split()) >= A_SENTENCE]


@pytest.mark.parametrize("folder", READ)
def test_sentences_are_short(folder):
    every = sentences(folder)

    assert [one for one in every if len(one.split()) > LONGEST] == []
    assert sum(len(one.split()) for one in every) / len(every) <= USUAL


@pytest.mark.parametrize("folder", READ)
def test_words_are_plain(folder):
    hard = re.compile(r"\b(?:" + "|".join(PLAIN) + r")\b", re.IGNORECASE)

    assert [(found[0], PLAIN[found[0].lower()]) for one in words_of(folder) for found in hard.finditer(one)] == []


@pytest.mark.parametrize("folder", READ)
def test_most_sentences_say_who_does_what(folder):
    every = sentences(folder)
    passive = [one for one in every if PASSIVE.search(one)]

    assert len(passive) <= max(2, MOST_PASSIVE * len(every)), passive


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_percentage_is_written_without_a_blank_and_a_word_is_not_cut_for_its_column(language):
    files = [one.parent.relative_to(PACKAGE) for one in PACKAGE.rglob(f"{language}.toml")]
    every = [one for folder in files for one in words_of(folder, language)]

    assert [one for one in every if re.search(r"[0-9}]\s%(?!\w)", one)] == []
    assert [
        one for one in every if re.search(r"\w- \w", one) and not re.search(r"\w- (?:en|of|and|or|nor|noch) ", one)
    ] == []


@pytest.mark.parametrize(
    ("said", "is_passive"),
    [
        ("Het bedrag wordt nergens van afgetrokken en gemeld.", True),
        ("De gegevens werden door de partner gewist.", True),
        ("Het wordt te vroeg.", False),
        ("Wij tellen alles.", False),
    ],
)
def test_passive_is_seen(said, is_passive):
    assert bool(PASSIVE.search(said)) == is_passive
