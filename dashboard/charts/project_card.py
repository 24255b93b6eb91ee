"""The facts of one project as people read them."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.numbers import day, number
from dashboard.charts.projects import state_name
from dashboard.text import language, say
from dashboard.text.markup import clean


def facts(row: pd.Series, more: pd.Series) -> pd.DataFrame:
    """Two columns, what and its value; texts of partners stay plain.

    Args:
        row: the project as projects__list gives it, prepared.
        more: the same project as projects__card gives it.
    """
    word = language()
    lines = [
        ("state_label", state_name(row["state"])),
        ("type", row[f"type_name_{word}"]),
        ("lead_partner", row[f"lead_name_{word}"]),
        ("partners", clean(more[f"partners_{word}"])),
        ("municipalities", clean(more["municipalities"])),
        ("reason", clean(more["reason"])),
        ("start", _both(row, "planned_start_date", "start_date")),
        ("end", _both(row, "planned_end_date", "end_date")),
        ("months", number(round(row["months"])) if pd.notna(row["months"]) else say("projects.not_begun")),
        ("extension", _extension(row)),
        ("council", _day(more["council_decision_date"])),
        ("dpia", _day(more["dpia_date"])),
        ("goal", say("projects.goal_yes" if more["has_prior_goal"] else "projects.goal_no")),
        ("stated_on", _day(row["stated_on_date"])),
    ]
    return pd.DataFrame([(say(f"projects.{key}"), value or say("projects.unknown")) for key, value in lines])


def _both(row: pd.Series, planned: str, actual: str) -> str:
    return say("projects.planned_and_real", planned=_day(row[planned]), real=_day(row[actual]))


def _extension(row: pd.Series) -> str:
    if not row["extended"]:
        return say("projects.not_extended")
    reason = clean(row["extension_reason"]) or say("projects.no_reason")
    return say("projects.timeline.extension", date=_day(row["extended_until_date"]), reason=reason)


def _day(value: object) -> str:
    return say("projects.no_date") if pd.isna(value) else day(pd.Timestamp(value))  # type: ignore[call-overload, arg-type]
