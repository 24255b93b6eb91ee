"""Euros per euro of cost: always two ends, none of them without a cost."""

from __future__ import annotations

import pytest

from dashboard.analysis.intervals import Estimate
from dashboard.analysis.yield_range import yield_range

COLLECTED, ESTABLISHED = Estimate(50_000, 40_000, 60_000, "m"), Estimate(150_000, 120_000, 180_000, "m")


def test_both_ends_keep_their_interval():
    found = yield_range(COLLECTED, ESTABLISHED, 100_000)

    assert (found.low.lower, found.low.value, found.low.upper) == pytest.approx((0.4, 0.5, 0.6))
    assert (found.high.lower, found.high.value, found.high.upper) == pytest.approx((1.2, 1.5, 1.8))


def test_an_end_that_is_not_known_stays_unknown():
    assert yield_range(None, ESTABLISHED, 100_000).low is None


@pytest.mark.parametrize("cost", [0, -5])
def test_without_a_cost_there_is_no_range(cost):
    assert yield_range(COLLECTED, ESTABLISHED, cost) is None
