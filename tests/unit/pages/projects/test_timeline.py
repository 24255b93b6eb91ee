"""The timeline: phases touch, plans lie below, stops and extensions are marked and named."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import ProjectsList, ProjectsPhases
from dashboard.charts.palette import palette
from dashboard.charts.plain import written
from dashboard.charts.projects import Project
from dashboard.pages.projects.figures import timeline
from tests.conftest import drawn

LIGHT = palette("light")
ON = date(2024, 1, 1)
PHASES = """
project_code | position | phase_code | planned_from_date | planned_until_date | actual_from_date | actual_until_date
A            | 1        | P0         | 2023-01-01        | 2023-01-20         | 2023-01-05       | 2023-02-01
A            | 3        | P1         | 2023-02-01        | 2023-06-01         | 2023-03-01       | 2023-03-01
B            | 1        | P0         | 2022-01-01        | 2022-02-01         | 2022-01-01       | 2022-01-01
B            | 3        | P1         | 2022-03-01        | 2022-05-01         | .                | .
"""


PROJECTS = """
project_code | title      | status        | planned_start_date | start_date | planned_end_date | end_date   | last_step_date | extended_until_date | extension_reason
A            | <b>Een</b> | running       | 2023-03-01         | 2023-03-01 | 2023-06-01       | 2023-09-30 | 2023-03-01     | 2023-09-01          | Later geleverd.
B            | Twee       | stopped_early | 2023-03-01         | 2023-03-01 | 2023-06-01       | .          | 2022-01-01     | .                   | .
"""


@pytest.fixture
def phases():
    return drawn(ProjectsPhases, PHASES, n_steps=2, n_done=1)


@pytest.fixture
def rows():
    return [Project(row, row.status, None) for row in drawn(ProjectsList, PROJECTS)]


def part(found, code, kind):
    rows = [one for one in found if (one.project_code, one.kind) == (code, kind)]
    return [(f"{one.from_date:%m-%d}", f"{one.until_date:%m-%d}") for one in rows]


def test_a_phase_lasts_until_the_next_one_begins(phases, rows):
    found = timeline.segments(phases, rows, ON)

    assert part(found, "A", "actual") == [("01-05", "03-01"), ("03-01", "01-01")]
    assert part(found, "A", "planned") == [("01-01", "02-01"), ("02-01", "06-01")]


def test_a_stopped_project_is_not_drawn_until_now(phases, rows):
    assert part(timeline.segments(phases, rows, ON), "B", "actual") == [("01-01", "01-07")]


def picture(rows, phases, chosen=None):
    return timeline.timeline(rows, phases, ON, chosen, LIGHT)


def test_stops_and_extensions_are_marked_with_words(phases, rows):
    traces = {trace["name"]: trace for trace in picture(rows, phases)["data"]}

    assert traces["verlengd tot"]["text"] == ["verlengd tot 1 september 2023: Later geleverd."]
    assert traces["gestopt, afgewezen of opgeschort"]["text"] == ["  voortijdig gestopt"]
    assert traces["12 maanden na start"]["x"][0] == "2024-02-29"


def test_every_bar_carries_the_code_of_its_project(phases, rows):
    bars = [trace for trace in picture(rows, phases)["data"] if trace["type"] == "bar"]

    assert {mark for bar in bars for mark in bar["customdata"]} == {"project:A", "project:B"}
    assert {bar["width"] for bar in bars} == {0.5, 0.2}


def test_titles_are_plain_and_the_chosen_one_is_orange(phases, rows):
    names = written(picture(rows, phases, "B"))["layout"]["yaxis"]["ticktext"]

    assert names[0] == "A &lt;b&gt;Een&lt;/b&gt;"
    assert LIGHT.mine in names[1]


def test_the_figure_grows_with_its_projects(phases, rows):
    assert picture(rows, phases)["layout"]["height"] == timeline.HEAD + 2 * timeline.ROW


def test_the_sentence_names_the_longest_overrun_and_its_reason(rows):
    text = timeline.sentence(rows, 60)

    assert "Getoond: 2 van 60" in text
    assert "A, met 4 maanden. Opgegeven reden: Later geleverd." in text


def test_without_overrun_nothing_is_named(rows):
    assert timeline.sentence(rows[1:], 1) == "Getoond: 1 van 1 project."


def test_the_table_says_planned_real_and_steps(phases):
    row = timeline.phase_table(phases).iloc[3]

    assert row["Gepland"] == "01-03-2022 – 01-05-2022"
    assert row["Werkelijk"] == "geen datum"
    assert row["Stappen gezet"] == "1 van 2"
