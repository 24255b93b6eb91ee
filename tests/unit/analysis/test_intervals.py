"""Intervals against published values; rounding only widens them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dashboard.analysis.intervals import byar_interval, count_interval, rate_interval, share_interval


def test_exact_poisson_limits_of_ten_events():
    """Ulm 1990, Am J Epidemiol 131: 10 observed gives 4.795 to 18.390."""
    found = count_interval(10)

    assert (found.lower, found.upper) == (pytest.approx(4.795389, abs=1e-6), pytest.approx(18.390356, abs=1e-6))


def test_no_events_has_a_lower_limit_of_zero():
    assert count_interval(0).lower == 0
    assert count_interval(0).upper == pytest.approx(3.688879, abs=1e-6)


def test_wilson_interval_of_newcombe():
    """Newcombe 1998, table I, method 3: 81 of 263 gives 0.2553 to 0.3662."""
    found = share_interval(81, 263)

    assert found is not None
    assert (round(found.lower, 4), round(found.upper, 4)) == (0.2553, 0.3662)


def test_a_share_of_nothing_is_not_given():
    assert share_interval(0, 0) is None


@given(st.integers(0, 5000), st.floats(0, 50))
def test_rounding_never_narrows_a_count(count, noise):
    plain, rounded = count_interval(count), count_interval(count, noise)

    assert rounded.lower <= plain.lower + 1e-9
    assert rounded.upper >= plain.upper - 1e-9


@given(st.integers(0, 500), st.integers(1, 500), st.floats(0, 20))
def test_a_share_stays_inside_its_interval(part, whole, noise):
    found = share_interval(min(part, whole), whole, noise, noise, 5)

    assert found is not None
    assert 0 <= found.lower <= found.value <= found.upper <= 1


@pytest.mark.parametrize(("part", "whole"), [(1, 30), (81, 263), (15, 148), (29, 29)])
def test_wilson_is_that_of_scipy(part, whole):
    found, known = share_interval(part, whole), stats.binomtest(part, whole).proportion_ci(method="wilson")

    assert (found.lower, found.upper) == pytest.approx((known.low, known.high), abs=1e-6)


def test_byar_and_wilson_of_public_health_england():
    """The methods of Fingertips as tested elsewhere in Python: 100 events; 100 of 10,000, there in per cent."""
    byar, wilson = byar_interval(100), share_interval(100, 10_000)

    assert byar.lower == pytest.approx(81.362105, abs=1e-6)
    assert (wilson.lower, wilson.upper) == pytest.approx((0.008229336, 0.012146982), abs=1e-9)


def test_byar_is_close_to_exact_and_rates_divide():
    exact, byar, rate = count_interval(50), byar_interval(50), rate_interval(50, 1000)

    assert (byar.lower, byar.upper) == pytest.approx((exact.lower, exact.upper), rel=1e-3)
    assert (rate.lower, rate.upper) == pytest.approx((byar.lower / 1000, byar.upper / 1000))
    assert rate_interval(5, 0) is None
    assert rate_interval(50, 1000, 0, 200).upper > rate.upper


MEANS = (5, 6, 8, 10, 12, 15, 20, 22, 25, 35, 50, 80, 125, 200, 350, 500)


@pytest.mark.parametrize(("mean", "whole"), [(m, n) for n in (27, 53, 103, 300, 1003, 5000) for m in MEANS if m < n])
def test_intervals_of_shares_of_rounded_counts_cover_at_least_93_percent(mean, whole):
    """Computed, not drawn: every exact count, and both multiples of five it and its denominator may become."""
    exact = np.arange(whole + 1)
    chance = stats.binom.pmf(exact, whole, mean / whole)
    covered = sum(
        weight * p * q
        for part, weight in zip(exact, chance, strict=True)
        if weight > 1e-7
        for part_shown, p in fives(int(part))
        for whole_shown, q in fives(whole)
        if holds(mean / whole, part_shown, whole_shown)
    )

    assert covered >= 0.93


@cache
def holds(truth, part, whole):
    found = share_interval(part, whole, 2.0, 2.0, 5)
    return found.lower <= truth <= found.upper


def fives(exact):
    """The two multiples of five a count may become, with their chance."""
    low, left = 5 * (exact // 5), exact % 5 / 5
    return [(low, 1 - left), (low + 5, left)]


@pytest.mark.parametrize("mean", [5, 8, 12, 20, 35, 50, 80, 125, 200, 350, 500])
def test_intervals_of_rates_rounded_to_fives_cover_at_least_93_percent(mean):
    """Unbiased rounding to fives has a variance of r (5 - r), 4 on average: a standard deviation of 2."""
    draw = np.random.default_rng(mean)
    rounded = 5 * np.floor(draw.poisson(mean, 4000) / 5 + draw.random(4000))
    values, times = np.unique(rounded, return_counts=True)
    inside = 0
    for value, n in zip(values, times, strict=True):
        found = rate_interval(int(value), 1000, 2.0)
        inside += n * (found.lower <= mean / 1000 <= found.upper)

    assert inside / 4000 >= 0.93


def test_a_rounded_numerator_needs_its_base_and_a_larger_base_makes_it_wider():
    five, ten = (share_interval(40, 200, 10.0, 0.0, base) for base in (5, 10))

    assert ten.lower < five.lower < five.upper < ten.upper
    with pytest.raises(ValueError, match="base"):
        share_interval(40, 200, 10.0)
