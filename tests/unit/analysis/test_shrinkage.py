"""Shrinkage moves small areas most, and is nearer to the truth than the raw share."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.shrinkage import shrink_rates, shrink_shares


def test_marshall_by_hand():
    """Global smoother of Marshall 1991: m + a / (a + m / n) (y - m) with a = s^2 - m / mean n."""
    y, n = np.array([2.0, 30.0, 20.0]), np.array([50.0, 100.0, 150.0])
    m = y.sum() / n.sum()
    a = (n * (y / n - m) ** 2).sum() / n.sum() - m / n.mean()
    expected = m + a / (a + m / n) * (y / n - m)

    assert [e.value for e in shrink_rates(y, n, np.zeros(3))] == pytest.approx(expected, abs=1e-6)


def test_smallest_area_moves_most():
    small, big, _ = shrink_shares([15, 450, 100], [25, 750, 500], [0, 0, 0])
    assert 0.6 - small.value > 0.6 - big.value > 0


def test_rounding_moves_it_further():
    parts, wholes = [15, 450, 100], [25, 750, 500]
    assert shrink_shares(parts, wholes, [0.1, 0, 0])[0].value < shrink_shares(parts, wholes, [0, 0, 0])[0].value


def test_without_spread_all_are_the_whole():
    assert {e.value for e in shrink_shares([10, 20], [50, 100], [0, 0])} == {0.2}
    assert {e.value for e in shrink_rates([10, 20], [50, 100], [0, 0])} == {0.2}


@pytest.mark.parametrize("shrink", [shrink_shares, shrink_rates])
def test_nearer_to_the_truth_and_inside_its_interval(shrink):
    draw = np.random.default_rng(4)
    truth, wholes = draw.beta(6, 24, 400), draw.integers(25, 200, 400)
    parts = draw.binomial(wholes, truth)
    found = shrink(parts, wholes, np.zeros(400))
    error = np.mean([(e.value - t) ** 2 for e, t in zip(found, truth, strict=True)])

    assert error < np.mean((parts / wholes - truth) ** 2)
    assert np.mean([e.lower <= t <= e.upper for e, t in zip(found, truth, strict=True)]) > 0.92
