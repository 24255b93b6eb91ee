"""Counts: every base cell becomes a multiple of the base, with totals held close to the truth.

Systematic rounding with a secret start per unit, then balancing swaps over the unit's margins; cells published before
keep what was published. The result depends on nothing but the cells and the key: not on the order of rows, and a unit
not on any other unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.protect.balancing import Swaps, balance
from dashboard.steward.protect.cells import KEYS, PLACE, UNIT, Coded, decode, dense, encode, segments
from dashboard.steward.protect.draws import draw_units
from dashboard.steward.protect.ledger import sticky_rounding, with_published
from dashboard.steward.protect.rounding import round_systematically

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dashboard.policy import Policy
    from dashboard.steward.protect.cells import Flags, Whole
    from dashboard.steward.protect.ledger import Ledger

CHUNK = 150_000
MARGINS = (("month",), ("year",), ("area_code",), ("class_code", "year"), ("area_code", "year"))


@dataclass(frozen=True)
class Cells:
    """All cells, exact and published, in the order of their names.

    Attributes:
        frame: names of each cell.
        coded: the same as codes; with ``year``.
        value: exact counts.
        published: protected counts of earlier releases, -1 where there are none.
        is_new: in nobody's release yet, so to be drawn; all others hold on to what was published.
        unit: number of each cell's unit, not decreasing.
        first: index of each unit's first cell.
        base: rounding base of each cell.
    """

    frame: pd.DataFrame
    coded: Coded
    value: Whole
    published: Whole
    is_new: Flags
    unit: Whole
    first: Whole
    base: Whole


def protect_counts(
    counts: pd.DataFrame,
    policy: Policy,
    key: bytes,
    ledger: Ledger | None = None,
    watch: Callable[[int], None] | None = None,
) -> pd.DataFrame:
    """Round new cells, keep published ones.

    Args:
        counts: exact base cells, one row per cell.
        policy: bases and number of passes.
        key: the master key.
        ledger: what was published before; None makes everything one batch.
        watch: told the balancing objective before the first and after every pass.

    Returns:
        one row per cell that has or had a count, with protected ``value``, in the order of the names; zeros included.
    """
    cells = _gather(counts, policy, ledger)
    protected = sticky_rounding(np.maximum(cells.published, 0), cells.value, cells.base)
    units = _units_with_new(cells)
    if len(units):
        batch = _Batch(cells, protected, units, policy.passes)
        starts, draws = draw_units(key, batch.names(), batch.bases, batch.epochs, batch.sizes + policy.passes)
        batch.round(starts, draws)
        batch.make_good()
        batch.balance(watch)
    return cells.frame.assign(value=protected)


def add_up(counts: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Exact cells, each once, in the order in which ``protect_counts`` gives them; not to be published."""
    cells = _gather(counts, policy, None)
    return cells.frame.assign(value=cells.value)


def _gather(counts: pd.DataFrame, policy: Policy, ledger: Ledger | None) -> Cells:
    stacked = with_published(counts, ledger)
    coded = encode(stacked, KEYS)
    unit, place, month = coded.combine(UNIT), coded.combine(PLACE), coded.codes["month"]
    order = np.lexsort((month, place, unit))
    changes = [np.diff(codes[order], prepend=-1) != 0 for codes in (unit, place, month)]
    first = np.flatnonzero(np.logical_or.reduce(changes))
    rows = order[first]
    exact, published = (stacked[name].to_numpy(np.int64)[order] for name in ("value", "published"))
    value = np.add.reduceat(exact, first) if len(first) else exact
    before = np.maximum.reduceat(published, first) if len(first) else published
    own = Coded({name: codes[rows] for name, codes in coded.codes.items()}, coded.names)
    number, like = unit[rows], stacked[list(KEYS)].iloc[:0]
    del stacked, coded, unit, place, month, order, changes  # so that what follows fits beside the cells themselves
    years, year = np.unique(pd.DatetimeIndex(own.names["month"]).year, return_inverse=True)
    own = Coded(own.codes | {"year": year[own.codes["month"]]}, own.names | {"year": years})
    numbers, starts = segments(number)
    base = np.array([policy.base_of(rule) for rule in own.names["rule"].tolist()], np.int64)[own.codes["rule"]]
    is_new = before < 0
    return Cells(decode(own, like), own, value, before, is_new, numbers, starts, base)


def _units_with_new(cells: Cells) -> Whole:
    return np.unique(cells.unit[cells.is_new])


class _Batch:
    """The units with new cells, on their way from exact to protected.

    ``protected`` is the array of all cells and is changed in place.
    """

    def __init__(self, cells: Cells, protected: Whole, units: Whole, passes: int) -> None:
        self.cells, self.protected, self.passes = cells, protected, passes
        self.units = units
        self.taking_part = np.isin(cells.unit, units)
        self.rows = np.flatnonzero(cells.is_new)
        self.unit = np.searchsorted(units, cells.unit[self.rows])
        self.sizes = np.bincount(self.unit, minlength=len(units)).astype(np.int64)
        self.first = np.cumsum(self.sizes) - self.sizes
        self.bases = cells.base[cells.first[units]]
        before = np.bincount(cells.unit[cells.published >= 0], minlength=len(cells.first))
        self.epochs = before[units].astype(np.int64)

    def names(self) -> list[tuple[object, ...]]:
        """Names of the units, for their sub-keys."""
        heads = self.cells.frame[list(UNIT)].iloc[self.cells.first[self.units]]
        return list(heads.itertuples(index=False, name=None))

    def round(self, starts: Whole, draws: NDArray[np.uint64]) -> None:
        """Round each unit's new cells along (district, area, class), ties in secret order, from where it stopped.

        The running sum goes on after earlier batches: its phase follows from the secret start and what is off so far.
        """
        begins = self.first + np.arange(len(self.sizes)) * self.passes
        self.shifts = draws[begins[:, None] + np.arange(self.passes)].T
        inside = np.arange(len(self.rows)) + (self.unit + 1) * self.passes
        self.draw = draws[inside]
        off = np.where(self.cells.is_new, 0, self.protected - self.cells.value)
        carried = np.bincount(self.cells.unit, weights=off, minlength=len(self.cells.first)).astype(np.int64)
        phase = (starts - carried[self.units]) % self.bases
        place = self.cells.coded.combine(PLACE)[self.rows]
        order = np.lexsort((self.draw, place, self.unit))
        rows = self.rows[order]
        self.protected[rows] = round_systematically(
            self.cells.value[rows], self.cells.base[rows], self.unit[order], self.first, phase
        )

    def make_good(self) -> None:
        """Let new cells take up what corrections left standing: so many of them go to the multiple on the other side.

        A unit's error is below one base without corrections, and then nothing moves. Which cells go is secret.
        """
        error = self.protected - self.cells.value
        total = np.bincount(self.cells.unit, weights=error, minlength=len(self.cells.first)).astype(np.int64)
        left = total[self.units]
        steps = (np.sign(left) * (np.abs(left) // self.bases))[self.unit]
        may = np.sign(error[self.rows]) == np.sign(steps)
        may &= error[self.rows] != 0
        order = np.lexsort((self.draw, ~may, self.unit))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order)) - self.first[self.unit[order]]
        goes = may & (rank < np.abs(steps))
        self.protected[self.rows[goes]] -= (np.sign(steps) * self.bases[self.unit])[goes]

    def balance(self, watch: Callable[[int], None] | None) -> None:
        """Swap cells of the same unit until its margins are close, errors of earlier batches included.

        Units are taken some at a time, so that what is worked on stays small; it makes no difference to the result.
        """
        objective = np.zeros(self.passes + 1, np.int64)
        for low, high in _chunks(self.sizes):
            seen: list[int] = []
            self._balance_some(low, high, seen.append if watch else None)
            objective += np.array(seen or [0], np.int64)
        if watch:
            for value in objective.tolist():
                watch(value)

    def _balance_some(self, low: int, high: int, watch: Callable[[int], None] | None) -> None:
        """Balance units number ``low`` up to ``high``."""
        own = slice(int(self.first[low]), int(self.first[high - 1] + self.sizes[high - 1]))
        ends = np.append(self.cells.first, len(self.cells.value))
        begin, end = int(ends[self.units[low]]), int(ends[self.units[high - 1] + 1])
        error = self.protected[begin:end] - self.cells.value[begin:end]
        concerned = np.flatnonzero((error != 0) & self.taking_part[begin:end])
        number = np.full(len(error), -1, np.int64)
        number[concerned] = np.arange(len(concerned))
        may_move = error[self.rows[own] - begin] != 0
        rows, unit = self.rows[own][may_move], self.unit[own][may_move] - low
        order = np.lexsort((self.draw[own][may_move], unit))
        rows, unit = rows[order], unit[order]
        margins, sums = _margins(self.cells, concerned + begin, error[concerned])
        swaps = Swaps(unit, self.cells.base[rows], error[rows - begin] > 0, margins[:, number[rows - begin]], sums)
        balance(swaps, self.shifts[:, low:high], watch)
        floor = self.cells.value[rows] // swaps.base * swaps.base
        self.protected[rows] = floor + np.where(swaps.up, swaps.base, 0)


def _chunks(sizes: Whole) -> list[tuple[int, int]]:
    """Ranges of units of about ``CHUNK`` cells each."""
    part = np.cumsum(sizes) // CHUNK
    borders = [*np.flatnonzero(np.diff(part, prepend=-1)).tolist(), len(sizes)]
    return list(pairwise(borders))


def _margins(cells: Cells, rows: Whole, error: Whole) -> tuple[Whole, Whole]:
    """Number of the margin of each row, per kind of margin; and the sum of errors in each margin."""
    unit = cells.unit[rows]
    numbered, offset = [], 0
    part = Coded({name: codes[rows] for name, codes in cells.coded.codes.items()}, cells.coded.names)
    part = Coded(part.codes | {"unit": unit}, part.names | {"unit": cells.first})
    for columns in MARGINS:
        numbers = dense(part.combine(("unit", *columns))) + offset
        offset = int(numbers.max(initial=offset - 1)) + 1
        numbered.append(numbers)
    margins = np.stack(numbered)
    sums = np.zeros(offset, np.int64)
    for numbers in margins:
        np.add.at(sums, numbers, error)
    return margins, sums
