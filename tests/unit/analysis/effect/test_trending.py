"""A drift before the start is carried on, and its error with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.analysis.effect import Panel, did, did_trend


def drifting(seed, effect=0.8, drift=0.03, n_treated=20, n=60, periods=24, start=16):
    draw = np.random.default_rng(seed)
    size = draw.lognormal(3, 0.5, (n + n_treated, 1))
    treated = np.arange(n + n_treated) < n_treated
    time = np.arange(periods)
    rate = size * np.exp(drift * treated[:, None] * time) * np.where(treated[:, None] & (time >= start), effect, 1.0)
    return Panel(draw.poisson(rate).astype(float), treated, start, start, base=0)


def test_a_steady_drift_fools_the_plain_estimate_and_not_this_one():
    plain, carried = (np.array([estimate(drifting(seed)).value for seed in range(30)]) for estimate in (did, did_trend))

    assert plain.mean() > 0.95
    assert carried.mean() == pytest.approx(0.8, abs=0.02)


def test_its_interval_covers_and_is_wider():
    found = [did_trend(drifting(seed)) for seed in range(100)]

    assert np.mean([one.lower <= 0.8 <= one.upper for one in found]) >= 0.93
    assert found[0].upper / found[0].lower > did(drifting(0)).upper / did(drifting(0)).lower


def test_several_projects_each_carry_their_own_drift():
    both = did_trend([drifting(1, drift=0.03), drifting(2, drift=-0.03)])

    assert both.lower < 0.8 < both.upper
    assert both.n_treated == 40
    assert both.observed / both.expected == pytest.approx(both.value)


def test_what_is_missing_is_named():
    panel = drifting(1)
    empty = panel.counts * ~panel.treated[:, None]

    assert did_trend(replace(panel, start=11, end=11)).reason == "no_before"
    assert did_trend(replace(panel, end=24)).reason == "no_after"
    assert did_trend(panel.take(np.arange(25))).reason == "few_comparison"
    assert did_trend(replace(panel, counts=empty)).reason == "no_counts"
    none_after = np.where(panel.treated[:, None] & (np.arange(24) >= 16), 0, panel.counts)
    found = did_trend(replace(panel, counts=none_after))
    assert (found.value, found.lower) == (0, 0)
    assert found.upper < 0.1
