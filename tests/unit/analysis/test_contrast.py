"""Differences and ratios against published values; a verdict only beyond noise."""

from __future__ import annotations

import math

import pytest

from dashboard.analysis.contrast import difference, ratio, standing
from dashboard.analysis.intervals import Estimate, count_interval, share_interval


def test_difference_of_newcombe():
    """Newcombe 1998, Statist Med 17:873, table II, method 10: 56/70 - 48/80 gives 0.0524 to 0.3339."""
    found = difference(share_interval(56, 70), share_interval(48, 80))

    assert (round(found.lower, 4), round(found.upper, 4)) == (0.0524, 0.3339)


def test_a_ratio_of_nearly_normal_estimates_is_that_of_fieller():
    """Fieller: the values r for which |a - r b| <= z sqrt(va + r^2 vb), solved as a square."""
    a, b, wide, narrow = 40.0, 50.0, 8.0, 5.0
    found = ratio(Estimate(a, a - wide, a + wide, ""), Estimate(b, b - narrow, b + narrow, ""))
    square = (b * b - narrow**2, -2 * a * b, a * a - wide**2)
    root = math.sqrt(square[1] ** 2 - 4 * square[0] * square[2])

    assert found.lower == pytest.approx((-square[1] - root) / (2 * square[0]), abs=1e-9)
    assert found.upper == pytest.approx((-square[1] + root) / (2 * square[0]), abs=1e-9)


def test_a_ratio_to_nothing_is_not_given_and_to_perhaps_nothing_has_no_end():
    assert ratio(count_interval(10), count_interval(0)) is None
    assert ratio(count_interval(10), count_interval(2, 5.0)).upper == math.inf


def test_standing_needs_two_figures_and_more_than_noise():
    high, low = share_interval(80, 100), share_interval(40, 100)

    assert standing(high, low) == "higher"
    assert standing(low, high) == "lower"
    assert standing(high, high) == "same"
    assert standing(None, high) == "not_comparable"


def test_rounding_takes_a_verdict_away():
    assert standing(share_interval(35, 60), share_interval(20, 60)) == "higher"
    assert standing(share_interval(35, 60, 6.0, 6.0, 5), share_interval(20, 60, 6.0, 6.0, 5)) == "same"


def test_where_areas_differ_anyway_an_ordinary_difference_is_no_finding():
    one, other = Estimate(0.40, 0.36, 0.44, ""), Estimate(0.30, 0.29, 0.31, "")

    assert standing(one, other) == "higher"
    assert standing(other, one) == "lower"
    assert standing(one, other, tau=0.08) == "same"
    assert standing(one, None, tau=0.08) == "not_comparable"
