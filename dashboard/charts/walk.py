"""From a table of an answer to plain values."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pandas.arrays import BooleanArray, FloatingArray, IntegerArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

Row = TypeVar("Row", bound=NamedTuple)
MAY_MISS = BooleanArray, FloatingArray, IntegerArray  # columns of whole numbers or yes and no with holes in them


def walk(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns, row by row: dates as ``date``, no date as None, no other value as NaN.

    What a screen shows is short, and pandas' own walks cost ten times as much on a short table.
    """
    return zip(*(values(frame[column]) for column in columns), strict=True)


def records(frame: pd.DataFrame, kind: type[Row]) -> Iterator[Row]:
    """The same as named tuples; the fields of their kind are the columns."""
    return map(kind._make, walk(frame, *kind._fields))


def values(column: pd.Series) -> list[Any]:
    """The values of one column."""
    if column.dtype.kind == "M":
        return column.to_numpy("datetime64[D]").tolist()
    if isinstance(column.array, MAY_MISS):
        return column.to_numpy(object, na_value=nan).tolist()
    return column.tolist()
