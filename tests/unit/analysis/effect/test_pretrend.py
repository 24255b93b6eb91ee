"""The check of the time before the start: it sees a drift, and calls about as often as it says when there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from dashboard.analysis.effect import pre_trend
from dashboard.analysis.effect.pretrend import drift, wobble


def draw_counts(draw, runs, drifting=0.0, spread=0.0, n_treated=6, n_comparison=40, periods=12):
    size = draw.lognormal(2.5, 0.7, (runs, n_treated + n_comparison, 1))
    treated = np.arange(n_treated + n_comparison) < n_treated
    slope = drifting * treated[:, None] + draw.normal(0, spread, size.shape)
    return draw.poisson(size * np.exp(slope * (np.arange(periods) - periods / 2))).astype(float), treated


def test_a_small_drift_is_that_of_a_poisson_regression():
    """One step of the likelihood: exact to first order, so within a few per cent for a small drift."""
    counts, treated = draw_counts(np.random.default_rng(4), 1, drifting=0.02, n_treated=40)
    totals = np.stack([counts[0, treated].sum(axis=0), counts[0, ~treated].sum(axis=0)])
    group, period = np.indices(totals.shape)
    columns = [group == 0, *(period == at for at in range(12)), (group == 0) * period]
    design = np.stack([np.asarray(one, float).reshape(-1) for one in columns], axis=1)
    known = sm.GLM(totals.reshape(-1), design, family=sm.families.Poisson()).fit()
    slope, error, _ = drift(counts, treated, 0)

    assert float(slope[0]) == pytest.approx(known.params[-1], rel=0.05)
    assert float(error[0]) == pytest.approx(known.bse[-1], rel=0.25)


@pytest.mark.parametrize("spread", [0.0, 0.03])
def test_without_a_drift_it_calls_about_as_often_as_its_level(spread):
    counts, treated = draw_counts(np.random.default_rng(8), 3000, spread=spread)

    assert (drift(counts, treated, 0)[2] < 0.10).mean() == pytest.approx(0.10, abs=0.03)
    assert (wobble(counts, treated, 0) < 0.05).mean() <= 0.065


def test_a_drift_of_a_tenth_per_quarter_is_called_and_a_single_odd_quarter_too(make_panel):
    panel = make_panel(start=12, end=12, periods=20, n_treated=6)
    drifting, odd = panel.counts.copy(), panel.counts.copy()
    drifting[panel.treated] = np.round(drifting[panel.treated] * np.exp(0.1 * np.arange(20)))
    odd[panel.treated, 5] *= 3

    assert pre_trend(panel).passed is True
    seen = pre_trend(replace(panel, counts=drifting))
    assert seen.passed is False
    assert seen.lower < np.exp(0.4) * 1.1
    assert seen.slope > 1.2
    assert pre_trend(replace(panel, counts=odd)).joint_p < 0.01


def test_exposure_that_grows_with_the_counts_is_no_drift(make_panel):
    panel = make_panel(start=12, end=12, periods=20, n_treated=6)
    grown = np.ones((36, 20))
    grown[panel.treated] = np.exp(0.1 * np.arange(20))
    counts = np.round(panel.counts * grown)

    assert pre_trend(replace(panel, counts=counts)).passed is False
    assert pre_trend(replace(panel, counts=counts, exposure=grown)).passed is True


def test_with_less_than_a_year_or_without_counts_nothing_is_said(make_panel):
    panel = make_panel()
    empty = panel.counts.copy()
    empty[panel.treated, :8] = 0

    assert pre_trend(replace(panel, start=3)).reason == "no_before"
    assert pre_trend(replace(panel, counts=empty)).reason == "no_counts"
    assert pre_trend(replace(panel, counts=empty)).passed is None
