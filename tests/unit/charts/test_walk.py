"""Columns of a real answer become plain values: whatever DuckDB makes of a type with and without holes."""

from __future__ import annotations

from datetime import date
from math import isnan
from typing import NamedTuple

import duckdb
import pandas as pd

from dashboard.charts.walk import records, walk

ROWS = "values ('a', 1, 1.5, date '2024-02-29', true), (null, null, null, null, null)"


def test_every_type_comes_out_plain():
    names = ["word", "whole", "broken", "day", "flag"]
    frame = duckdb.sql(f"select * from ({ROWS}) as t({', '.join(names)})").df()
    full, empty = walk(frame, *names)
    assert full == ("a", 1, 1.5, date(2024, 2, 29), True)
    assert empty[3] is None
    assert all(isnan(value) for value in empty[:3] + empty[4:])


def test_a_table_made_here_and_an_empty_one():
    frame = pd.DataFrame({"n": [3, 4], "day": pd.to_datetime(["2024-01-01", "2024-04-01"])})
    assert list(walk(frame, "day", "n")) == [(date(2024, 1, 1), 3), (date(2024, 4, 1), 4)]
    assert list(walk(frame.iloc[:0], "day", "n")) == []


class Day(NamedTuple):
    day: date
    n: int


def test_rows_become_named_tuples_of_the_columns_they_need():
    frame = pd.DataFrame({"n": [3], "other": ["x"], "day": pd.to_datetime(["2024-01-01"])})
    assert list(records(frame, Day)) == [Day(day=date(2024, 1, 1), n=3)]
