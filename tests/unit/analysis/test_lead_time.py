"""Lead times against cases worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from dashboard.analysis import lead_time
from dashboard.analysis.lead_time import LeadTime

ON = date(2026, 1, 1)


class Project(NamedTuple):
    start_date: date | None
    end_date: date | None
    status: str


def projects(*rows):
    return [Project(*(day and date.fromisoformat(day) for day in days), status) for *days, status in rows]


def test_a_running_project_is_as_old_as_the_day_it_is_looked_at():
    rows = lead_time.lead_times(projects(("2025-01-01", None, "running"), ("2024-01-01", "2025-01-01", "done")), ON)

    assert [round(row.months) for row in rows] == [12, 12]
    assert [row.is_closed for row in rows] == [False, True]
    assert [round(row.followed) for row in rows] == [12, 24]


def test_projects_that_stopped_or_never_began_have_no_lead_time():
    rows = lead_time.lead_times(
        projects(("2024-01-01", "2024-05-01", "stopped_early"), (None, None, "proposed"), (None, None, "rejected")), ON
    )

    assert rows == []


def followed(months, closed, since=None):
    return [LeadTime(2020, *row) for row in zip(months, closed, since or months, strict=True)]


def curve(months, closed, since=None):
    return lead_time.closed_by_age(followed(months, closed, since))


def test_without_running_projects_the_curve_is_the_plain_share():
    found = curve([3, 6, 6, 12], [True] * 4, [20] * 4)

    assert [found.closed[month] for month in (0, 3, 6, 12)] == [0, 0.25, 0.75, 1]


def test_a_running_project_leaves_the_denominator_when_its_age_is_reached():
    """Three closings at 2, 4 and 6, one project aged 3: 1 - 3/4 * 1/2 = 0.625 at 4 months."""
    found = curve([2, 3, 4, 6], [True, False, True, True])

    assert found.closed[2] == pytest.approx(0.25)
    assert found.closed[4] == pytest.approx(0.625)
    assert found.closed[6] == pytest.approx(1)


def test_the_curve_of_the_remission_times_of_freireich():
    """Freireich 1963, the 21 patients on 6-MP, in weeks; the product-limit estimates as R's survfit prints them."""
    times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    ended = {0, 1, 2, 4, 6, 9, 10, 14, 15}
    found = curve(times, [place in ended for place in range(21)], [35] * 21)
    known = {6: 0.857143, 7: 0.806723, 10: 0.752941, 13: 0.690196, 16: 0.627451, 22: 0.537815, 23: 0.448179}

    assert {week: 1 - found.closed[week] for week in known} == pytest.approx(known, abs=1e-6)


def test_a_curve_is_firm_while_half_of_the_cohort_has_been_followed():
    assert curve([2, 4, 10], [False] * 3).firm == 4


def test_an_empty_cohort_has_a_curve_of_nothing():
    assert curve([], []) == lead_time.Curve((0,), (0.0,), 0, 0)


def test_cohorts_are_two_years_two_years_and_the_rest():
    assert lead_time.cohorts([2019, 2022, 2023, 2024, 2026]) == [(2025, 2026), (2023, 2024), (2019, 2022)]
    assert lead_time.cohorts([2023, 2026]) == [(2025, 2026), (2023, 2024)]


def test_cohorts_are_compared_at_the_greatest_age_both_have_reached():
    recent = followed([5.0] * 3 + [8.0] * 3, [True] * 3 + [False] * 3, [8.0] * 6)
    earlier = followed([5.0] * 8 + [12.0] * 2, [True] * 10, [40.0] * 10)

    assert lead_time.at_equal_age(recent, earlier) == (6, (3, 6), (8, 10))


def test_too_few_recent_projects_are_not_compared():
    assert lead_time.at_equal_age(followed([5.0], [True], [8.0]), followed([5.0] * 9, [True] * 9, [40.0] * 9)) is None


def test_spread_needs_five():
    assert lead_time.spread([1.0, 2.0, 3.0, 4.0, 5.0]) == (2, 3, 4)
    assert lead_time.spread([1.0]) is None
