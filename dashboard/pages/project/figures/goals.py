"""Goals of one project: what was aimed at, when that was decided, and what has been reached, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.goal import VERDICTS, Verdict, judge_goal
from dashboard.analysis.intervals import Estimate, count_interval
from dashboard.charts.base import layout
from dashboard.charts.numbers import NBSP, count, day, euro, number
from dashboard.charts.plain import label
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import ProjectGoals
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette
    from dashboard.charts.projects import Project


MORE_TO_COME = 12  # months after the end in which results still come in
DONE = ("closed", "in_sustainment", "done", "stopped_early", "dpia_stop", "rejected")
MOST, LONGEST = 2.5, 40  # times the target; characters
SYMBOLS = {
    "reached": "circle",
    "not_reached": "x",
    "not_yet": "x",
    "undecided": "circle-open",
    "set_later": "diamond-open",
}


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


def sentence(goals: Sequence[Goal], *, has_prior: bool) -> str:
    """Whether there was a goal beforehand, and what became of it."""
    if not goals:
        return say("project.goals.not_delivered" if has_prior else "project.goals.none")
    judged_ones = [goal for goal in goals if goal.verdict != "set_later"]
    if not judged_ones:
        return say("project.goals.only_later", n=number(len(goals)))
    parts = [
        say(f"project.goals.part.{verdict}", n=number(n))
        for verdict in VERDICTS
        if (n := sum(goal.verdict == verdict for goal in goals))
    ]
    return say("project.goals.sentence", n=number(len(judged_ones)), parts=", ".join(parts))


def table(goals: Sequence[Goal]) -> pd.DataFrame:
    """The goals as people read them."""
    return pd.DataFrame(
        {
            say("project.goals.measure"): [goal.measure for goal in goals],
            say("project.goals.target"): [goal.form(goal.target) for goal in goals],
            say("project.goals.set_on"): [day(goal.set_on) for goal in goals],
            say("project.goals.so_far"): [goal.text for goal in goals],
            say("project.goals.verdict_label"): [say(f"project.goals.verdict.{goal.verdict}") for goal in goals],
        }
    )


def rows(goals: Sequence[Goal]) -> pd.DataFrame:
    """The same as numbers, for the download."""
    limits = [goal.reached for goal in goals]
    return pd.DataFrame(
        {
            "measure": [goal.measure for goal in goals],
            "unit": [goal.unit for goal in goals],
            "target_value": [goal.target for goal in goals],
            "set_on_date": [pd.Timestamp(goal.set_on) for goal in goals],
            "reached": [limit and round(limit.value) for limit in limits],
            "lower": [limit and round(limit.lower) for limit in limits],
            "upper": [limit and round(limit.upper) for limit in limits],
            "goal_verdict": [goal.verdict for goal in goals],
        }
    )


def figure(goals: Sequence[Goal], colours: Palette) -> Figure:
    """What was reached as a share of the target, with its interval; the line is the target."""
    drawn = [goal for goal in goals if goal.reached is not None and goal.target > 0][::-1]
    if not drawn:
        return {"data": [], "layout": {}}
    names = [f"{label(goal.measure, LONGEST)}{NBSP}" for goal in drawn]
    ends = [[100 * min(x / goal.target, MOST) for x in _ends(goal)] for goal in drawn]
    trace: Figure = {"type": "scatter", "mode": "markers", "y": names, "x": [middle for _, middle, _ in ends]}
    trace["marker"] = {"size": 11, "color": colours.main, "symbol": [SYMBOLS[goal.verdict] for goal in drawn]}
    trace["error_x"] = {"type": "data", "symmetric": False, "color": colours.main, "thickness": 1.5, "width": 4}
    trace["error_x"] |= {"array": [high - x for _, x, high in ends], "arrayminus": [x - low for low, x, _ in ends]}
    trace["text"] = [f"{goal.text} · {say(f'project.goals.verdict.{goal.verdict}')}" for goal in drawn]
    trace["hovertemplate"] = "%{text}<extra></extra>"
    line = {"type": "line", "x0": 100, "x1": 100, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    line["line"] = {"color": colours.text, "width": 1.5}
    across = {"range": [0, max(150.0, *(high for *_, high in ends)) + 5], "ticksuffix": "%", "fixedrange": True}
    across["title"] = {"text": say("project.goals.axis"), "font": {"size": 13}}
    side = {"type": "category", "showgrid": False, "fixedrange": True, "range": [-0.6, len(drawn) - 0.4]}
    more = {"hovermode": "closest", "shapes": [line], "height": 90 + 40 * len(drawn), "margin": {"t": 8}}
    return {"data": [trace], "layout": layout(colours, xaxis=across, yaxis=side, **more)}


def _ends(goal: Goal) -> tuple[float, float, float]:
    found = goal.reached
    return (found.lower, found.value, found.upper) if found else (0.0, 0.0, 0.0)
