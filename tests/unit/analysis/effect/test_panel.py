"""Windows of a panel, and how far the sum of an area's rounded months is off."""

from __future__ import annotations

import numpy as np

from dashboard.analysis.effect.panel import rounding_variance
from dashboard.tools.validation.protected import protect_draws


def test_windows_stop_at_the_ends_of_the_series(make_panel):
    panel = make_panel(start=5, end=9, periods=12)

    assert panel.periods("during", 8) == (slice(0, 5), slice(5, 9))
    assert panel.periods("after", 4) == (slice(1, 5), slice(9, 12))
    assert make_panel(start=5, end=None, periods=12).periods("during")[1] == slice(5, 12)


def test_the_variance_of_rounding_is_at_least_what_the_real_protection_does_to_two_years_of_an_area():
    draw = np.random.default_rng(12)
    exact = draw.poisson(draw.lognormal(-0.3, 0.9, (60, 40, 1)), (60, 40, 48))
    error = (protect_draws(exact, b"a" * 32) - exact)[..., :24].sum(axis=-1)
    counts = exact[..., :24].sum(axis=-1)

    for low, high in [(5, 10), (10, 20), (20, 40), (40, 80)]:
        among = (counts >= low) & (counts < high)
        measured = (error[among] ** 2).mean()
        stated = rounding_variance(counts[among].astype(float), 5).mean()
        assert measured > 5
        assert measured <= 1.1 * stated
    assert (rounding_variance(np.array([0.0, 40.0]), 0) == 0).all()
