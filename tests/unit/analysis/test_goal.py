"""A goal is judged only when it was set beforehand and the interval leaves no doubt."""

from __future__ import annotations

import pytest

from dashboard.analysis.goal import judge_goal
from dashboard.analysis.intervals import Estimate

ABOUT_100 = Estimate(100, 80, 120, "")


@pytest.mark.parametrize(
    ("target", "is_over", "verdict"),
    [
        (80, True, "reached"),
        (80, False, "reached"),
        (100, True, "undecided"),
        (121, True, "not_reached"),
        (121, False, "not_yet"),
        (120, True, "undecided"),
    ],
)
def test_more_is_better(target, is_over, verdict):
    assert judge_goal(ABOUT_100, target, is_prior=True, is_less=False, is_over=is_over) == verdict


@pytest.mark.parametrize(
    ("target", "is_over", "verdict"),
    [(120, True, "reached"), (120, False, "undecided"), (79, True, "not_reached"), (79, False, "not_reached"), (100, True, "undecided")],
)  # fmt: skip
def test_less_is_better_and_only_reached_at_the_end(target, is_over, verdict):
    assert judge_goal(ABOUT_100, target, is_prior=True, is_less=True, is_over=is_over) == verdict


@pytest.mark.parametrize("target", [1, 100, 1000])
def test_a_goal_set_after_the_start_is_never_judged(target):
    assert judge_goal(ABOUT_100, target, is_prior=False, is_less=False, is_over=True) == "set_later"


def test_without_a_value_nothing_can_be_said():
    assert judge_goal(None, 10, is_prior=True, is_less=False, is_over=True) == "unknown"
