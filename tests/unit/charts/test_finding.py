"""Headlines: said only of what leaves no doubt, in both languages, and silent of the rest."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard import text
from dashboard.analysis.intervals import Estimate
from dashboard.analysis.recent import Recent
from dashboard.charts.cohort import cohort_finding
from dashboard.charts.finding import course_finding, side_of_exact, side_of_half
from dashboard.charts.funnel import funnel_finding
from dashboard.charts.ladder import amounts, ladder_finding
from tests.unit.charts.test_cohort import cohort
from tests.unit.charts.test_cohort import total as of_cohort
from tests.unit.charts.test_funnel import made
from tests.unit.charts.test_ladder import total


@pytest.mark.parametrize(
    ("lower", "upper", "side"), [(0.51, 0.7, "most"), (0.2, 0.49, "fewest"), (0.4, 0.6, ""), (0.5, 0.9, "")]
)
def test_a_share_has_a_side_only_when_its_interval_does_not_reach_half(lower, upper, side):
    assert side_of_half(Estimate((lower + upper) / 2, lower, upper, "")) == side
    assert side_of_half(None) == ""


@pytest.mark.parametrize(("part", "whole", "side"), [(26, 50, "most"), (24, 50, "fewest"), (25, 50, ""), (9, 10, "")])
def test_exact_numbers_have_a_side_unless_they_are_few(part, whole, side):
    assert side_of_exact(part, whole) == side


@pytest.mark.parametrize(
    ("language", "few", "many"),
    [
        (
            "nl",
            "De meeste onderzochte adressen hadden geen bijzonderheden",
            "Bij de meeste onderzochte adressen was iets niet in orde",
        ),
        (
            "en",
            "Most examined addresses had nothing to report",
            "At most examined addresses something was not in order",
        ),
    ],
)
def test_the_funnel_says_what_most_addresses_had(language, few, many):
    text.use(language)

    assert funnel_finding(made(n_irregular=60)) == few
    assert funnel_finding(made(n_irregular=150, n_referred=20)) == many
    assert funnel_finding(made(n_irregular=98, n_referred=20)) == ""
    assert funnel_finding(made(n_examined=20, n_irregular=2, n_referred=1)) == ""


@pytest.mark.parametrize(
    ("language", "more", "less"),
    [
        ("nl", "In 2025 is meer vastgesteld dan geïnd", "In 2025 is meer geïnd dan vastgesteld"),
        ("en", "In 2025 more was established than collected", "In 2025 more was collected than established"),
    ],
)
def test_money_says_more_or_less_only_when_margins_do_not_meet(language, more, less):
    text.use(language)

    def found(established, collected, *others, is_complete=True):
        rows = [total("established", established), total("collected", collected), *others]
        return ladder_finding(amounts(rows, ()), "2025", is_complete=is_complete)

    assert found(400_000.0, 90_000.0) == more
    assert found(90_000.0, 400_000.0) == less
    assert found(100_000.0, 95_000.0) == ""
    assert found(400_000.0, None) == ""
    assert found(400_000.0, 90_000.0, total("established", 9_000.0, mixed=True)) == more
    assert found(400_000.0, 90_000.0, total("collected", 9_000.0, mixed=True)) == ""
    assert found(90_000.0, 400_000.0, total("established", 9_000.0, mixed=True)) == ""
    assert found(400_000.0, 90_000.0, is_complete=False) == ""
    assert ladder_finding([], "2025", is_complete=True) == ""


def test_decisions_say_whether_half_of_their_money_came_in():
    assert cohort_finding(cohort(), "2024") == "Van de besluiten uit 2024 is tot nu toe minder dan de helft geïnd"
    assert cohort_finding(cohort(of_cohort("collected", 30_000.0)), "2024").endswith("meer dan de helft geïnd")
    assert cohort_finding(cohort(of_cohort("collected", 10_000.0)), "2024") == ""
    assert cohort_finding(cohort(of_cohort("collected", None)), "2024") == ""
    text.use("en")
    assert cohort_finding(cohort(), "2024") == "Of the decisions of 2024 less than half has been collected so far"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Adressen: dalend over 5 kwartalen, t/m 2025 K4"),
        ("en", "Adressen: falling over 5 quarters, up to 2025 Q4"),
    ],
)
def test_a_series_says_its_direction_and_nothing_without_one(language, said):
    text.use(language)
    until = date(2025, 10, 1)

    assert course_finding("Adressen", Recent("falling", -1.0, 0.0, until=until), "quarter") == said
    assert course_finding("Adressen", Recent("no_direction", 0.0, 1.0, until=until), "quarter") == ""
    assert course_finding("Adressen", Recent("not_computed", 0.0, 1.0, "missing"), "quarter") == ""
