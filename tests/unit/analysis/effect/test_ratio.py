"""The engine: many runs at once give what one by one gives, and intervals cover where areas differ as they do."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.effect.ratio import Collapsed, solve


def draw_areas(draw, runs, n_treated, n_comparison, spread, effect=1.0):
    size = draw.lognormal(3, 0.7, (runs, n_treated + n_comparison))
    treated = np.arange(n_treated + n_comparison) < n_treated
    later = size * np.exp(draw.normal(0, spread, size.shape)) * np.where(treated, effect, 1.0)
    ids = np.arange(n_treated + n_comparison)
    return Collapsed(draw.poisson(size).astype(float), draw.poisson(later).astype(float), 1.0, treated, ids, 0)


def test_many_runs_at_once_are_each_run_by_itself():
    many = draw_areas(np.random.default_rng(5), 20, 2, 15, 0.2)
    together = solve([many])
    for run in range(20):
        alone = solve([Collapsed(many.before[run], many.after[run], 1.0, many.treated, many.ids, 0)])
        assert float(alone.lower) == pytest.approx(together.lower[run])
        assert float(alone.upper) == pytest.approx(together.upper[run])


@pytest.mark.parametrize("n_treated", [1, 3, 8])
@pytest.mark.parametrize("spread", [0.0, 0.2, 0.4])
@pytest.mark.parametrize("effect", [1.0, 0.75])
def test_intervals_cover_93_percent_with_one_area_or_many(n_treated, spread, effect):
    found = solve([draw_areas(np.random.default_rng(11), 2000, n_treated, 30, spread, effect)])
    made = np.isfinite(found.value)

    assert ((found.lower <= effect) & (effect <= found.upper))[made].mean() >= 0.93


def test_the_spread_between_areas_is_found_again():
    found = solve([draw_areas(np.random.default_rng(3), 400, 2, 80, 0.3)])

    assert np.sqrt((found.spread**2).mean()) == pytest.approx(0.3, abs=0.03)


def test_the_ends_are_where_the_distance_is_t_standard_errors():
    """One area of 100 before and after, comparison areas so large and alike that they add nothing: chance alone."""
    before = np.array([100.0, *[1e7] * 40])
    found = solve([Collapsed(before, before.copy(), 1.0, np.arange(41) < 1, np.arange(41), 0)])
    t = 2.022691  # quantile of Student's t with 39 degrees of freedom

    for end in (float(found.lower), float(found.upper)):
        mean_before = 200 / (1 + end)  # both counts go with the ratio
        variance = end * mean_before + end**2 * mean_before
        assert abs(100 - end * 100) / np.sqrt(variance) == pytest.approx(t, rel=1e-4)
