"""Projects at one age, and the middle of a few of them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.analysis.equal_age import common_age, spread, whole_months


@pytest.mark.parametrize(("start", "last", "months"), [
    (date(2024, 3, 20), date(2024, 3, 1), 1), (date(2024, 3, 1), date(2025, 3, 1), 13), (date(2025, 1, 1), date(2024, 12, 1), 0),
])  # fmt: skip
def test_months_include_the_first_and_the_last(start, last, months):
    assert whole_months(start, last) == months


@pytest.mark.parametrize(("months", "age"), [(2, None), (3, 3), (24, 24), (70, 24)])
def test_the_age_to_compare_at_is_the_own_one_up_to_two_years(months, age):
    assert common_age(months) == age


def test_five_projects_have_a_middle_and_a_spread():
    found = spread([0.5, 0.1, 0.4, 0.2, 0.3])

    assert (found.low, found.middle, found.high, found.n) == pytest.approx((0.2, 0.3, 0.4, 5))


def test_four_projects_have_none():
    assert spread([0.1, 0.2, 0.3, 0.4]) is None
