"""A recent trend is called one only when strong and not hung on one period."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.intervals import Estimate, count_interval
from dashboard.analysis.recent import recent_trend


def series(*counts):
    return [None if count is None else count_interval(count) for count in counts]


def test_directions():
    assert recent_trend(series(900, 100, 150, 200, 260, 300)).direction == "rising"
    assert recent_trend(series(300, 260, 200, 150, 100)).direction == "falling"
    assert recent_trend(series(100, 105, 95, 100, 110)).direction == "no_direction"


def test_one_period_carries_no_trend():
    assert recent_trend(series(100, 95, 90, 85, 400)).direction == "no_direction"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (series(1, 2, 3, 4), "too_few"),
        (series(1, 2, None, 4, 5), "gap"),
        ([Estimate(1.0, 1.0, 1.0, "")] * 5, "no_spread"),
    ],
)
def test_says_why_it_is_not_computed(given, reason):
    found = recent_trend(given)
    assert (found.direction, found.reason) == ("not_computed", reason)


def test_slope_is_the_weighted_one_of_numpy():
    points = [Estimate(v, v - 1.96 * s, v + 1.96 * s, "") for v, s in ((1, 1), (3, 2), (2, 1), (5, 3), (4, 2))]
    expected = np.polyfit(range(5), [1, 3, 2, 5, 4], 1, w=[1, 1 / 2, 1, 1 / 3, 1 / 2])[0]
    assert recent_trend(points).slope == pytest.approx(expected, abs=1e-6)


def test_false_alarms_are_rare():
    draws = np.random.default_rng(5).poisson(60, (1000, 5))
    assert sum(recent_trend(series(*map(int, row))).direction != "no_direction" for row in draws) <= 8
