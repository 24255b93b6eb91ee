"""The facts of one project as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.named import named
from dashboard.charts.numbers import day, number
from dashboard.charts.projects import state_name
from dashboard.text import say
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from datetime import date

    from dashboard.answers.rows import ProjectsCard
    from dashboard.charts.projects import Project


def facts(project: Project, card: ProjectsCard) -> pd.DataFrame:
    """Two columns, what and its value; texts of partners stay plain.

    Args:
        project: as the list has it.
        card: what more is known of the same project.
    """
    row, months = project.row, project.months
    lines = [
        ("state_label", state_name(project.state)),
        ("type", named(row, "type_name")),
        ("lead_partner", named(row, "lead_name")),
        ("manager", manager(card)),
        ("covenant", clean(card.covenant_version)),
        ("partners", clean(named(card, "partners"))),
        ("municipalities", clean(card.municipalities)),
        ("reason", clean(card.reason)),
        ("start", _both(row.planned_start_date, row.start_date)),
        ("end", _both(row.planned_end_date, row.end_date)),
        ("months", say("projects.not_begun") if months is None else number(round(months))),
        ("extension", _extension(project)),
        ("council", day_stated(card.council_decision_date)),
        ("dpia", day_stated(card.dpia_date)),
        ("goal", say("projects.goal_yes" if card.has_prior_goal else "projects.goal_no")),
        ("stated_on", day_stated(row.stated_on_date)),
    ]
    told = [(say(f"projects.{key}"), value or say("projects.unknown")) for key, value in lines]
    return pd.DataFrame(told, columns=[say("project.people.what"), say("table.value")])


def facts_rows(project: Project, card: ProjectsCard) -> pd.DataFrame:
    """The same in machine columns, one row."""
    row = project.row
    told = {
        "project_code": row.project_code,
        "type_code": row.type_code,
        "partner_names": named(card, "partners"),
        "municipalities": card.municipalities,
        "manager_organisation": card.manager_organisation,
        "manager_role": card.manager_role,
        "covenant_version": card.covenant_version,
        "stated_reason": card.reason,
        "planned_start_date": row.planned_start_date,
        "start_date": row.start_date,
        "planned_end_date": row.planned_end_date,
        "end_date": row.end_date,
        "council_decision_date": card.council_decision_date,
        "dpia_date": card.dpia_date,
        "has_prior_goal": card.has_prior_goal,
    }
    return pd.DataFrame([told])


def manager(card: ProjectsCard) -> str:
    """Organisation and function of who leads the project from day to day, as delivered; empty where neither was."""
    return ", ".join(filter(None, (clean(card.manager_organisation), clean(card.manager_role))))


def _both(planned: date | None, real: date | None) -> str:
    """The planned and the real day, or the one that is known; empty without either."""
    if planned and real:
        return say("projects.planned_and_real", planned=day(planned), real=day(real))
    if planned:
        return say("projects.only_planned", planned=day(planned))
    return day(real) if real else ""


def _extension(project: Project) -> str:
    if not project.is_extended:
        return say("projects.not_extended")
    reason = clean(project.row.extension_reason) or say("projects.no_reason")
    return say("projects.timeline.extension", date=day_stated(project.row.extended_until_date), reason=reason)


def day_stated(value: date | None) -> str:
    """A day, or that none was stated."""
    return day(value) if value else say("projects.no_date")
