"""What viewers share cannot be changed by one of them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from dashboard.frozen import FrozenDict
from dashboard.shared import FrozenTable, read_only, refuse_mutable


@dataclass(frozen=True)
class Closed:
    part: object


@dataclass
class Open:
    part: object


MUTABLE = {
    "list": [1],
    "dict": {},
    "set": {1},
    "bytearray": bytearray(b"a"),
    "frame": pd.DataFrame(),
    "series": pd.Series([1]),
    "array": np.zeros(2),
    "open dataclass": Open(1),
}
IMMUTABLE = {
    "texts": ("a", b"a", None, 1, 1.5, True),
    "day": (date(2026, 1, 1), pd.Timestamp(0), pd.NaT, pd.NA),
    "mapping": FrozenDict(a=(1,)),
    "proxy": MappingProxyType({"a": 1}),
    "array": read_only(np.zeros(2)),
    "array of texts": read_only(np.array(["a"], dtype=object)),
    "dataclass": Closed((1, frozenset({2}))),
    "table": FrozenTable(pd.DataFrame({"a": [1]})),
}
WRAPS = {
    "bare": lambda one: one,
    "tuple": lambda one: (1, (one,)),
    "field": Closed,
    "mapping": lambda one: FrozenDict(a=one),
}


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
@pytest.mark.parametrize("value", MUTABLE.values(), ids=MUTABLE)
def test_what_can_be_changed_is_refused_at_any_depth(value, wrap):
    with pytest.raises(TypeError, match=type(value).__name__):
        refuse_mutable(wrap(value))


@pytest.mark.parametrize("value", IMMUTABLE.values(), ids=IMMUTABLE)
def test_what_cannot_be_changed_passes(value):
    refuse_mutable(value)


def test_a_list_inside_a_closed_array_is_refused():
    cells = np.empty(1, dtype=object)
    cells[0] = [1]
    with pytest.raises(TypeError, match="list"):
        refuse_mutable(read_only(cells))


COLUMNS = {
    "text": pd.Series(["a", "b"]),
    "whole": pd.Series([1, 2]),
    "number": pd.Series([1.0, 2.0]),
    "gaps": pd.Series([1, None], dtype="Int64"),
    "flags": pd.Series([True, None], dtype="boolean"),
    "day": pd.Series(pd.to_datetime(["2026-01-01", "2026-01-02"])),
    "zone": pd.Series(pd.to_datetime(["2026-01-01", "2026-01-02"], utc=True)),
    "class": pd.Series(pd.Categorical(["a", "b"])),
    "cells": pd.Series([(1,), (2,)], dtype=object),
}
WRITES = {
    "cell": lambda column: column.__setitem__(0, column[1]),
    "values": lambda column: column.values.__setitem__(0, column[1]),  # noqa: PD011
    "array": lambda column: column.array.__setitem__(0, column[1]),
    "numpy": lambda column: column.to_numpy().__setitem__(0, column[1]),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
def test_a_write_by_one_reader_reaches_nobody_else(column, write):
    given = pd.DataFrame({"x": column.copy()})
    before = given.copy()
    table = FrozenTable(given)
    with suppress(ValueError, TypeError):  # refused is as good as kept apart
        write(table.frame["x"])

    pd.testing.assert_frame_equal(table.frame, before, check_dtype=False)


def test_what_is_done_to_the_frame_it_was_made_of_does_not_reach_it():
    given = pd.DataFrame({"x": ["a", "b"], "n": [1, 2]})
    table = FrozenTable(given)
    given.loc[0, "n"] = 9
    given["x"].array[0] = "z"

    assert table.frame["n"].tolist() == [1, 2]
    assert table.frame["x"].tolist() == ["a", "b"]


def test_cells_that_could_be_changed_are_closed():
    table = FrozenTable(pd.DataFrame({"x": [[1], bytearray(b"a"), np.zeros(1)]}, dtype=object))
    one, two, three = table.frame["x"]

    assert (one, two) == ((1,), b"a")
    assert not three.flags.writeable
    with pytest.raises(TypeError, match="set"):
        FrozenTable(pd.DataFrame({"x": [{1}]}))
