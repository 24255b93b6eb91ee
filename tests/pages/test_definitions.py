"""Definities: the whole catalogue, searchable."""

from __future__ import annotations

from dashboard.steward.intake.contract import seed


def test_every_measure_stands_there_once(page):
    *measures, breaks = page("definitions").table

    assert sum(len(table.value) for table in measures) == len(seed("measures"))
    assert len(breaks.value) == len(seed("breaks"))


def test_search_finds_by_name_and_definition(page):
    app = page("definitions")
    app.text_input(key="definitions_search").input("nabetaling").run()

    assert 0 < sum(len(table.value) for table in app.table[:-1]) < 5


def test_search_without_result_offers_the_way_back(page):
    app = page("definitions")
    app.text_input(key="definitions_search").input("xyzzy").run()

    assert "xyzzy" in app.info[-1].value
