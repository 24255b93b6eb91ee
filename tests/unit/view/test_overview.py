"""Sentences of the overview: a goal only counts when it was set beforehand."""

from __future__ import annotations

from types import SimpleNamespace

from dashboard.view.overview import goal_sentence


def test_without_a_goal_it_says_so():
    told = goal_sentence(SimpleNamespace(n_projects=12, n_with_goal=4, n_for_measure=0))

    assert told.startswith("Geen doel vooraf")
    assert "12" in told


def test_with_goals_it_says_how_many():
    assert "3 van 12" in goal_sentence(SimpleNamespace(n_projects=12, n_with_goal=4, n_for_measure=3))
