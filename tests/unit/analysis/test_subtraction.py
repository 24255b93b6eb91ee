"""The example on Verantwoording does what the protection does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.subtraction import subtract
from dashboard.steward.protect.rounding import round_systematically

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=9)


@given(exact=COUNTS, start=st.integers(0, 4))
def test_it_is_the_rounding_of_the_product(exact, start):
    value, one = np.array(exact), np.zeros(len(exact), np.int64)

    assert subtract(exact, 0, start, 5).shown == tuple(
        round_systematically(value, one + 5, one, np.array([0]), np.array([start])).tolist()
    )


@given(exact=COUNTS, start=st.integers(0, 4), target=st.integers(0, 1))
def test_the_real_count_is_always_among_what_is_possible(exact, start, target):
    found = subtract(exact, target, start, 5)

    assert found.low <= exact[target] <= found.high
    assert found.exact_all - found.exact_without == exact[target]
    assert found.shown_all - found.shown_without == found.shown[target]


@pytest.mark.parametrize(("y_exact", "bounds"), [([0, 5], (0, 4)), ([5, 0], (1, 9)), ([10, 0], (6, 14))])
def test_bounds_as_promised(y_exact, bounds):
    found = subtract(y_exact, 0, 0, 5)

    assert (found.low, found.high) == bounds
