"""What viewers share is immutable by type: one viewer can never change what another one sees."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from enum import Enum
from pathlib import PurePath
from types import MappingProxyType, NoneType
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from dashboard.frozen import FrozenDict

Array = TypeVar("Array", bound="np.ndarray[Any, Any]")
ATOMS = (str, bytes, int, float, complex, NoneType, date, time, timedelta, np.generic, Enum, PurePath, type(pd.NA))
_PLAIN = frozenset({str, bytes, int, float, bool, NoneType})  # told by their type alone, because outlines are long


class FrozenTable:
    """A table made once; ``frame`` hands out a frame of its own to everybody who asks.

    pandas copies on write, so handing out costs no copy and a write by one reader never reaches another one; the arrays
    below are closed for writing, and cells that hold lists, arrays or bytes are made immutable, when the table is made.

    Args:
        frame: any table; what is done to it later does not change this one.

    Raises:
        TypeError: a cell holds something that can be changed.
    """

    __slots__ = ("__frame",)

    def __init__(self, frame: pd.DataFrame) -> None:
        settled = frame.copy(deep=False)
        for at in range(settled.shape[1]):
            column = settled.iloc[:, at]
            if isinstance(column.dtype, pd.StringDtype) and column.dtype.storage == "pyarrow":
                # An array of Arrow can be written to through ``Series.array``, and nothing closes it.
                settled.isetitem(at, column.astype(pd.StringDtype("python", na_value=np.nan)).array)
            elif column.dtype == object:
                cells = pd.Series([_settled(cell) for cell in column], column.index, dtype=object)
                settled.isetitem(at, cells.array)
        held = settled.copy()
        for at in range(held.shape[1]):
            _close(held.iloc[:, at].array)
        self.__frame = held

    @property
    def frame(self) -> pd.DataFrame:
        """The rows, for this reader only."""
        return self.__frame.copy(deep=False)

    def __len__(self) -> int:
        return len(self.__frame)


def read_only(array: Array) -> Array:
    """The array itself, from now on closed for writing."""
    array.flags.writeable = False
    return array


def refuse_mutable(value: object, trusted: tuple[type, ...] = ()) -> None:
    """Stop what could be changed from being shared.

    Args:
        value: what is about to be kept for everybody.
        trusted: types that are immutable by construction and not looked into.

    Raises:
        TypeError: a list, dictionary, set, frame, writable array, or anything else not known to be immutable, at any depth.
    """
    if isinstance(value, (*ATOMS, FrozenTable, *trusted)):
        return
    for part in _parts(value):
        if type(part) not in _PLAIN:
            refuse_mutable(part, trusted)


def _parts(value: object) -> Any:
    """What an immutable value is made of."""
    if isinstance(value, tuple | frozenset):
        return value
    if isinstance(value, FrozenDict | MappingProxyType):
        return (*value.keys(), *value.values())
    if isinstance(value, np.ndarray) and not value.flags.writeable:
        return value.flat if value.dtype == object else ()
    if is_dataclass(value) and vars(type(value))["__dataclass_params__"].frozen:
        return [getattr(value, field.name) for field in fields(value)]
    raise TypeError(
        f"a {type(value).__qualname__} can be changed, so it is not shared between viewers: give a tuple, a frozen "
        "dataclass, a FrozenDict, a FrozenTable or a read-only array"
    )


def _close(column: object) -> None:
    """Close the arrays a column is kept in: an ``array`` of pandas would let writing through to everybody."""
    for name in ("_ndarray", "_data", "_mask"):
        part = getattr(column, name, None)
        while isinstance(part, np.ndarray):
            part = read_only(part).base


def _settled(cell: object) -> object:
    """A cell that cannot be changed."""
    if type(cell) in _PLAIN:
        return cell
    if isinstance(cell, list):
        return tuple(map(_settled, cell))
    if isinstance(cell, bytearray):
        return bytes(cell)
    if isinstance(cell, np.ndarray):
        cell = read_only(cell.copy())
    refuse_mutable(cell)
    return cell
