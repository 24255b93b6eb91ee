"""What may be said here: what was simulated, what the time before holds back, and never without a comparison."""

from __future__ import annotations

import pytest

from dashboard.analysis.effect import Effect, PreTrend, judge

FAILED = PreTrend(passed=False, slope=1.3, lower=1.1, upper=1.5)


def made(estimator, **more):
    return Effect(estimator, 0.5, 0.4, 0.6, n_treated=6, n_comparison=40, **more)


def test_an_interval_on_one_side_is_called_where_areas_are_compared():
    assert judge(made("did")).finding == "lower"


@pytest.mark.parametrize("estimator", ["before_after", "interrupted"])
def test_without_comparison_a_change_is_never_called_but_drawn(estimator):
    found = judge(made(estimator))

    assert (found.finding, found.why, found.draw) == ("undetermined", "no_comparison", True)


def test_a_drift_holds_back_only_what_assumes_there_is_none():
    assert judge(made("did"), FAILED).why == "pre_trend"
    assert judge(made("did_trend"), FAILED).finding == "lower"


def test_what_failed_its_simulation_says_nothing():
    assert judge(made("synthetic_control")).why == "not_offered"
