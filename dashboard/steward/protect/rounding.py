"""Systematic rounding: every count becomes the multiple of the base below or above it, sums stay within one base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from dashboard.steward.protect.cells import Whole


def round_systematically(value: Whole, base: Whole, unit: Whole, first: Whole, phase: Whole) -> Whole:
    """Round along a running sum with a secret start.

    Formula: ``y_i = b (floor((S_i + u) / b) - floor((S_i - v_i + u) / b))`` with S the running sum of the unit.
    So ``|y - v| < b``, multiples of b never move, and every consecutive stretch of cells is off by less than b.
    Source: systematic sampling with unequal probabilities (Madow 1949) applied to the remainders.

    Args:
        value: exact counts, in the order to walk.
        base: rounding base of each cell.
        unit: number of each cell's unit, not decreasing.
        first: index of each unit's first cell.
        phase: start of each unit, from 0 up to its base.

    Returns:
        one multiple of the base per cell.
    """
    if not len(value):
        return value.copy()
    remainder = value % base
    running = np.cumsum(remainder)
    before_unit = running[first] - remainder[first]
    after = running - before_unit[unit] + phase[unit]
    rounded: Whole = value - remainder + base * (after // base - (after - remainder) // base)
    return rounded
