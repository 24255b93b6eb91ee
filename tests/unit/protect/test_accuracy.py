"""The measured error of kinds of views: pooled, so that it says nothing of one place."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.protect.accuracy import LEVELS, PERIODS, measure_accuracy

ROWS = [("P1", "GM1", "WK1", "BU1", "a", "2025-01-01"), ("P1", "GM1", "WK1", "BU2", "a", "2025-02-01")]
NAMES = ["project_code", "municipality_code", "district_code", "area_code", "component", "month"]


def cells(*values):
    frame = pd.DataFrame(ROWS, columns=NAMES).assign(value=list(values))
    return frame.assign(month=pd.to_datetime(frame["month"]))


def test_errors_add_up_as_views_do():
    found = measure_accuracy(cells(7, 8), cells(5, 10))

    assert found["neighbourhood|month"]["sd"] == 2
    assert found["municipality|year"]["sd"] == 0
    assert found["neighbourhood|month"]["share"] == pytest.approx(4 / 15, abs=1e-5)
    assert found["neighbourhood|month"]["per_case"] == pytest.approx(8 / 15, abs=1e-5)


def test_a_cell_that_vanished_counts_with_all_it_was():
    found = measure_accuracy(cells(4, 10), cells(0, 10).query("value > 0"))

    assert found["programme|all"]["sd"] == 4


def test_every_kind_of_view_is_there_even_without_cells():
    none = cells(1, 1).iloc[:0]
    found = measure_accuracy(none, none)

    assert set(found) == {f"{level}|{period}" for level in LEVELS for period in PERIODS}
    assert found["programme|all"] == {"sd": 0.0, "p95": 0.0, "share": 0.0, "per_case": 0.0}
