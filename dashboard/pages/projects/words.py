"""Lessons of projects: which fit what is wanted, how many of how many projects, and all of them as a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.lessons import again, by_theme, lesson_table, theme_name
from dashboard.charts.named import named
from dashboard.charts.numbers import counted, number
from dashboard.text import say
from dashboard.text.markup import Markup, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.answers.rows import ProjectFeatures, ProjectsLessons
    from dashboard.charts.projects import Project

URBANITY = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Lesson:
    """One lesson with the project it is of.

    Attributes:
        row: as answered.
        project: as the list has it.
        urbanity: class of the areas of the project, rounded, one of ``URBANITY``; None where it is unknown.
    """

    row: ProjectsLessons
    project: Project
    urbanity: str | None

    @property
    def text(self) -> str:
        """What was delivered, to search in."""
        return f"{self.row.what_worked or ''} {self.row.what_did_not or ''}".casefold()


@dataclass(frozen=True)
class Wanted:
    """What the viewer looks for; None is everything.

    Attributes:
        word: any text that a lesson holds, whatever its case; empty for every lesson.
    """

    theme: str | None = None
    urbanity: str | None = None
    word: str = ""


def prepare(
    rows: Sequence[ProjectsLessons], projects: Sequence[Project], features: Sequence[ProjectFeatures]
) -> tuple[Lesson, ...]:
    """The lessons of some projects, in the order of the projects and then of the themes.

    Args:
        rows: the lessons of all projects.
        projects: those that are listed.
        features: of all projects.
    """
    classes = {row.project_code: row.urbanity_class for row in features}
    lessons: dict[str, list[ProjectsLessons]] = {}
    for row in by_theme(rows):
        lessons.setdefault(row.project_code, []).append(row)
    return tuple(
        Lesson(row, project, _class(classes.get(project.code)))
        for project in projects
        for row in lessons.get(project.code, ())
    )


def _class(urbanity: float | None) -> str | None:
    return None if urbanity is None else str(round(urbanity))


def urbanity_name(code: str) -> str:
    """A class of urbanity in words."""
    return say(f"lessons.urbanity.{code}")


def narrow(lessons: Sequence[Lesson], wanted: Wanted) -> tuple[Lesson, ...]:
    """The lessons that fit."""
    word = wanted.word.casefold()
    return tuple(
        lesson
        for lesson in lessons
        if wanted.theme in {None, lesson.row.theme_code}
        and wanted.urbanity in {None, lesson.urbanity}
        and word in lesson.text
    )


def by_project(lessons: Sequence[Lesson]) -> Iterator[tuple[Project, list[Lesson]]]:
    """Each project with its lessons."""
    for project, own in groupby(lessons, key=lambda lesson: lesson.project):
        yield project, list(own)


def sentence(lessons: Sequence[Lesson], wanted: Wanted) -> str:
    """``12 lessen van 5 projecten over samenwerking``."""
    return say(
        "lessons.sentence",
        n=number(len(lessons)),
        projects=counted("project", len({lesson.project.code for lesson in lessons})),
        about=say("lessons.about", theme=theme_name(wanted.theme).lower()) if wanted.theme else "",
        where=say("lessons.where", urbanity=urbanity_name(wanted.urbanity)) if wanted.urbanity else "",
        word=say("lessons.word", word=wanted.word) if wanted.word else "",
    )


def about(lessons: Sequence[Lesson]) -> str:
    """What sort of project these lessons are of: its type and the kind of its areas."""
    first = lessons[0]
    kind = urbanity_name(first.urbanity) if first.urbanity else ""
    return Markup(" · ").join(filter(None, (named(first.project.row, "type_name"), kind)))


def read(lesson: Lesson) -> str:
    """One lesson as a paragraph; delivered texts stay plain."""
    parts = [
        Markup("{}: {}").format(say(f"lessons.{key}"), text)
        for key, value in (("worked", lesson.row.what_worked), ("did_not", lesson.row.what_did_not))
        if (text := clean(value))
    ]
    parts.append(Markup("{}: {}").format(say("lessons.again"), again(lesson.row)))
    return Markup("*{}*  \n{}").format(theme_name(lesson.row.theme_code), Markup("  \n").join(parts))


def table(lessons: Sequence[Lesson]) -> pd.DataFrame:
    """Every lesson as read, with its project."""
    learnt = lesson_table([lesson.row for lesson in lessons])
    kinds = [urbanity_name(lesson.urbanity) if lesson.urbanity else "–" for lesson in lessons]
    learnt.insert(0, say("table.project"), [f"{one.project.code} · {one.project.row.title}" for one in lessons])
    learnt.insert(1, say("frame.project_type"), [named(lesson.project.row, "type_name") for lesson in lessons])
    learnt.insert(2, say("lessons.urbanity_label"), kinds)
    return learnt


def rows(lessons: Sequence[Lesson]) -> pd.DataFrame:
    """The same as codes, for the download."""
    answered = pd.DataFrame([lesson.row._asdict() for lesson in lessons])
    answered.insert(1, "title", [lesson.project.row.title for lesson in lessons])
    answered.insert(2, "type_code", [lesson.project.row.type_code for lesson in lessons])
    answered.insert(3, "urbanity_class", [lesson.urbanity for lesson in lessons])
    return answered
