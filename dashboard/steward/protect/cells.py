"""Cells as numbers: names become sorted codes, so that the order of rows in a delivery never matters.

A *unit* is what is rounded by itself: one component of one domain (project × partner × municipality). Everything
secret is drawn per unit and no step looks over its border, so what happens in one domain never touches another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Whole = NDArray[np.int64]
Codes = NDArray[np.int16] | NDArray[np.int32] | NDArray[np.int64]
Flags = NDArray[np.bool_]

UNIT = ("origin", "project_code", "partner_code", "municipality_code", "family", "component", "rule")
PLACE = ("district_code", "area_code", "area_year", "class_code")
KEYS = (*UNIT, *PLACE, "month")
_ROOM = 2**62
_FEW = 2**15  # names that fit in codes of two bytes


@dataclass(frozen=True)
class Coded:
    """Columns of a frame as codes in the order of their names.

    Attributes:
        codes: per column one number per row.
        names: per column the sorted names the codes stand for.
    """

    codes: dict[str, Codes]
    names: dict[str, NDArray[Any]]

    def combine(self, columns: Sequence[str]) -> Whole:
        """One number per row for several columns, ordered as the columns are."""
        combined, room = np.zeros(len(next(iter(self.codes.values()))), np.int64), 1
        for column in columns:
            size = max(len(self.names[column]), 1)
            if room * size > _ROOM:
                found, combined = np.unique(combined, return_inverse=True)
                room = len(found)
            combined = combined * size + self.codes[column]
            room *= size
        return combined


def decode(coded: Coded, like: pd.DataFrame) -> pd.DataFrame:
    """The names of each row again, in columns of the same kinds as those of ``like``."""
    columns = {name: pd.Series(coded.names[name], dtype=like[name].dtype) for name in like.columns}
    taken = {name: column.take(coded.codes[name]).reset_index(drop=True) for name, column in columns.items()}
    return pd.DataFrame(taken)


def encode(frame: pd.DataFrame, columns: Sequence[str]) -> Coded:
    """Replace names by their rank among the names present."""
    codes: dict[str, Codes] = {}
    names: dict[str, NDArray[Any]] = {}
    for column in columns:
        found, uniques = pd.factorize(frame[column], use_na_sentinel=False)
        plain = np.asarray(uniques.astype(object) if isinstance(uniques, pd.CategoricalIndex) else uniques)
        order = np.argsort(plain, kind="stable")
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        codes[column] = (rank.astype(np.int16) if len(order) <= _FEW else rank)[found]
        names[column] = plain[order]
    return Coded(codes, names)


def number_alike(one: pd.DataFrame, other: pd.DataFrame, *keys: Sequence[str]) -> list[tuple[Whole, Whole]]:
    """Per key a number for each row of both frames, the same wherever the columns of the key hold the same."""
    columns = list(dict.fromkeys(name for key in keys for name in key))
    coded = encode(pd.concat([one[columns], other[columns]], ignore_index=True), columns)
    numbers = (coded.combine(key) for key in keys)
    return [(both[: len(one)], both[len(one) :]) for both in numbers]


def is_among(numbers: Whole, others: Whole) -> Flags:
    """Which numbers are among the others; by hashing, which for cells costs a tenth of what ``np.isin`` does."""
    among: Flags = pd.Series(numbers).isin(others).to_numpy()
    return among


def plain_texts(texts: pd.Series) -> pd.Series:
    """A column as plain texts; categories are taken by their codes, text by text only where there are none."""
    if not isinstance(texts.dtype, pd.CategoricalDtype):
        return texts.astype("str")
    names = texts.cat.categories.astype("str").array
    return pd.Series(names.take(texts.cat.codes.to_numpy(), allow_fill=True), texts.index)


def share_names(frames: Sequence[pd.DataFrame], columns: Iterable[Sequence[str]]) -> list[pd.DataFrame]:
    """The same frames with texts as categories over one sorted list of names, so that they join and sort as numbers.

    Args:
        frames: not changed.
        columns: groups of columns; those of one group share their names, in all frames that have them.
    """
    shared: list[dict[str, pd.Series]] = [{} for _ in frames]
    for group in columns:
        given = [
            (at, name, frame[name].astype("category"))
            for at, frame in enumerate(frames)
            for name in group
            if name in frame
        ]
        names = sorted({str(text) for _, _, texts in given for text in texts.cat.categories})
        for at, name, texts in given:
            # Not astype: categories in another order are equal to it, and would stay as they are.
            shared[at][name] = texts.cat.set_categories(pd.Index(names, dtype="str"))
    return [frame.assign(**texts) for frame, texts in zip(frames, shared, strict=True)]


def segments(sorted_codes: Whole) -> tuple[Whole, Whole]:
    """Runs of equal codes: the run of each row, and where each run starts.

    Example:
        >>> [part.tolist() for part in segments(np.array([4, 4, 9]))]
        [[0, 0, 1], [0, 2]]
    """
    if not len(sorted_codes):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    begins = np.concatenate(([True], sorted_codes[1:] != sorted_codes[:-1]))
    return np.cumsum(begins) - 1, np.flatnonzero(begins)


def dense(codes: Whole) -> Whole:
    """The same groups numbered from zero without gaps."""
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)
