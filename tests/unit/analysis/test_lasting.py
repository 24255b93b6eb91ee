"""The verdict on lasting, at its edges and against simulated truth."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.analysis.lasting import KEPT, judge_lasting, share_left
from dashboard.steward.protect.policy import load_policy

RULES = load_policy()


def still(_value: float) -> float:
    return 0.0


def rounded(_value: float) -> float:
    return 5 / math.sqrt(6)


def verdict(values, polarity="more", noise=still, *, is_due=True):
    found = judge_lasting(values, polarity, noise, RULES, is_due=is_due)
    return found.verdict, found.reason


def test_a_value_that_stays_lasts_and_one_that_halves_fades():
    assert verdict({0: 400, 12: 400}) == ("lasts", "held")
    assert verdict({0: 400, 12: 200}) == ("fades", "lost")


def test_where_less_is_better_a_rise_is_a_loss():
    assert verdict({0: 200, 12: 400}, "less") == ("fades", "lost")
    assert verdict({0: 400, 12: 200}, "less") == ("lasts", "held")


def test_a_small_certain_loss_still_lasts():
    found = judge_lasting({0: 10_000, 12: 9_000}, "more", still, RULES, is_due=True)

    assert found.share is not None
    assert found.share.upper < 1
    assert found.verdict == "lasts"


def test_the_last_follow_up_decides():
    assert verdict({0: 400, 6: 400, 12: 400, 24: 100}) == ("fades", "lost")
    assert judge_lasting({0: 400, 12: 100, 24: 400}, "more", still, RULES, is_due=True).months == 24


def test_half_a_year_alone_never_decides():
    assert verdict({0: 400, 6: 10}, is_due=False) == ("too_early", "not_due")
    assert verdict({0: 400, 6: 400}, is_due=True) == ("unmeasurable", "no_follow_up")


def test_a_follow_up_before_its_day_counts():
    assert verdict({0: 400, 12: 400}, is_due=False) == ("lasts", "held")


@pytest.mark.parametrize(
    ("values", "polarity", "reason"),
    [
        ({0: 400, 12: 400}, None, "no_measure"),
        ({0: 400, 12: 400}, "none", "no_measure"),
        ({12: 400}, "more", "no_start"),
        ({0: 20, 12: 0}, "more", "few"),
        ({0: 0, 12: 0}, "more", "few"),
        ({0: 25, 12: 25}, "more", "wide"),
    ],
)
def test_what_cannot_be_measured_says_why(values, polarity, reason):
    assert verdict(values, polarity) == ("unmeasurable", reason)


def test_a_value_at_closure_of_twenty_five_is_enough():
    assert verdict({0: 25, 12: 0}) == ("fades", "lost")


def test_rounding_can_take_a_verdict_away():
    assert verdict({0: 95, 12: 95}) == ("lasts", "held")
    assert verdict({0: 95, 12: 95}, noise=rounded) == ("unmeasurable", "wide")


def test_nothing_left_has_a_share_of_nothing():
    found = share_left(50, 0, rounded, 5)

    assert found.value == 0
    assert found.upper < KEPT


def test_less_of_what_is_gone_has_no_upper_end():
    assert share_left(50, 0, still, 5, less=True).upper == math.inf


def test_without_any_count_nothing_is_known():
    found = share_left(0, 0, still, 5)

    assert (found.lower, found.upper) == (0, math.inf)


@pytest.mark.parametrize(("mean", "ratio"), [(30, 1.0), (100, 1.0), (100, 0.6), (300, 0.75)])
def test_intervals_hold_the_true_share_after_rounding(mean, ratio):
    rng = np.random.default_rng(7)
    hits, runs = 0, 2_000
    for _ in range(runs):
        truth = rng.poisson(mean), rng.poisson(mean * ratio)
        start, later = (int(np.floor(one / 5 + rng.random())) * 5 for one in truth)
        found = share_left(start, later, rounded, 5)
        hits += found.lower <= ratio <= found.upper

    assert hits / runs >= 0.93
