"""Balancing swaps lower the objective by what they say, and keep every unit's total."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.steward.protect.balancing import Swaps, balance


def swaps_of(seed, units, size, kinds=4, wide=5):
    random = np.random.default_rng(seed)
    unit = np.sort(random.integers(0, units, size))
    value, base = random.integers(1, 5, size), np.full(size, 5)
    up = random.random(size) < 0.5
    groups = random.integers(0, wide, (kinds, size))
    margins = (np.arange(kinds)[:, None] * units + unit) * wide + groups
    error = np.zeros(kinds * units * wide, np.int64)
    for numbers in margins:
        np.add.at(error, numbers, np.where(up, 5, 0) - value)
    return Swaps(unit, base, up, margins, error), value


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(0, 60))
def test_the_objective_never_rises_and_is_kept_up_to_date(seed, units, size):
    swaps, value = swaps_of(seed, units, size)
    before = np.bincount(swaps.unit[swaps.up], minlength=units)
    seen = []

    balance(swaps, np.random.default_rng(seed).integers(0, 2**63, (20, units)).astype(np.uint64), seen.append)

    assert all(later <= earlier for earlier, later in pairwise(seen))
    assert (np.bincount(swaps.unit[swaps.up], minlength=units) == before).all()
    fresh = np.zeros_like(swaps.error)
    for numbers in swaps.margins:
        np.add.at(fresh, numbers, np.where(swaps.up, 5, 0) - value)
    assert (fresh == swaps.error).all()


def test_it_finds_the_swap_that_mends_both_margins():
    margins = np.array([[0, 1]])
    swaps = Swaps(np.zeros(2, np.int64), np.array([5, 5]), np.array([True, False]), margins, np.array([4, -4]))

    balance(swaps, np.zeros((1, 1), np.uint64))

    assert swaps.up.tolist() == [False, True]
    assert swaps.error.tolist() == [-1, 1]
