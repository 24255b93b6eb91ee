"""Sentences of the overview: a goal only counts when it was set beforehand."""

from __future__ import annotations

from datetime import date

from dashboard import text
from dashboard.answers.rows import DefinitionsBreaks, OverviewGoals
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
