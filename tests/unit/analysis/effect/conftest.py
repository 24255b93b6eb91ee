"""Small made-up panels for the tests of effect."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.effect import Panel


@pytest.fixture
def make_panel():
    """Areas of unlike size with chance alone; from the start on the project's count ``effect`` times as much."""

    def make(n_treated=4, n_comparison=30, seed=1, effect=0.75, start=8, end=10, periods=18, mean=12.0, base=0, **more):
        draw = np.random.default_rng(seed)
        size = draw.lognormal(0, 0.6, n_treated + n_comparison) * mean
        rate = np.tile(size[:, None], (1, periods))
        rate[:n_treated, start:] *= effect
        treated = np.arange(n_treated + n_comparison) < n_treated
        return Panel(draw.poisson(rate).astype(float), treated, start, end, base=base, **more)

    return make
