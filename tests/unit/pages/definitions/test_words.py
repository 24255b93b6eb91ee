"""The measure catalogue for people."""

from __future__ import annotations

import pandas as pd

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import DefinitionsMeasures
from dashboard.pages.definitions import words as catalogue
from dashboard.pages.definitions.words import search, tables


def test_search_looks_in_names_and_definitions(release):
    frame = ask(DefinitionsMeasures, VIEWER, release).frame

    assert len(search(frame, "")) == len(frame)
    assert "eur_backpay" in set(search(frame, "NABETALING")["measure_code"])
    assert search(frame, "(").shape[0] >= 0


def test_money_says_how_certain_it_is(release):
    frame = ask(DefinitionsMeasures, VIEWER, release).frame
    money = dict(tables(frame))["money"]

    assert "euro, vastgesteld" in set(money["Eenheid"])
    assert "euro, berekend, buiten totalen" in set(money["Eenheid"])


def test_breaks_have_their_day_in_dutch():
    rows = pd.DataFrame(
        {
            "measure_name_nl": ["Boetes"],
            "break_date": [pd.Timestamp("2024-01-01")],
            "name_nl": ["Per uur"],
            "source": ["Wet"],
        }
    )

    assert catalogue.breaks(rows).iloc[0].tolist() == ["Boetes", "1 januari 2024", "Per uur", "Wet"]
