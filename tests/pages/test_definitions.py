"""Definities: the whole catalogue, searchable."""

from __future__ import annotations

from dashboard.pages.definitions.methods.words import METHODS
from dashboard.steward.intake.contract import seed
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
