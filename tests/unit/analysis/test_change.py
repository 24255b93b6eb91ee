"""A change is called one only beyond noise."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.change import amount_change, count_change, share_change


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [(200, 100, "rise"), (100, 200, "fall"), (105, 100, "no_change"), (0, 0, "no_change"), (5, None, "not_comparable")],
)
def test_counts(now, before, verdict):
    assert count_change(now, before).verdict == verdict


def test_rounding_can_take_a_verdict_away():
    assert count_change(140, 100).verdict == "rise"
    assert count_change(140, 100, rounding_sd=30).verdict == "no_change"


def test_shares_need_denominators():
    assert share_change((50, 100), (20, 100)).verdict == "rise"
    assert share_change((50, 100), (45, 100)).verdict == "no_change"
    assert share_change((5, 10), (0, 0)).verdict == "not_comparable"
    assert share_change((50, 100), (20, 100), (40.0, 40.0)).verdict == "no_change"


def test_amounts_are_judged_by_their_files_and_their_margins():
    assert amount_change((200.0, 4, 1), (100.0, 4, 1)).verdict == "no_change"
    assert amount_change((200.0, 4000, 1), (100.0, 4000, 1)).verdict == "rise"
    assert amount_change((120.0, 4000, 30), (100.0, 4000, 30)).verdict == "no_change"
    assert amount_change((200.0, 0, 1), (100.0, 4, 1)).verdict == "not_comparable"


def test_two_draws_of_the_same_rate_rarely_differ():
    """False alarms at 95 % stay near 5 %."""
    draws = np.random.default_rng(1).poisson(80, (2000, 2))
    alarms = sum(count_change(int(a), int(b)).verdict != "no_change" for a, b in draws)

    assert alarms / 2000 < 0.065
