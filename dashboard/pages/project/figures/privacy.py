"""What a project stated of the data of people: what came before it, its DPIA, and what was destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.named import delivered
from dashboard.charts.numbers import count, day
from dashboard.charts.project_card import day_stated
from dashboard.pages.project.figures.steps import DESTROYED, destroyed, in_time
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.rows import ProjectsCard
    from dashboard.charts.projects import Project
    from dashboard.pages.project.figures.steps import Step

TRIED = "S02"
COMPARED = "persons_compared"


def sentence(project: Project, card: ProjectsCard, taken: Sequence[Step]) -> str:
    """Whether its DPIA was there before it began, and what was destroyed."""
    return sentences(_dpia(project, card), destroyed(taken))


def _dpia(project: Project, card: ProjectsCard) -> str:
    made, begun = card.dpia_date, project.row.start_date
    if made is None:
        return say("project.privacy.no_dpia")
    if begun is None:
        return say("project.privacy.dpia", date=day(made))
    key = "dpia_after" if made > begun else "dpia_before"
    return say(f"project.privacy.{key}", date=day(made), start=day(begun))


def table(card: ProjectsCard, taken: Sequence[Step], found: Mapping[str, int]) -> pd.DataFrame:
    """Two columns, what and its value; a note of the project stays plain.

    Args:
        card: what is known of the project.
        taken: its steps.
        found: protected totals per measure, over all its months; without those that are not shown.
    """
    tried = next(step for step in taken if step.code == TRIED)
    lines = [
        (say("project.privacy.tried"), day_stated(tried.row.actual_date)),
        (say("project.privacy.tried_note"), tried.note or say("projects.unknown")),
        (say("projects.council"), day_stated(card.council_decision_date)),
        (say("projects.dpia"), day_stated(card.dpia_date)),
        (say("project.privacy.compared"), count(found[COMPARED]) if COMPARED in found else say("projects.unknown")),
        *((say(f"project.people.name.destroyed_{code}"), in_time(taken, code)) for code in DESTROYED),
    ]
    heads = say("project.people.what"), say("table.value")
    return pd.DataFrame({heads[0]: [what for what, _ in lines], heads[1]: delivered(value for _, value in lines)})


def rows_of(project: Project, card: ProjectsCard, taken: Sequence[Step]) -> pd.DataFrame:
    """The steps it is about in machine columns, one row each, with the two decisions."""
    steps = [step.row for step in taken if step.code in {TRIED, *DESTROYED}]
    return pd.DataFrame(
        {
            "project_code": project.code,
            "dpia_date": card.dpia_date,
            "council_decision_date": card.council_decision_date,
            "step_code": [row.step_code for row in steps],
            "step_name_nl": [row.name_nl for row in steps],
            "step_name_en": [row.name_en for row in steps],
            "planned_date": [row.planned_date for row in steps],
            "actual_date": [row.actual_date for row in steps],
            "note": [row.note for row in steps],
        }
    )
