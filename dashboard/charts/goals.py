"""Goals of projects: what was aimed at, when that was decided, and what has been reached, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.goal import Verdict, judge_goal
from dashboard.analysis.intervals import Estimate, count_interval
from dashboard.charts.numbers import count, euro, number
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import ProjectGoals
    from dashboard.charts.projects import Project

MORE_TO_COME = 12  # months after the end in which results still come in
DONE = ("closed", "in_sustainment", "done", "stopped_early", "dpia_stop", "rejected")


@dataclass(frozen=True)
class Goal:
    """One goal, judged.

    Attributes:
        reached: value so far with its interval; None where none can be given.
    """

    measure: str
    unit: str
    target: float
    set_on: date
    reached: Estimate | None
    verdict: Verdict

    def form(self, value: float) -> str:
        """A value in the unit of the goal."""
        return euro(value) if self.unit == "eur" else number(value)

    @property
    def text(self) -> str:
        """The value so far as read, with its interval."""
        if self.reached is None:
            return say("number.no_amount")
        shown = euro(self.reached.value) if self.unit == "eur" else count(int(self.reached.value))
        return f"{shown} ({self.form(self.reached.lower)} – {self.form(self.reached.upper)})"


def is_over(project: Project, on: date) -> bool:
    """Whether the project has ended so long ago that hardly more is to come."""
    if project.state not in DONE:
        return False
    end = project.row.end_date
    return end is None or (pd.Timestamp(end) + pd.DateOffset(months=MORE_TO_COME)).date() <= on


def set_beforehand(goals: Iterable[Goal]) -> list[Goal]:
    """Without those that were set after the start: they can be chosen to fit, and are not judged."""
    return [goal for goal in goals if goal.verdict != "set_later"]


def judged(rows: Sequence[ProjectGoals], noise: Noise, *, over: bool) -> list[Goal]:
    """The goals with what was reached.

    Args:
        rows: one per goal.
        noise: of the release.
        over: whether hardly more results are to come.
    """
    return [_judge(row, noise, over=over) for row in rows]


def _judge(row: ProjectGoals, noise: Noise, *, over: bool) -> Goal:
    reached = _reached(row, noise)
    verdict = judge_goal(reached, row.target_value, is_prior=row.is_prior, is_less=row.polarity == "less", is_over=over)
    name = getattr(row, f"name_{language()}")
    return Goal(name, row.unit, row.target_value, row.set_on_date, reached, verdict)


def _reached(row: ProjectGoals, noise: Noise) -> Estimate | None:
    """What was reached with its interval; None where it is not counted here or may not be shown."""
    if row.reached is None:
        return None
    if row.unit != "eur":
        return count_interval(int(row.reached), noise(row.reached, row.measure_code))
    margin = (row.margin_pct or 0) / 100
    return Estimate(row.reached, row.reached * (1 - margin), row.reached * (1 + margin), "margin")
