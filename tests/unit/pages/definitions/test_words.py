"""The measure catalogue for people."""

from __future__ import annotations

from datetime import date

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import DefinitionsBreaks, DefinitionsMeasures
from dashboard.pages.definitions import words as catalogue
from dashboard.pages.definitions.words import search, tables
from tests.conftest import row


def test_search_looks_in_names_and_definitions(release):
    measures = ask(DefinitionsMeasures, VIEWER, release).rows

    assert search(measures, "") == measures
    assert "eur_backpay" in {row.measure_code for row in search(measures, "NABETALING")}
    assert 0 < len(search(measures, "(")) < len(measures)


def test_money_says_how_certain_it_is(release):
    money = dict(tables(ask(DefinitionsMeasures, VIEWER, release).rows))["money"]

    assert "euro, vastgesteld" in set(money["Eenheid"])
    assert "euro, berekend, buiten totalen" in set(money["Eenheid"])


def test_breaks_have_their_day_in_dutch():
    what = {"measure_name_nl": "Boetes", "name_nl": "Per uur", "source": "Wet"}
    rows = [row(DefinitionsBreaks, break_date=date(2024, 1, 1), **what)]

    assert catalogue.breaks(rows).iloc[0].tolist() == ["Boetes", "1 januari 2024", "Per uur", "Wet"]
