"""What a delivery changes, beside the one of the same source that holds now."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward.intake.contract import BY_NAME, LISTS, MEASURE, SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping

BIGGEST = 3
THOUSAND = 1000.0
SERIES = ["project_code", "area_code", "area_year", "partner_code", "measure_code", "subject", "decision_month"]
HOLE = "\0"  # stands for a cell without a value, so that two of them are the same


@dataclass(frozen=True)
class SheetChange:
    """How many rows of one sheet differ.

    Attributes:
        sheet: inner name.
        n_new: rows with a key that was not there.
        n_changed: rows with the same key and another value.
        n_gone: rows that are there no more.
        n_same: rows that stay as they are.
    """

    sheet: str
    n_new: int
    n_changed: int
    n_gone: int
    n_same: int


@dataclass(frozen=True)
class Total:
    """A measure altogether, in its own unit.

    Attributes:
        measure: inner code.
        before: in what holds now; None where nothing does.
        now: in this delivery.
    """

    measure: str
    before: float | None
    now: float


@dataclass(frozen=True)
class Jump:
    """A project whose figures differ much.

    Attributes:
        project: its code.
        measure: inner code.
        before: in what is compared with.
        now: in this delivery.
        weight: how far it is beyond chance: the difference over the root of both together, of euros in thousands.
    """

    project: str
    measure: str
    before: float
    now: float
    weight: float


@dataclass(frozen=True)
class Change:
    """All of it.

    Attributes:
        received_at: moment at which the very same bytes were accepted before; empty when they were not.
        against: numbers of the deliveries compared with; none when this is the first of its source.
        is_same_period: those hold for the same months; otherwise it is the last one before.
        months: of what is compared with, first and last.
        replaced: numbers of deliveries of which no month holds any more once this is sent.
        sheets: in the order of the contract, only those with rows.
        totals: by measure, in the order of the register.
        jumps: at most three, the biggest first.
    """

    received_at: str = ""
    against: tuple[str, ...] = ()
    is_same_period: bool = False
    months: tuple[str, str] = ("", "")
    replaced: tuple[str, ...] = ()
    sheets: tuple[SheetChange, ...] = ()
    totals: tuple[Total, ...] = ()
    jumps: tuple[Jump, ...] = ()


def sheet_changes(before: Mapping[str, pd.DataFrame], now: Mapping[str, pd.DataFrame]) -> tuple[SheetChange, ...]:
    """Rows that are new, changed, gone and the same, per sheet but the one about the delivery itself."""
    names = [sheet.name for sheet in SHEETS if sheet.name != "delivery"]
    found = [_sheet_change(name, before.get(name), now.get(name)) for name in names]
    return tuple(one for one in found if one.n_new or one.n_changed or one.n_gone or one.n_same)


def totals(before: pd.DataFrame | None, now: pd.DataFrame | None) -> tuple[Total, ...]:
    """Results per measure; of values that count on, the last one of each series."""
    old, new = sums(before, ["measure_code"]), sums(now, ["measure_code"])
    return tuple(
        Total(code, None if before is None else float(old.get(code, 0.0)), float(new.get(code, 0.0)))
        for code in MEASURE
        if code in old.index or code in new.index
    )


def jumps(before: pd.DataFrame | None, now: pd.DataFrame | None) -> tuple[Jump, ...]:
    """The projects and measures that differ most for their size; none without anything before."""
    if before is None:
        return ()
    keys = ["project_code", "measure_code"]
    both = pd.concat({"before": sums(before, keys), "now": sums(now, keys)}, axis="columns").fillna(0.0)
    found = [
        Jump(str(project), str(measure), float(old), float(new), _weight(str(measure), float(old), float(new)))
        for (project, measure), old, new in zip(both.index, both["before"], both["now"], strict=True)
        if old != new
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.project, one.measure))[:BIGGEST])


def sums(result: pd.DataFrame | None, keys: list[str]) -> pd.Series:
    """Values of results added up by keys, of a series that counts on only its last value; empty without rows."""
    if result is None or result.empty:
        index = (
            pd.MultiIndex.from_arrays([[] for _ in keys], names=keys) if len(keys) > 1 else pd.Index([], name=keys[0])
        )
        return pd.Series([], index=index, dtype="float64")
    plain = result.astype(dict.fromkeys(["project_code", "measure_code"], "object"))
    counts_on = (plain["value_basis"].astype("object") == "cumulative").fillna(value=False)
    last = plain[counts_on].sort_values("month", kind="stable").drop_duplicates(SERIES, keep="last")
    return pd.concat([plain[~counts_on], last]).groupby(keys, observed=True)["value"].sum().astype("float64")


def _weight(measure: str, before: float, now: float) -> float:
    unit = THOUSAND if MEASURE[measure]["unit"] == "eur" else 1.0
    return abs(now - before) / unit / sqrt((abs(before) + abs(now)) / unit)


def _sheet_change(name: str, before: pd.DataFrame | None, now: pd.DataFrame | None) -> SheetChange:
    old, new = _cells(name, before), _cells(name, now)
    shared = old.index.intersection(new.index)
    n_same = int((old.loc[shared] == new.loc[shared]).sum()) if len(shared) else 0
    return SheetChange(name, len(new) - len(shared), len(shared) - n_same, len(old) - len(shared), n_same)


def _cells(name: str, frame: pd.DataFrame | None) -> pd.Series:
    """Every row as one text by its key; of rows with the same key the last."""
    sheet = BY_NAME[name]
    if frame is None or frame.empty:
        return pd.Series([], dtype="object", index=pd.Index([], dtype="object"))
    texts = pd.DataFrame(
        {column.name: _texts(frame[column.name], is_list=column.kind in LISTS) for column in sheet.columns}
    )
    rows = pd.Series(
        texts.agg("\x1f".join, axis="columns").to_numpy(), texts[list(sheet.key)].agg("\x1f".join, axis="columns")
    )
    return rows[~rows.index.duplicated(keep="last")]


def _texts(values: pd.Series, *, is_list: bool) -> list[str]:
    if is_list:
        return [HOLE if one is None else " ".join(map(str, one)) for one in values]
    return [HOLE if missing else str(one) for one, missing in zip(values, values.isna(), strict=True)]
