"""What needs a decision: projects past a norm and partners that have not delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.numbers import day, number
from dashboard.charts.walk import walk
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

REASONS = ("over_24", "over_12", "no_evaluation", "not_destroyed")
FEW = 5  # projects named per reason; the table has all


@dataclass(frozen=True)
class Matter:
    """One reason to look.

    Attributes:
        reason: which one.
        sentence: how many, in words.
        projects: (code, title, since when) of those longest past the norm.
        partners: names of partners that have not delivered.
    """

    reason: str
    sentence: str
    projects: tuple[tuple[str, str, str], ...] = ()
    partners: tuple[str, ...] = ()


def matters(projects: pd.DataFrame, partners: pd.DataFrame) -> list[Matter]:
    """The reasons that apply, most pressing first.

    Args:
        projects: columns reason, project_code, title, since_date, oldest first per reason.
        partners: columns name_nl, name_en, n_missing.
    """
    by_reason: dict[str, list[tuple[str, str, date]]] = {reason: [] for reason in REASONS}
    for reason, *project in walk(projects, "reason", "project_code", "title", "since_date"):
        by_reason[reason].append(tuple(project))
    found = []
    for reason, rows in by_reason.items():
        if rows:
            named = tuple((code, title, day(since)) for code, title, since in rows[:FEW])
            found.append(Matter(reason, say(f"attention.{reason}", n=number(len(rows))), named))
    absent = [name for name, gaps in walk(partners, f"name_{language()}", "n_missing") if gaps]
    if absent:
        found.append(Matter("undelivered", say("attention.undelivered", n=number(len(absent))), (), tuple(absent)))
    return found


def attention_table(projects: pd.DataFrame) -> pd.DataFrame:
    """Every project past a norm."""
    return pd.DataFrame(
        {
            say("attention.reason"): [say(f"attention.short.{reason}") for reason in projects["reason"]],
            say("attention.project"): projects["project_code"] + " " + projects["title"],
            say("attention.since"): [day(value) for value in pd.to_datetime(projects["since_date"])],
        }
    )


def attention_sentence(found: Sequence[Matter], until: str) -> str:
    """How many reasons there are, or that there is none."""
    return say("attention.sentence" if found else "attention.nothing", n=number(len(found)), until=until)
