"""Phases of a project on the time axis of Effect."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from dashboard import text
from dashboard.analysis.effect.areas import AreaCounts, Design
from dashboard.pages.effect.figures import marks, quarters_of

QUARTERS = [day.date() for day in pd.date_range("2020-01-01", "2023-10-01", freq="QS")]


@pytest.fixture(autouse=True)
def _dutch():
    text.use("nl")


def phases(**dates):
    return [SimpleNamespace(phase_code=code, actual_from_date=date.fromisoformat(day)) for code, day in dates.items()]


def project(start="2021-06-01", end="2022-03-01"):
    return SimpleNamespace(start_date=date.fromisoformat(start), end_date=date.fromisoformat(end) if end else None)


def test_phases_follow_each_other_without_gaps_and_moments_come_after_the_end():
    found = marks(phases(P1_PREPARATION="2021-01-10", P5_CLOSURE="2022-01-05"), project(), QUARTERS)

    assert [one.name for one in found] == ["Nulmeting", "Voorbereiding", "Uitvoering", "Afronding", "+6 mnd", "+12 mnd"]
    assert [one.until_date for one in found[:3]] == [one.from_date for one in found[1:4]]
    assert found[4].from_date == date(2022, 9, 1)


def test_a_running_project_goes_on_to_the_last_quarter():
    found = marks(phases(P1_PREPARATION="2021-01-10"), project(end=None), QUARTERS)

    assert [one.name for one in found] == ["Nulmeting", "Voorbereiding", "Uitvoering"]
    assert found[-1].until_date == date(2024, 1, 1)


def test_what_lies_before_the_first_quarter_is_not_drawn():
    found = marks(phases(P1_PREPARATION="2019-01-10"), project(start="2019-06-01"), QUARTERS)

    assert found[0].name == "Uitvoering"
    assert found[0].from_date == QUARTERS[0]


def test_unknown_phases_leave_baseline_and_execution():
    assert [one.name for one in marks(phases(), project(), QUARTERS)][:2] == ["Nulmeting", "Uitvoering"]


def test_quarters_are_those_used():
    none = np.zeros(1, dtype=bool)
    area_counts = AreaCounts(
        ("A",),
        np.array(["G"]),
        np.zeros(1),
        (),
        np.zeros((1, 8)),
        np.ones((1, 8), dtype=bool),
        8080,
        {},
        np.zeros((1, 8), dtype=int),
    )
    found = Design(none, none, none, none, 1, 2, slice(2, 5))

    assert quarters_of(area_counts, found) == [date(2020, 7, 1), date(2020, 10, 1), date(2021, 1, 1)]
