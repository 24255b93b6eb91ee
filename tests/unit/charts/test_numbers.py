"""Numbers and dates as people write them here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard import text
from dashboard.charts import numbers
from dashboard.policy import use_policy
from dashboard.steward.protect.policy import load_policy


@pytest.fixture(autouse=True)
def dutch():
    text.use("nl")
    yield
    text.use("nl")


def test_dutch_numbers():
    assert numbers.number(1234567) == "1.234.567"
    assert numbers.number(1234.56, 1) == "1.234,6"


def test_nothing_is_not_minus_nothing():
    assert [numbers.number(value) for value in (-0.0, -0.4, 0)] == ["0", "0", "0"]


def test_english_numbers():
    text.use("en")

    assert numbers.number(1234567) == "1,234,567"
    assert numbers.day(date(2024, 3, 12)) == "12 March 2024"


def test_a_shown_zero_is_none_or_a_few():
    assert numbers.count(0) == "geen of enkele"
    assert numbers.circa(0) == "geen of enkele"
    assert numbers.circa(35) == "circa 35"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "€ 0"), (909266, "€ 909.300"), (1250, "€ 1.250"), (1_234_567, "€ 1,2 mln"), (-4_200_000, "-€ 4,2 mln")],
)
def test_euros(value, expected):
    assert numbers.euro(value).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (5, 20, None),
        (10, 25, "40%"),
        (23, 25, "meer dan 90%"),
        (25, 25, "meer dan 90%"),
        (0, 100, "0%"),
        (90, 100, "90%"),
    ],
)
def test_percentages_only_from_a_denominator_of_25_and_never_all(part, whole, expected):
    assert numbers.percent(part, whole) == expected


@pytest.mark.parametrize(("grain", "expected"), [("year", "2024"), ("quarter", "2024 K2"), ("month", "apr 2024")])
def test_period_names(grain, expected):
    assert numbers.period_name(date(2024, 4, 1), grain).replace(".", "") == expected


def test_dates():
    assert numbers.day(date(2024, 3, 12)) == "12 maart 2024"
    assert numbers.month_name(date(2026, 9, 1)) == "september 2026"


def test_percentages_follow_the_policy_of_the_release():
    use_policy(replace(load_policy(), percentage_denominator=40, percentage_top=60))

    assert [numbers.percent(*pair) for pair in ((15, 39), (15, 40), (30, 40))] == [None, "38%", "meer dan 60%"]


def test_nothing_is_a_word_in_a_sentence_and_a_number_stays_one():
    assert (numbers.some(0), numbers.some(5), numbers.some(1234)) == ("geen", "5", "1.234")
