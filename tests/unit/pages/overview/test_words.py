"""Sentences of the overview: a goal only counts when it was set beforehand."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard import text
from dashboard.answers.rows import DefinitionsBreaks, OverviewCompleteness, OverviewGoals, OverviewPartners
from dashboard.charts.tiles import Tile, span
from dashboard.pages.overview import words as overview
from dashboard.pages.overview.words import goal_sentence
from tests.conftest import row


def test_without_a_goal_it_says_so():
    told = goal_sentence(OverviewGoals(n_projects=12, n_with_goal=4, n_for_measure=0))

    assert told.startswith("Geen doel vooraf")
    assert "12" in told


def test_with_goals_it_says_how_many():
    assert "3 van 12" in goal_sentence(OverviewGoals(n_projects=12, n_with_goal=4, n_for_measure=3))


def test_a_target_line_is_fair_only_when_every_project_has_a_goal():
    def goals(n, with_goal):
        return OverviewGoals(n, with_goal, with_goal)

    assert overview.has_target(goals(2, 2))
    assert not overview.has_target(goals(2, 1))
    assert not overview.has_target(goals(0, 0))


def test_a_break_is_said_with_its_day():
    text.use("nl")
    rows = [row(DefinitionsBreaks, break_date=date(2024, 1, 1), name_nl="per uur", name_en="by the hour")]

    assert "1 januari 2024" in overview.break_sentence(rows)
    assert overview.break_sentence([]) == ""


YEAR = span(date(2025, 1, 1), date(2025, 12, 1), date(2019, 1, 1))
WHOLE = row(OverviewCompleteness, n_sources=9, n_complete=9)
HOLED = row(OverviewCompleteness, n_sources=9, n_complete=8, n_missing=1)
OPEN = row(OverviewCompleteness, n_sources=9, n_complete=9, n_provisional=1)


def changed(**verdicts):
    return [Tile(key, "1", "1", "", "", "", verdict, ()) for key, verdict in verdicts.items()]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "In 2025 zijn meer adressen onderzocht en is minder vastgesteld dan in 2024"),
        ("en", "In 2025 more addresses were examined and less was established than in 2024"),
    ],
)
def test_the_page_says_what_changed_beyond_noise(language, said):
    text.use(language)
    tiles = changed(effort="rise", money="fall", homes="rise")

    assert overview.page_finding(tiles, YEAR, WHOLE, WHOLE) == said


def test_a_page_without_a_change_is_silent():
    assert overview.page_finding(changed(effort="no_change", money="not_comparable"), YEAR, WHOLE, WHOLE) == ""


@pytest.mark.parametrize(
    ("verdict", "now", "before", "is_said"),
    [
        ("rise", HOLED, WHOLE, True),
        ("rise", WHOLE, HOLED, False),
        ("rise", WHOLE, None, False),
        ("fall", WHOLE, HOLED, True),
        ("fall", HOLED, WHOLE, False),
        ("fall", OPEN, WHOLE, False),
    ],
)
def test_what_deliveries_still_to_come_could_undo_is_not_said(verdict, now, before, is_said):
    assert bool(overview.page_finding(changed(money=verdict), YEAR, now, before)) == is_said


def partners(*values, missing=0):
    names = zip("ABC", values, strict=False)
    return [
        row(
            OverviewPartners,
            partner_code=code,
            name_nl=f"{code} nl",
            name_en=f"{code} en",
            n_value=n,
            n_missing=missing,
        )
        for code, n in names
    ]


def test_one_partner_with_surely_more_than_half_is_named():
    def found(rows, sd=5.0):
        return overview.partners_finding(rows, "Adressen", lambda _value: sd)

    assert found(partners(200, 50, 40)) == "Adressen: meer dan de helft komt van A nl"
    assert found(partners(100, 50, 45)) == ""
    assert found(partners(200, 50, 40, missing=1)) == ""
    assert found(partners(0, 0)) == found([]) == found(partners(None, None)) == ""
    text.use("en")
    assert found(partners(200, 50)) == "Adressen: more than half comes from A en"
