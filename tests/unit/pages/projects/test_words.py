"""Lessons of projects: whose, which fit, and what is said of them."""

from __future__ import annotations

import pytest

from dashboard.answers.rows import ProjectFeatures, ProjectsLessons, ProjectsList
from dashboard.charts.lessons import THEMES
from dashboard.charts.projects import Project
from dashboard.pages.projects import words
from dashboard.pages.projects.words import URBANITY, Wanted
from dashboard.steward.intake.codes import LESSON_THEMES
from dashboard.text import say
from dashboard.text.markup import escaped
from tests.conftest import drawn, row

ROWS = drawn(
    ProjectsLessons,
    """
    project_code | theme_code  | what_worked      | what_did_not      | would_do_again
    A            | sustainment | Een vaste plek.  | .                 | 1
    A            | cooperation | Elk OVERLEG kort | **vet** bleef uit | .
    B            | cooperation | .                | Te veel overleg.  | 0
    C            | residents   | Een brief        | .                 | 1
    """,
)
FEATURES = [
    row(ProjectFeatures, project_code="A", urbanity_class=1.4),
    row(ProjectFeatures, project_code="B", urbanity_class=3.6),
    row(ProjectFeatures, project_code="C"),
]


def project(code):
    return Project(
        row(ProjectsList, project_code=code, title=f"Titel {code}", type_name_nl="Wijkgericht", type_code="w"),
        "done",
        9.0,
    )


@pytest.fixture
def lessons():
    return words.prepare(ROWS, [project("B"), project("A")], FEATURES)


def codes(lessons):
    return [(lesson.project.code, lesson.row.theme_code) for lesson in lessons]


def test_lessons_are_of_the_listed_projects_in_their_order_and_then_by_theme(lessons):
    assert codes(lessons) == [("B", "cooperation"), ("A", "cooperation"), ("A", "sustainment")]
    assert [(one.code, len(own)) for one, own in words.by_project(lessons)] == [("B", 1), ("A", 2)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(theme="cooperation"), [("B", "cooperation"), ("A", "cooperation")]),
        (Wanted(urbanity="1"), [("A", "cooperation"), ("A", "sustainment")]),
        (Wanted(word="Overleg"), [("B", "cooperation"), ("A", "cooperation")]),
        (Wanted("cooperation", "4", "veel"), [("B", "cooperation")]),
        (Wanted("cooperation", "1", "veel"), []),
    ],
)
def test_a_lesson_fits_what_is_wanted_in_every_respect(lessons, wanted, expected):
    assert codes(words.narrow(lessons, wanted)) == expected


def test_the_sentence_counts_lessons_and_projects_and_names_what_was_wanted(lessons):
    assert words.sentence(lessons, Wanted()) == "**3 lessen** van 2 projecten."
    wanted = Wanted("cooperation", "4", "veel")
    one = words.narrow(lessons, wanted)
    said = words.sentence(one, wanted)
    assert said == "**1 les** van 1 project over samenwerking in weinig stedelijk gebied met “veel”."


def test_what_a_viewer_searches_for_and_what_was_delivered_stay_plain(lessons):
    assert "“&#42;x&#42;”" in escaped(words.sentence(lessons, Wanted(word="*x*")))
    paragraph = escaped(words.read(lessons[1]))
    assert "*Samenwerking*" in paragraph
    assert "&#42;&#42;vet&#42;&#42; bleef uit" in paragraph
    assert "niet opgegeven" in paragraph


def test_a_project_without_a_known_kind_of_area_keeps_its_lessons():
    (lesson,) = words.prepare(ROWS, [project("C")], FEATURES)
    assert lesson.urbanity is None
    assert words.about([lesson]) == "Wijkgericht"


def test_table_and_download_hold_every_lesson(lessons):
    table, rows = words.table(lessons), words.rows(lessons)
    assert table.iloc[0, :3].tolist() == ["B · Titel B", "Wijkgericht", "weinig stedelijk"]
    assert rows["project_code"].tolist() == ["B", "A", "A"]
    assert rows["urbanity_class"].tolist() == ["4", "1", "1"]


def test_every_theme_of_the_contract_and_every_class_has_words():
    assert set(THEMES) == set(LESSON_THEMES.values())
    assert all(say(f"lessons.theme.{code}") for code in THEMES)
    assert [words.urbanity_name(code) for code in URBANITY][-1] == "niet stedelijk"
