"""Difference-in-differences: the ratio of ratios, several projects, and what stands in its way."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.effect import Panel, did


def panel(n_treated=4, n_comparison=30, seed=1, effect=0.75, start=8, end=10, periods=18, mean=12.0, base=0, **more):
    """Areas of unlike size whose counts change at the start of the project."""
    draw = np.random.default_rng(seed)
    size = draw.lognormal(0, 0.6, n_treated + n_comparison) * mean
    rate = np.tile(size[:, None], (1, periods))
    rate[:n_treated, start:] *= effect
    counts = draw.poisson(rate).astype(float)
    treated = np.arange(n_treated + n_comparison) < n_treated
    return Panel(counts, treated, start, end, base=base, **more)


def test_the_estimate_is_the_ratio_of_ratios_of_totals():
    made = panel()
    own, others = made.counts[made.treated], made.counts[~made.treated]
    found = did(made)

    expected = (own[:, 10:18].sum() / own[:, :8].sum()) / (others[:, 10:18].sum() / others[:, :8].sum())
    assert found.value == pytest.approx(expected, rel=1e-12)
    assert found.lower < found.value < found.upper
    assert found.observed / found.expected == pytest.approx(found.value)
