"""What a delivery holds to learn from: lessons, notes of steps, reasons of extension and stop, agreements with their verdict."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.lasting import VERDICTS
from dashboard.charts.agreements import ABSENT, left_text
from dashboard.charts.lessons import theme_name
from dashboard.charts.named import coded, delivered
from dashboard.charts.numbers import day, number, some, tally
from dashboard.charts.projects import OPEN
from dashboard.text import say
from dashboard.text.markup import clean, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.answers.rows import ProjectsLessons, ProjectsList
    from dashboard.charts.agreements import Agreement
    from dashboard.pages.project.figures.steps import Step

NOT_OVER = ("proposed", "approved", *OPEN)
NO_AGREEMENTS = ("proposed", "approved", "running", "suspended", "dpia_stop", "rejected", "stopped_early")


def learnt_sentence(lessons: Sequence[ProjectsLessons], state: str) -> str:
    """How many lessons on what, or that none was delivered, and whether they may still come."""
    if not lessons:
        return say(f"project.learnt.{'none_yet' if state in NOT_OVER else 'none'}")
    themes = ", ".join(dict.fromkeys(theme_name(lesson.theme_code).lower() for lesson in lessons))
    again = sum(lesson.would_do_again is True for lesson in lessons)
    return say("project.learnt.sentence", n=number(len(lessons)), themes=themes, again=some(again))


def told(project: ProjectsList, steps: Sequence[Step]) -> list[tuple[str, str]]:
    """What the project wrote itself: where it stands, and the text.

    Args:
        project: as the list has it.
        steps: its steps.
    """
    notes = [(f"{step.code} {step.name}", step.note) for step in steps if step.note]
    if project.extended_until_date and project.extension_reason:
        title = say("project.lessons.extended", date=day(project.extended_until_date))
        notes.append((title, clean(project.extension_reason)))
    return notes


def sentence(notes: Sequence[tuple[str, str]], agreements: Sequence[Agreement], state: str) -> str:
    """How much there is to learn from, or that nothing was delivered."""
    first = say("project.lessons.notes", n=number(len(notes))) if notes else say("project.lessons.no_notes")
    if not agreements:
        key = "no_agreements_yet" if state in NO_AGREEMENTS else "no_agreements"
        return sentences(first, say(f"project.lessons.{key}"))
    sizes = Counter(agreement.verdict for agreement in agreements)
    parts = tally((say(f"sustainment.verdict.{name}"), sizes[name]) for name in VERDICTS)
    return sentences(first, say("project.lessons.agreements", n=number(len(agreements)), parts=parts))


def note_table(notes: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The texts as a table."""
    return pd.DataFrame(
        {
            say("project.lessons.where"): [where for where, _ in notes],
            say("project.lessons.text"): delivered(text for _, text in notes),
        }
    )


def agreements_table(agreements: Sequence[Agreement]) -> pd.DataFrame:
    """Agreements with owner, state, verdict, why and evidence; delivered texts are plain."""
    rows, lasting = [agreement.row for agreement in agreements], [agreement.lasting for agreement in agreements]
    return pd.DataFrame(
        {
            say("sustainment.agreement"): delivered(coded(row.agreement_code, row.agreement) for row in rows),
            say("sustainment.kind.owner"): [agreement.owner for agreement in agreements],
            say("sustainment.status_label"): [say(f"sustainment.status.{row.status}") for row in rows],
            say("sustainment.verdict_label"): [say(f"sustainment.verdict.{verdict.verdict}") for verdict in lasting],
            say("sustainment.left"): [left_text(verdict) for verdict in lasting],
            say("sustainment.because"): [say(f"sustainment.reason.{verdict.reason}") for verdict in lasting],
            say("sustainment.evidence"): delivered(clean(row.evidence) or ABSENT for row in rows),
        }
    )
