"""Funnel limits against their definition, and false alarms under over-dispersion."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from dashboard.analysis.funnel import dispersion, is_beyond_chance, limits


@pytest.mark.parametrize("tail", [0.025, 0.001])
@pytest.mark.parametrize("kind", ["share", "rate"])
def test_limits_are_the_interpolated_exact_quantiles(kind, tail):
    """Spiegelhalter 2005, A.1: (r - a) / n with a = (F(r) - p) / (F(r) - F(r - 1))."""
    law = stats.binom(150, 0.2) if kind == "share" else stats.poisson(30)
    expected = []
    for p in (tail, 1 - tail):
        r = law.ppf(p)
        expected.append((r - (law.cdf(r) - p) / law.pmf(r)) / 150)

    assert limits(0.2, 150, 1 - 2 * tail, kind) == pytest.approx(expected, abs=1e-6)


def test_rounding_and_spread_widen():
    plain, rounded, spread = (limits(0.2, 150, 0.95, "share", *more) for more in ((), (0.05,), (0.0, 0.05)))

    assert rounded[0] < plain[0]
    assert rounded == spread


def test_chance_alone_has_no_dispersion_worth_naming():
    draw = np.random.default_rng(2)
    wholes = draw.integers(50, 500, 300)
    found = dispersion(draw.binomial(wholes, 0.3), wholes, np.zeros(300), "share")

    assert found.phi < 1.2
    assert found.tau < 0.02


@pytest.mark.slow
def test_false_alarms_at_998_stay_below_half_a_percent():
    """Units differ by a standard deviation of 0.05; counts are rounded to fives."""
    draw, alarms, n = np.random.default_rng(3), 0, 0
    for _ in range(40):
        wholes = draw.integers(50, 800, 100)
        exact = draw.binomial(wholes, np.clip(draw.normal(0.3, 0.05, 100), 0, 1))
        parts = 5 * np.floor(exact / 5 + draw.random(100))
        found = dispersion(parts, wholes, 2.0 / wholes, "share")
        centre = parts.sum() / wholes.sum()
        for part, whole in zip(parts, wholes, strict=True):
            low, high = limits(centre, whole, 0.998, "share", 2.0 / whole, found.tau)
            alarms, n = alarms + (not low <= part / whole <= high), n + 1

    assert alarms / n <= 0.005


def test_too_few_units_have_no_dispersion():
    assert not dispersion([5, 50], [100, 100], [0, 0], "share").is_used


def test_chance_alone_is_called_more_than_chance_about_once_in_a_hundred_times():
    rng, wholes = np.random.default_rng(20), np.full(20, 200)
    alike = [rng.binomial(wholes, 0.3) for _ in range(1000)]
    apart = [rng.binomial(wholes, rng.normal(0.3, 0.08, 20).clip(0, 1)) for _ in range(200)]

    def share(sets):
        said = [is_beyond_chance(one, wholes, np.zeros(20), "share") for one in sets]
        return sum(said) / len(said)

    assert share(alike) <= 0.02
    assert share(apart) > 0.9
    assert not is_beyond_chance([10, 190], [200, 200], [0, 0], "share")
