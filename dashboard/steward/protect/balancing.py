"""Balancing swaps of controlled rounding: one cell rounded up trades places with one rounded down, so that totals come closer to the truth.

A swap never changes the unit's total and no cell leaves the two multiples around its true count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dashboard.steward.protect.cells import Flags, Whole

_NONE = np.iinfo(np.int64).max


@dataclass
class Swaps:
    """Cells that may move, in the secret order of their unit.

    Attributes:
        unit: number of each cell's unit, not decreasing.
        base: rounding base of each cell.
        up: whether the cell is rounded up now; changed in place.
        margins: one row per kind of margin, one column per cell: which margin the cell counts in.
        error: protected minus true of each margin; changed in place.
    """

    unit: Whole
    base: Whole
    up: Flags
    margins: Whole
    error: Whole

    @property
    def objective(self) -> int:
        """Sum of squared errors of all margins."""
        return int((self.error**2).sum())


def balance(swaps: Swaps, shifts: NDArray[np.uint64], watch: Callable[[int], None] | None = None) -> None:
    """Swap as long as it helps, pass after pass; the objective never rises.

    Args:
        swaps: the cells and their margins; ``up`` and ``error`` are changed.
        shifts: one secret number per pass and unit; a pass pairs the k-th cell up with the (k + shift)-th down.
        watch: told the objective before the first and after every pass.
    """
    if watch:
        watch(swaps.objective)
    best = np.full(swaps.error.size + swaps.unit.size, _NONE, np.int64)
    sides = _sides(swaps, shifts.shape[1])
    for shift in shifts:
        high, low = _pair(swaps.up, swaps.unit, sides, shift)
        _trade(swaps, high, low, best)
        if watch:
            watch(swaps.objective)


def _sides(swaps: Swaps, units: int) -> Whole:
    """Per unit the number of cells up and down, and where each begins among all ups and downs; swaps keep them."""
    n_up = np.bincount(swaps.unit[swaps.up], minlength=units)
    n_down = np.bincount(swaps.unit[~swaps.up], minlength=units)
    return np.stack([n_up, n_down, np.cumsum(n_up) - n_up, np.cumsum(n_down) - n_down]).astype(np.int64)


def _pair(up: Flags, unit: Whole, sides: Whole, shift: NDArray[np.uint64]) -> tuple[Whole, Whole]:
    """Pair each cell of a unit's longer side with one of its shorter side."""
    ups, downs = np.flatnonzero(up), np.flatnonzero(~up)
    n_up, n_down, first_up, first_down = sides
    shorter = np.minimum(n_up, n_down)
    step = np.where(shorter > 0, shift % np.maximum(shorter, 1).astype(np.uint64), 0).astype(np.int64)
    more_up = n_up >= n_down
    lead_up = ups[(more_up & (shorter > 0))[unit[ups]]]
    lead_down = downs[(~more_up & (shorter > 0))[unit[downs]]]
    with_up = _partner(lead_up, unit, np.cumsum(up) - 1 - first_up[unit], step, shorter)
    with_down = _partner(lead_down, unit, np.cumsum(~up) - 1 - first_down[unit], step, shorter)
    high = np.concatenate([lead_up, ups[first_up[unit[lead_down]] + with_down]])
    low = np.concatenate([downs[first_down[unit[lead_up]] + with_up], lead_down])
    return high, low


def _partner(lead: Whole, unit: Whole, rank: Whole, step: Whole, shorter: Whole) -> Whole:
    at = unit[lead]
    partner: Whole = (rank[lead] + step[at]) % shorter[at]
    return partner


def _trade(swaps: Swaps, high: Whole, low: Whole, best: Whole) -> None:
    """Carry out the pairs that lower the objective and are the best on every margin they touch.

    Formula: moving ``low`` up and ``high`` down changes the objective by the sum, over the margins that hold one of
    them but not both, of ``2b (E_low - E_high) + 2b^2``. Kept pairs share no margin and no cell, so gains add up.
    """
    base = swaps.base[high]
    gain = np.zeros(len(high), np.int64)
    for margin in swaps.margins:
        of_high, of_low = margin[high], margin[low]
        step = 2 * base * (swaps.error[of_low] - swaps.error[of_high]) + 2 * base**2
        gain += np.where(of_high != of_low, step, 0)
    good = np.flatnonzero(gain < 0)
    high, low, base = high[good], low[good], base[good]
    order = gain[good] * len(gain) + good
    touched = _touched(swaps, high, low)
    for places in touched:
        np.minimum.at(best, places, order)
    kept = np.logical_and.reduce([best[places] == order for places in touched])
    for places in touched:
        best[places] = _NONE
    high, low, base = high[kept], low[kept], base[kept]
    swaps.up[high], swaps.up[low] = False, True
    for margin in swaps.margins:
        np.subtract.at(swaps.error, margin[high], base)
        np.add.at(swaps.error, margin[low], base)


def _touched(swaps: Swaps, high: Whole, low: Whole) -> list[Whole]:
    """Margins and cells a pair touches; where both cells share a margin, their own cells stand in for it."""
    cells = swaps.error.size
    touched = [cells + high, cells + low]
    for margin in swaps.margins:
        same = margin[high] == margin[low]
        touched.append(np.where(same, cells + high, margin[high]))
        touched.append(np.where(same, cells + low, margin[low]))
    return touched
