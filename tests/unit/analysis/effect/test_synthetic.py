"""Synthetic control: known weights are found again, a known effect too, and a bad fit is not offered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from dashboard.analysis.effect import Panel, synthetic_control
from dashboard.analysis.effect.synthetic import gaps, interval_of, placebo_ratios, weigh


def factor_panel(seed=3, effect=0.7, n=30, noise=0.02, periods=24, start=16, mean=2000.0):
    """Two common courses; the project's is a mix of three donors', so that plain comparison would be off."""
    draw = np.random.default_rng(seed)
    time = np.arange(periods)
    courses = np.stack([1 + 0.03 * time, 1 + 0.4 * np.sin(time / 3)])
    load = draw.uniform(0, 1, (n, 2))
    donors = mean * (load @ courses) * np.exp(draw.normal(0, noise, (n, periods)))
    own = (0.5 * donors[0] / donors[0, :start].mean() + 0.3 * donors[1] / donors[1, :start].mean()) * mean
    own = own + 0.2 * donors[2] / donors[2, :start].mean() * mean
    own[start:] *= effect
    counts = np.vstack([own, donors])
    return Panel(counts, np.arange(n + 1) == 0, start, start, base=0)


def test_known_weights_are_found_again():
    donors = np.random.default_rng(1).uniform(0.5, 1.5, (6, 20))

    assert weigh(np.array([0.6, 0.0, 0.4, 0, 0, 0]) @ donors, donors) == pytest.approx([0.6, 0, 0.4, 0, 0, 0], abs=1e-4)


@pytest.mark.parametrize("penalty", [0.0, 0.7])
def test_weights_are_those_of_a_general_optimiser(penalty):
    draw = np.random.default_rng(6)
    donors, own = draw.uniform(0.5, 1.5, (5, 12)), draw.uniform(0.5, 1.5, 12)

    def loss(weights):
        return ((own - weights @ donors) ** 2).sum() + penalty * (weights**2).sum()

    known = minimize(
        loss, np.full(5, 0.2), method="SLSQP", bounds=[(0, 1)] * 5, tol=1e-14,
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1},
    )  # fmt: skip
    found = weigh(own, donors, penalty)

    assert found.sum() == pytest.approx(1)
    assert loss(found) == pytest.approx(known.fun, rel=1e-5)


def test_a_known_effect_is_found_where_the_courses_differ():
    found = synthetic_control(factor_panel())

    assert found.value == pytest.approx(0.7, abs=0.04)
    assert found.lower < 0.7 < found.upper < 1
    assert found.p_value == pytest.approx(1 / 31)
    assert found.fit < 0.05
    assert synthetic_control(factor_panel(effect=1.0)).p_value > 0.1


def test_the_interval_holds_just_the_effects_whose_ratio_no_placebo_quantile_exceeds():
    ratios = np.arange(1.0, 21.0)  # 95 % quantile, the next higher one: 20
    value, lower, upper = interval_of(0.8, -0.2, 0.01, ratios)

    assert value == pytest.approx(0.8)
    for end in (lower, upper):
        assert abs(0.8 / end - 1.0) / 0.01 == pytest.approx(20)


def test_every_placebo_is_held_against_the_others_only():
    donors = np.random.default_rng(2).uniform(0.5, 1.5, (20, 12))
    found = placebo_ratios(donors, slice(0, 8), slice(8, 12))
    gap, error = gaps(donors[4], np.delete(donors, 4, axis=0), slice(0, 8), slice(8, 12))

    assert found[4] == pytest.approx(abs(gap) / error)


def test_it_is_not_given_with_a_bad_fit_few_donors_or_little_before():
    panel = factor_panel()
    wild = panel.counts.copy()
    wild[0, :16] *= np.where(np.arange(16) % 2, 2.0, 0.2)

    assert synthetic_control(replace(panel, counts=wild)).reason == "poor_fit"
    assert synthetic_control(panel.take(np.arange(19))).reason == "few_comparison"
    assert synthetic_control(replace(panel, start=7, end=7)).reason == "no_before"
    assert synthetic_control(replace(panel, end=24)).reason == "no_after"
    assert synthetic_control(replace(panel, counts=panel.counts * ~panel.treated[:, None])).reason == "no_counts"
    none_after = panel.counts.copy()
    none_after[0, 16:] = 0
    assert synthetic_control(replace(panel, counts=none_after)).value == 0
