"""Interrupted series against statsmodels, and what it says without a comparison."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from dashboard.analysis.effect import Panel, before_after, interrupted
from dashboard.analysis.effect.interrupted import fit_series


def series(seed=2, effect=0.7, start=16, periods=24, mean=200.0, base=0):
    draw = np.random.default_rng(seed)
    time = np.arange(periods)
    rate = mean * np.exp(0.01 * time) * (1 + 0.2 * np.sin(time * np.pi / 2)) * np.where(time >= start, effect, 1)
    return Panel(draw.poisson(rate).astype(float)[None], np.array([True]), start, start, base=base)


def test_the_fit_is_the_quasi_poisson_regression_of_statsmodels():
    panel = series()
    design = np.stack([np.ones(16), np.arange(16) / 4 - 2, *(np.arange(16) % 4 == at for at in (1, 2, 3))], axis=1)
    found = fit_series(panel.counts[0, :16], design, np.zeros(16))
    known = sm.GLM(panel.counts[0, :16], design, family=sm.families.Poisson()).fit(scale="X2", tol=1e-12)

    assert found.coefficients == pytest.approx(known.params, abs=1e-6)
    assert float(found.dispersion) == pytest.approx(max(1, known.scale), rel=1e-6)
    swell = float((1 + found.memory) / (1 - found.memory) * found.dispersion / known.scale)
    assert found.covariance == pytest.approx(np.asarray(known.cov_params()) * swell, rel=1e-5)


def test_the_effect_is_that_of_a_segmented_regression_with_a_parameter_per_quarter_after_the_start():
    panel = series()
    time = np.arange(24)
    columns = [np.ones(24), time / 4, *(time % 4 == at for at in (1, 2, 3)), *(time == at for at in range(16, 24))]
    design = np.stack([np.asarray(one, float) for one in columns], axis=1)
    known = sm.GLM(panel.counts[0], design, family=sm.families.Poisson()).fit(tol=1e-12)
    without = np.exp(design[16:, :5] @ known.params[:5]).sum()

    assert interrupted(panel).value == pytest.approx(panel.counts[0, 16:].sum() / without, rel=1e-6)


def test_trend_and_season_are_not_taken_for_an_effect_and_a_real_one_is_found():
    for effect in (1.0, 0.7):
        found = interrupted(series(effect=effect))
        assert found.lower < effect < found.upper
    assert interrupted(series(effect=0.7)).upper < 1
    assert before_after(series(effect=1.0)).value > 1.02


def test_before_and_after_over_whole_years_is_the_ratio_of_means():
    panel = series()

    assert before_after(panel).value == pytest.approx(panel.counts[0, 16:].mean() / panel.counts[0, 8:16].mean())


def test_memory_from_quarter_to_quarter_widens():
    draw = np.random.default_rng(9)
    noise = np.zeros(400)
    for at in range(1, 400):
        noise[at] = 0.7 * noise[at - 1] + draw.normal(0, 0.2)
    counts = draw.poisson(200 * np.exp(noise)).astype(float)
    fit = fit_series(counts, np.ones((400, 1)), np.zeros(400))

    assert float(fit.memory) == pytest.approx(0.65, abs=0.1)
    assert float(fit.dispersion) > 5


def test_exposure_that_doubles_halves_the_effect():
    panel = series()
    exposure = np.where(np.arange(24) >= 16, 200.0, 100.0)[None]

    assert interrupted(replace(panel, exposure=exposure)).value == pytest.approx(interrupted(panel).value / 2)


def test_what_is_missing_is_named_and_zero_counts_do_not_break():
    panel = series()

    assert interrupted(replace(panel, start=8, end=8)).reason == "no_before"
    assert before_after(replace(panel, start=3, end=3)).reason == "no_before"
    assert interrupted(replace(panel, end=24)).reason == "no_after"
    assert interrupted(replace(panel, counts=panel.counts * 0)).reason == "no_counts"
    none_after = np.where(np.arange(24) < 16, panel.counts, 0)
    assert (interrupted(replace(panel, counts=none_after)).value, interrupted(panel).n_comparison) == (0, 0)
