"""Parse a column of delivered text: read each distinct text once, then spread the outcome over the rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.intake import values

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.steward.intake.contract import Column
    from dashboard.steward.intake.values import Reading


@dataclass(frozen=True)
class Parsed:
    """One column, typed.

    Attributes:
        typed: per row, same index as the text; NA where blank or broken. Floats for numbers and years, categories for
            codes and texts, dates as datetime64, tuples for lists of codes.
        broken: rule to mask of the rows that break it.
        blank: mask of the rows without text.
    """

    typed: pd.Series
    broken: dict[str, np.ndarray]
    blank: np.ndarray


@dataclass(frozen=True)
class Texts:
    """A column of text as its distinct texts and, per row, the position of its text; -1 where blank."""

    distinct: list[str]
    positions: np.ndarray
    index: pd.Index

    @classmethod
    def of(cls, text: pd.Series) -> Texts:
        """Take a categorical column apart; texts that differ only in blanks become one."""
        tidied = [values.tidy(str(one)) for one in text.cat.categories]
        codes, distinct = pd.factorize(np.array([*tidied, ""], dtype=object))
        empty = codes[-1]
        spread = np.where(codes == empty, -1, codes)  # the last one, of missing text, is blank as well
        return cls([str(one) for one in distinct], spread[text.cat.codes.to_numpy()], text.index)


def parse(text: pd.Series, column: Column, is_count: np.ndarray | None = None) -> Parsed:
    """Read a column by its kind.

    Args:
        text: categorical text as delivered, index = source rows.
        column: its declaration.
        is_count: for a measured column: mask of the rows whose measure is a count; the others are amounts.
    """
    texts = Texts.of(text)
    if column.measured and is_count is not None and is_count.any():
        return _measured(texts, is_count)
    readings = [_reader(column)(one) if one else (None, "") for one in texts.distinct]
    return _spread(texts, readings, column.kind)


def _measured(texts: Texts, is_count: np.ndarray) -> Parsed:
    """Numbers read as a count or as an amount, by row."""
    asked = np.unique(texts.positions[is_count])
    needed = set(asked[asked >= 0])
    counts = [values.number(one, whole=True) if n in needed else (None, "") for n, one in enumerate(texts.distinct)]
    asked = np.unique(texts.positions[~is_count])
    needed = set(asked[asked >= 0])
    amounts = [values.number(one, whole=False) if n in needed else (None, "") for n, one in enumerate(texts.distinct)]
    count, amount = _spread(texts, counts, "count"), _spread(texts, amounts, "amount")
    rules = sorted(set(count.broken) | set(amount.broken))
    nowhere = np.zeros(len(is_count), dtype=bool)
    broken = {
        rule: np.where(is_count, count.broken.get(rule, nowhere), amount.broken.get(rule, nowhere)) for rule in rules
    }
    return Parsed(
        count.typed.where(is_count, amount.typed),
        {rule: mask for rule, mask in broken.items() if mask.any()},
        count.blank,
    )


def _reader(column: Column) -> Callable[[str], Reading]:
    codes = {values.fold(delivered): inner for delivered, inner in column.codes.items()}
    readers: dict[str, Callable[[str], Reading]] = {
        "text": lambda text: (text, ""),
        "key": values.key,
        "code": partial(values.code, codes=codes),
        "codes": partial(values.code_list, codes=codes),
        "date": values.day,
        "month": values.month,
        "count": partial(values.number, whole=True),
        "amount": partial(values.number, whole=False),
        "days": partial(values.number, whole=False),
        "yes_no": values.yes_no,
        "area_code": values.area,
        "year": values.year,
    }
    return readers[column.kind]


def _spread(texts: Texts, readings: list[Reading], kind: str) -> Parsed:
    rules = sorted({rule for _, rule in readings if rule})
    number_of = {rule: number for number, rule in enumerate(rules)}
    rule_of = np.array([*(number_of.get(rule, -1) for _, rule in readings), -1])[texts.positions]
    return Parsed(
        typed=_typed([value for value, _ in readings], texts, kind),
        broken={rule: mask for rule, number in number_of.items() if (mask := rule_of == number).any()},
        blank=texts.positions < 0,
    )


def _typed(found: list[object], texts: Texts, kind: str) -> pd.Series:
    """Distinct values, with a missing one at the end for blank rows, taken per row."""
    if kind in {"count", "amount", "days", "year"}:
        numbers = np.array([*(np.nan if value is None else value for value in found), np.nan], dtype="float64")
        return pd.Series((numbers.round(2) if kind == "amount" else numbers)[texts.positions], index=texts.index)
    if kind in {"date", "month"}:
        moments = np.array([*found, None], dtype="datetime64[us]")
        return pd.Series(moments[texts.positions], index=texts.index)
    if kind == "yes_no":
        flags = pd.array([*(None if value is None else bool(value) for value in found), None], dtype="boolean")
        return pd.Series(flags.take(texts.positions), index=texts.index)
    if kind == "codes":
        lists = np.empty(len(found) + 1, dtype=object)
        lists[:-1] = found
        return pd.Series(lists[texts.positions], index=texts.index)
    codes, names = pd.factorize(np.array([*found, None], dtype=object))
    return pd.Series(pd.Categorical.from_codes(codes[texts.positions], pd.Index(names, dtype="str")), index=texts.index)
