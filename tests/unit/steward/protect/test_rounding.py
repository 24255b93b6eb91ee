"""Systematic rounding: less than a base off in every cell and in every stretch of cells."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.steward.protect.rounding import round_systematically

VALUES = st.lists(st.integers(0, 40), min_size=1, max_size=30)


def rounded(values, base, phase):
    value = np.array(values, np.int64)
    unit = np.zeros(len(value), np.int64)
    return round_systematically(value, unit + base, unit, np.zeros(1, np.int64), np.array([phase]))


@given(VALUES, st.sampled_from([3, 5, 10]), st.integers(0, 9))
def test_cells_and_stretches_are_less_than_a_base_off(values, base, phase):
    protected = rounded(values, base, phase % base)

    assert (protected % base == 0).all()
    error = np.cumsum(np.concatenate(([0], protected - values)))
    assert np.ptp(error) < base


@given(st.integers(1, 60), st.sampled_from([3, 5, 10]))
def test_over_all_starts_a_count_is_right_on_average(value, base):
    assert sum(rounded([value], base, phase)[0] for phase in range(base)) == base * value


def test_units_are_walked_apart():
    value, unit = np.array([3, 3, 3, 3]), np.array([0, 0, 1, 1])
    both = round_systematically(value, unit * 0 + 5, unit, np.array([0, 2]), np.array([1, 4]))

    assert both.tolist() == [*rounded([3, 3], 5, 1), *rounded([3, 3], 5, 4)]
