"""Goals of one project: what was aimed at, when that was decided, and what has been reached, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.goal import VERDICTS
from dashboard.charts.base import layout
from dashboard.charts.goals import set_beforehand
from dashboard.charts.numbers import NBSP, day, number, some
from dashboard.charts.plain import label
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.charts.base import Figure
    from dashboard.charts.goals import Goal
    from dashboard.charts.palette import Palette


MOST, LONGEST = 2.5, 40  # times the target; characters
SYMBOLS = {
    "reached": "circle",
    "not_reached": "x",
    "not_yet": "x",
    "undecided": "circle-open",
    "set_later": "diamond-open",
}


def sentence(goals: Sequence[Goal], *, has_prior: bool) -> str:
    """Whether there was a goal beforehand, and what became of it."""
    if not goals:
        return say("project.goals.not_delivered" if has_prior else "project.goals.none")
    judged_ones = set_beforehand(goals)
    if not judged_ones:
        return say("project.goals.only_later", n=number(len(goals)))
    parts = [
        say(f"project.goals.part.{verdict}", n=number(n))
        for verdict in VERDICTS
        if (n := sum(goal.verdict == verdict for goal in goals))
    ]
    return say("project.goals.sentence", n=number(len(judged_ones)), parts=", ".join(parts))


def finding(goals: Sequence[Goal]) -> str:
    """How many of the goals set beforehand were reached; silent without one, and while one of them cannot be said or may still be."""
    judged_ones = set_beforehand(goals)
    if not judged_ones or any(goal.verdict not in {"reached", "not_reached"} for goal in judged_ones):
        return ""
    n_reached = sum(goal.verdict == "reached" for goal in judged_ones)
    return say("project.goals.finding", n=some(n_reached), all=number(len(judged_ones)))


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
