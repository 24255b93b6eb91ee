"""What came of plans: counted exactly, goals only where the interval leaves no doubt, and no zero recited."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.answers.rows import ProjectGoals, ProjectsRealisation
from dashboard.charts.palette import palette
from dashboard.pages.projects.figures.realisation import Plan, figure, finding, plans, rows_of, sentence, table
from dashboard.text import use
from tests.conftest import drawn

ON = date(2026, 10, 1)
ROWS = drawn(
    ProjectsRealisation,
    """
    type_code | type_name_nl | n_projects | n_dated | n_in_time | n_evaluations_due | n_evaluated | n_follow_ups_due | n_followed_up
    area      | Wijk         | 2          | 40      | 30        | 2                 | 1           | 3                | 3
    park      | Park         | 1          | 10      | 5         | 0                 | 0           | 0                | 0
    """,
)
GOALS = drawn(
    ProjectGoals,
    """
    project_code | measure_code | unit  | polarity | target_value | is_prior | reached
    P1           | care         | cases | more     | 50           | 1        | 90
    P1           | homes        | cases | more     | 50           | 1        | 20
    P2           | homes        | cases | more     | 50           | 1        | 50
    P3           | homes        | cases | more     | 50           | 0        | 90
    """,
)


def quiet(_value, _measure):
    return 2.0


def project(code, kind):
    return SimpleNamespace(code=code, state="done", row=SimpleNamespace(type_code=kind, end_date=date(2024, 1, 1)))


EVERY = plans(ROWS, GOALS, [project("P1", "area"), project("P2", "area"), project("P3", "park")], ON, quiet)
NONE = Plan("Alle", 1, (0, 0, 0), (0, 0), (0, 0), (0, 0))


def test_all_projects_stand_before_each_type_and_add_up():
    whole, area, park = EVERY

    assert (area.goals, park.goals, whole.goals) == ((1, 1, 1), (0, 0, 0), (1, 1, 1))
    assert (whole.projects, whole.steps, whole.evaluations, whole.follow_ups) == (3, (50, 35), (2, 1), (3, 3))


def test_a_goal_set_after_the_start_is_not_one_of_them():
    assert sum(EVERY[2].goals) == 0


def test_the_sentence_has_a_part_for_each_that_there_was():
    told = sentence(EVERY[0])

    assert told == (
        "Vooraf gesteld: 3 doelen, waarvan 1 gehaald, 1 niet gehaald, van 1 is het niet of nog niet te zeggen. "
        "Van de 50 gezette stappen met een planning kwamen er 35 (70%) op tijd. "
        "Er hadden 2 evaluaties af moeten zijn; gedaan: 1. Er hadden 3 metingen na afsluiting gedaan moeten zijn; gedaan: 3."
    )
    assert sentence(NONE) == "Van geen van deze projecten is een doel vooraf bekend."
    assert not re.search(r"\b0\b", sentence(EVERY[2]))
    use("en")
    assert sentence(EVERY[0]).startswith("Set beforehand: 3 goals: 1 reached")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_bar_is_whole_and_a_part_without_cases_is_not_drawn(theme):
    drawn_figure = figure(EVERY[0], palette(theme))
    sums = [sum(parts) for parts in zip(*(bar["x"] for bar in drawn_figure["data"]), strict=True)]

    assert sums == pytest.approx([100, 100, 100, 100])
    assert len(figure(EVERY[2], palette(theme))["data"][0]["y"]) == 1
    assert figure(NONE, palette(theme))["data"] == []


def test_the_table_and_the_download_say_the_same():
    read, numbers = table(EVERY), rows_of(EVERY)

    assert read.iloc[0].tolist() == ["Alle projecten", "3", "1 van 3", "1", "35 van 50", "1 van 2", "3 van 3"]
    assert read.iloc[2].tolist() == ["Park", "1", "–", "0", "5 van 10", "–", "–"]
    assert numbers["n_goals_reached"].tolist() == [1, 1, 0]
    assert numbers["n_steps_in_time"].tolist() == [35, 30, 5]


def test_an_evaluation_that_is_not_there_heads_the_page_and_none_due_is_silent():
    done = replace(NONE, evaluations=(3, 3))

    assert finding(EVERY[0]) == "Van de evaluaties die af hadden moeten zijn (2), ontbreekt er 1"
    assert (
        finding(replace(NONE, evaluations=(3, 0))) == "Van de evaluaties die af hadden moeten zijn (3), ontbreken er 3"
    )
    assert finding(done) == finding(NONE) == ""
    use("en")
    assert finding(EVERY[0]) == "Of the evaluations that were due (2), 1 is missing"
