"""What came of the plans: goals set beforehand, steps, evaluations and measurements, for all projects and by type.

Facts of projects are counted exactly; only whether a goal was reached rests on protected figures, and is said when the whole
interval leaves no doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.base import layout
from dashboard.charts.goals import is_over, judged, set_beforehand
from dashboard.charts.named import named
from dashboard.charts.numbers import NBSP, number, percent, some
from dashboard.charts.palette import rgba
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import ProjectGoals, ProjectsRealisation
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette
    from dashboard.charts.projects import Project

ROW, FOOT = 46, 70  # pixels
PARTS = ("goals", "steps", "evaluations", "follow_ups")


@dataclass(frozen=True)
class Plan:
    """What came of the plans of some projects.

    Attributes:
        name: of the type of project, or that it is all of them.
        projects: how many.
        goals: set beforehand, by ``reached``, ``missed`` and ``open``: not to be said, or not yet.
        steps: taken that had a planned day, and of these taken within a month of it.
        evaluations: due, and done.
        follow_ups: measurements due, and done.
    """

    name: str
    projects: int
    goals: tuple[int, int, int]
    steps: tuple[int, int]
    evaluations: tuple[int, int]
    follow_ups: tuple[int, int]

    @property
    def parts(self) -> dict[str, tuple[int, ...]]:
        """Per part how many came true, how many cannot be told where that can be, and how many did not."""
        reached, missed, unsure = self.goals
        return {
            "goals": (reached, unsure, missed),
            **{
                name: (done, 0, every - done)
                for name, (every, done) in zip(PARTS[1:], (self.steps, self.evaluations, self.follow_ups), strict=True)
            },
        }


def plans(
    rows: Iterable[ProjectsRealisation],
    goals: Sequence[ProjectGoals],
    projects: Sequence[Project],
    on: date,
    noise: Noise,
) -> list[Plan]:
    """All projects together, then each type.

    Args:
        rows: of the answer.
        goals: of these projects.
        projects: chosen.
        on: the day their deliveries speak of.
        noise: of a figure of one project.
    """
    found = _goals_by_type(goals, projects, on, noise)
    by_type = [
        Plan(
            named(row, "type_name"),
            row.n_projects,
            found.get(row.type_code, (0, 0, 0)),
            (row.n_dated, row.n_in_time),
            (row.n_evaluations_due, row.n_evaluated),
            (row.n_follow_ups_due, row.n_followed_up),
        )
        for row in rows
    ]
    return [_together(by_type), *by_type]


def _goals_by_type(
    rows: Sequence[ProjectGoals], projects: Sequence[Project], on: date, noise: Noise
) -> dict[str, tuple[int, int, int]]:
    found: dict[str, list[int]] = {}
    by_code = {project.code: project for project in projects}
    for row in rows:
        project = by_code[row.project_code]
        for goal in set_beforehand(judged([row], noise, over=is_over(project, on))):
            place = {"reached": 0, "not_reached": 1}.get(goal.verdict, 2)
            found.setdefault(project.row.type_code, [0, 0, 0])[place] += 1
    return {code: (one, two, three) for code, (one, two, three) in found.items()}


def _together(every: Sequence[Plan]) -> Plan:
    def added(name: str) -> Any:
        return tuple(map(sum, zip(*(getattr(plan, name) for plan in every), strict=True)))

    total = sum(plan.projects for plan in every)
    return Plan(say("realisation.all"), total, *(added(name) for name in PARTS))


def sentence(whole: Plan) -> str:
    """What came of goals, steps, evaluations and measurements of all projects together; silent on what there was none of."""
    parts = [
        say(f"realisation.goal.{name}", n=number(n))
        for name, n in zip(("reached", "missed", "unsure"), whole.goals, strict=True)
        if n
    ]
    told = [say("realisation.said.goals", n=number(sum(whole.goals)), parts=", ".join(parts))]
    if not parts:
        told = [say("realisation.said.no_goals")]
    for name, (every, done) in (
        ("steps", whole.steps),
        ("evaluations", whole.evaluations),
        ("follow_ups", whole.follow_ups),
    ):
        if every:
            share = percent(done, every) if done else None
            done_text = f"{number(done)} ({share})" if share else some(done)
            told.append(say(f"realisation.said.{name}", n=number(every), done=done_text))
    return sentences(*told)


def finding(whole: Plan) -> str:
    """That evaluations are not there that should be done by now: exact, for a project is no person; silent where all are there."""
    every, done = whole.evaluations
    return say("realisation.finding", n=number(every - done), all=number(every)) if done < every else ""


def figure(whole: Plan, colours: Palette) -> Figure:
    """A bar per part, from what came true to what did not; each as long, whatever its number."""
    looks: Mapping[str, dict[str, Any]] = {
        "came": {"color": colours.main},
        "unsure": {"color": rgba(colours.muted, 0.35)},
        "failed": {"color": "rgba(0,0,0,0)", "line": {"color": colours.muted, "width": 1}},
    }
    parts = {name: counts for name, counts in whole.parts.items() if sum(counts)}
    names = [f"{say(f'realisation.part.{name}')} ({number(sum(counts))})" for name, counts in parts.items()]
    if not parts:
        return {"data": [], "layout": {}}
    bars = []
    for place, (key, look) in enumerate(looks.items()):
        counts = [one[place] for one in parts.values()]
        bars.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": say(f"realisation.look.{key}"),
                "y": names,
                "x": [100 * n / sum(one) for n, one in zip(counts, parts.values(), strict=True)],
                "text": [number(n) if n else "" for n in counts],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "insidetextfont": {"color": colours.background if key == "came" else colours.text},
                "marker": look,
                "hoverinfo": "skip",
            }
        )
    return {
        "data": bars,
        "layout": layout(
            colours,
            barmode="stack",
            bargap=0.35,
            xaxis={"range": [0, 102], "ticksuffix": "%", "fixedrange": True},
            yaxis={"autorange": "reversed", "ticksuffix": NBSP, "fixedrange": True, "showgrid": False},
            legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
            showlegend=True,
            hovermode=False,
            height=ROW * len(parts) + FOOT,
            margin={"t": 30},
        ),
    }


def table(every: Sequence[Plan]) -> pd.DataFrame:
    """All projects and each type as people read them: so many of so many."""
    columns: dict[str, list[str]] = {
        say("realisation.type"): [plan.name for plan in every],
        say("realisation.projects"): [number(plan.projects) for plan in every],
        say("realisation.part.goals"): [_of(plan.goals[0], sum(plan.goals)) for plan in every],
        say("realisation.unsure"): [number(plan.goals[2]) for plan in every],
    }
    for name in PARTS[1:]:
        pairs = [getattr(plan, name) for plan in every]
        columns[say(f"realisation.part.{name}")] = [_of(done, all_of) for all_of, done in pairs]
    return pd.DataFrame(columns)


def _of(done: int, every: int) -> str:
    return say("projects.steps", done=number(done), all=number(every)) if every else "–"


def rows_of(every: Sequence[Plan]) -> pd.DataFrame:
    """The same as numbers, for the download."""
    return pd.DataFrame(
        {
            "choice": [plan.name for plan in every],
            "n_projects": [plan.projects for plan in every],
            "n_goals_set": [sum(plan.goals) for plan in every],
            "n_goals_reached": [plan.goals[0] for plan in every],
            "n_goals_missed": [plan.goals[1] for plan in every],
            "n_steps_dated": [plan.steps[0] for plan in every],
            "n_steps_in_time": [plan.steps[1] for plan in every],
            "n_evaluations_due": [plan.evaluations[0] for plan in every],
            "n_evaluations_done": [plan.evaluations[1] for plan in every],
            "n_follow_ups_due": [plan.follow_ups[0] for plan in every],
            "n_follow_ups_done": [plan.follow_ups[1] for plan in every],
        }
    )
