"""Definities: the whole catalogue, searchable."""

from __future__ import annotations

import io

import openpyxl
import pytest

from dashboard import text
from dashboard.access import VIEWER
from dashboard.pages.definitions.methods.words import METHODS
from dashboard.steward.intake.contract import seed
from dashboard.ui import rooms
from dashboard.ui.download import OTHERS, PEOPLE
from dashboard.ui.terms import TERMS


def test_every_measure_stands_there_once(page):
    *measures, terms, breaks = page("definitions").table

    assert len(terms.value) == len(TERMS)
    assert sum(len(table.value) for table in measures) == len(seed("measures"))
    assert len(breaks.value) == len(seed("breaks"))


def test_search_finds_by_name_and_definition(page):
    app = page("definitions")
    app.text_input(key="url_word").input("nabetaling").run()

    assert 0 < sum(len(table.value) for table in app.table[:-1] if "Begrip" not in table.value) < 5


def test_search_without_result_offers_the_way_back(page):
    app = page("definitions")
    app.text_input(key="url_word").input("xyzzy").run()

    assert "xyzzy" in app.info[-1].value


def test_every_method_can_be_opened_and_found_by_a_word(page):
    app = page("definitions")
    names = [part.label for part in app.expander]
    assert [method.name for method in METHODS if method.name not in names] == []

    app.text_input(key="url_word").input("Kaplan").run()
    assert "Doorlooptijd van projecten" in [part.label for part in app.expander]
    assert "Gladstrijken" not in [part.label for part in app.expander]
    assert not [message.value for message in app.info if "Kaplan" in message.value]


def test_a_link_opens_it_on_one_word(page):
    tables = page("definitions", word="Trefkans").table

    assert ["Trefkans"] in [list(table.value.iloc[:, 0]) for table in tables]


TOLD = {
    "nl": (
        "Overtredingen arbeidswetten: 1 eerdere definitie",
        "**Sinds 1 januari 2024 wordt anders geteld.**",
        "**Van 1 januari 2019 tot en met 31 december 2023**",
        "een bedrag per maand, per week of per dag",
        "**Sinds 1 januari 2024**",
        "een bedrag per uur",
        "Volgende herziening van de definities: januari 2027. Er staat geen wijziging gepland. Bron: voorbeeld bij de voorbeelddata",
    ),
    "en": (
        "Labour-law violations: 1 earlier definition",
        "**Counted in another way since 1 January 2024.**",
        "**From 1 January 2019 up to and including 31 December 2023**",
        "an amount per month, per week or per day",
        "**Since 1 January 2024**",
        "an amount per hour",
        "Next review of the definitions: January 2027. No change is planned. Source: example with the sample data",
    ),
}


@pytest.mark.parametrize("language", TOLD)
def test_an_earlier_definition_stands_beside_the_one_of_now_and_the_next_review_above_all(page, language):
    app = page("definitions", language=language)
    label, changed, *both, review = TOLD[language]
    (part,) = [one for one in app.expander if one.label == label]
    texts = [one.value for one in part.markdown]

    assert not part.proto.expanded
    assert [changed in texts[0], len(texts)] == [True, 5]
    assert [words in shown for words, shown in zip(both, texts[1:], strict=True)] == [True] * 4
    assert part.caption[0].value.endswith("WML (2023).")
    told = [one.value for one in app.main.markdown]
    (at,) = [at for at, shown in enumerate(told) if review in shown]
    assert at < next(at for at, shown in enumerate(told) if changed in shown)


def test_who_comes_for_one_measure_finds_its_definitions_opened(page):
    app = page("definitions", word="Overtredingen arbeidswetten")

    assert [one.proto.expanded for one in app.expander if one.label == TOLD["nl"][0]] == [True]
    assert TOLD["nl"][0] not in [one.label for one in page("definitions", word="nabetaling").expander]


@pytest.mark.parametrize("language", TOLD)
def test_every_version_can_be_taken_along(release, language):
    kept = rooms.read("definitions", {"language": language}, VIEWER, release, {"definition_versions"})
    (panel,), leaving = kept.panels, kept.leaving["definition_versions"]
    book = openpyxl.load_workbook(io.BytesIO(OTHERS["xlsx"].make(leaving)))
    cells = {str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line}
    program = OTHERS["technical"].make(leaving).decode("utf-8")
    text.use(language)
    people = PEOPLE.make(leaving).decode("utf-8-sig")

    assert len(panel.numbers) == len(panel.table) == len(seed("measures")) + len(seed("breaks"))
    for column in ("before", "name"):
        words = seed("breaks")[0][f"{column}_{language}"]
        assert words in cells
        assert words in people
        assert words in program
