"""What Projecten shows: state of every project, choices, counts to choose from, sentence, table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.addresses import Address, ProjectsAddress
from dashboard.analysis.lead_time import DAYS_PER_MONTH, NORMS
from dashboard.charts.base import layout, readable_from
from dashboard.charts.named import delivered, named
from dashboard.charts.numbers import NBSP, day, number, tally
from dashboard.charts.plain import label
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.answers import Answer
    from dashboard.answers.rows import ProjectsList
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette

    Names = Mapping[str, Mapping[str, str]]  # per part of the choice the name of each code

STATES = (
    "proposed",
    "approved",
    "running",
    "suspended",
    "closed",
    "in_sustainment",
    "done",
    "stopped_early",
    "dpia_stop",
    "rejected",
)
FLAGS = ("extended", "over_12", "over_24")
OPEN = ("running", "suspended")
CLOSED = ("closed", "in_sustainment", "done")
# The bars to choose from: what they count and the key of the address that a click sets.
PARTS = (("year", ProjectsAddress.year), ("type_code", Address.type), ("lead_partner_code", ProjectsAddress.lead))
LEAST = 640  # pixels across, for three lists of names
LONGEST = 20
FIELDS = ((0.0, 0.2), (0.45, 0.65), (0.87, 1.0))  # parts of the width; the labels stand between them
NOTE = {"y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False}
DAYS = "datetime64[us]"
FEWEST = 6  # places on an axis, so that few bars do not become blocks


@dataclass(frozen=True)
class Choice:
    """What the viewer narrowed the list down to; None is everything.

    Attributes:
        year: year the project started, or was to start.
        state: one of STATES, or of FLAGS.
    """

    year: str | None = None
    type_code: str | None = None
    lead_partner_code: str | None = None
    state: str | None = None


@dataclass(frozen=True)
class Project:
    """One project of the list with what follows from it.

    Attributes:
        row: as answered.
        state: one of ``STATES``; its status, but for a stop before the data comparison, which is one at the DPIA.
        months: its length, or its age where it still runs; None before the start.
    """

    row: ProjectsList
    state: str
    months: float | None

    @property
    def code(self) -> str:
        """Its code."""
        return self.row.project_code

    @property
    def began(self) -> date:
        """The day it started, or was to start."""
        return self.row.start_date or self.row.planned_start_date

    @property
    def is_extended(self) -> bool:
        """Whether it was given more time."""
        return self.row.extended_until_date is not None

    @property
    def flags(self) -> frozenset[str]:
        """Which of ``FLAGS`` it bears."""
        over = {f"over_{norm}" for norm in NORMS if self.months is not None and self.months > norm}
        return frozenset(over | ({"extended"} if self.is_extended else set()))

    def codes(self, part: str) -> frozenset[str]:
        """The codes it answers to in one part of a choice."""
        match part:
            case "year":
                return frozenset({str(self.began.year)})
            case "state":
                return self.flags | {self.state}
            case _:
                return frozenset({str(getattr(self.row, part))})


def prepare(rows: Sequence[ProjectsList]) -> tuple[tuple[Project, ...], date | None]:
    """The projects, newest first, and the day they speak of: that of the latest delivery; None without projects."""
    if not rows:
        return (), None
    on = max(row.stated_on_date for row in rows)
    projects = [_project(row, on) for row in rows]
    return tuple(sorted(projects, key=lambda project: (project.began, project.code), reverse=True)), on


def _project(row: ProjectsList, on: date) -> Project:
    is_stopped = row.status == "stopped_early"
    until = row.end_date or (row.last_step_date if is_stopped else None) or on
    months = (until - row.start_date).days / DAYS_PER_MONTH if row.start_date else None
    return Project(row, "dpia_stop" if is_stopped and not row.start_date and not row.has_dpia else row.status, months)


def prepared(answer: Answer[ProjectsList]) -> tuple[tuple[Project, ...], date | None]:
    """``prepare`` of an answer, for everybody."""
    return prepare(answer.rows)


def narrow(projects: Sequence[Project], choice: Choice, but: str = "") -> tuple[Project, ...]:
    """The projects that meet the choice, leaving out the part called ``but``."""
    parts = [field.name for field in fields(choice) if field.name != but]
    wanted = [(part, code) for part in parts if (code := getattr(choice, part)) is not None]
    return tuple(project for project in projects if all(code in project.codes(part) for part, code in wanted))


def state_name(code: str) -> str:
    """A state or a flag in words."""
    return say(f"projects.state.{code}")


def summary(projects: Sequence[Project], on: date) -> str:
    """How many projects, how far they are, how many took longer than the norms."""
    if not projects:
        return say("projects.none")
    states = Counter(project.state for project in projects)
    flags = Counter(flag for project in projects for flag in project.flags)
    of_closed = Counter(flag for project in projects if project.state in CLOSED for flag in project.flags)
    parts = (
        _of_which("running", sum(states[code] for code in OPEN), [("suspended", states["suspended"])]),
        _of_which("closed", sum(states[code] for code in CLOSED), [(code, states[code]) for code in CLOSED[1:]]),
        _of_which("stopped_early", states["stopped_early"] + states["dpia_stop"]),
        *(_of_which(flag, flags[flag], [("closed", of_closed[flag] * (flag != "extended"))]) for flag in FLAGS),
    )
    told = "; ".join(filter(None, parts))
    whole = say("projects.summary", n=number(len(projects)), on=day(on))
    return sentences(whole, say("projects.of_these", parts=told)) if told else whole


def _of_which(state: str, size: int, inside: Sequence[tuple[str, int]] = ()) -> str:
    """``afgesloten: 15, waarvan in borging: 3, gereed: 12``; empty of none, and silent on a part that has none."""
    part = tally([(state_name(state).lower(), size)])
    within = tally(((state_name(code).lower(), n) for code, n in inside), ", ")
    return say("projects.of_which", part=part, inside=within) if part and within else part


def bars(projects: Sequence[Project], choice: Choice, names: Names, colours: Palette) -> Figure:
    """Three fields of bars to choose from: projects per start year, type and lead partner.

    Each counts the projects that meet every other choice; what is chosen is orange. A bar carries the mark of its key.

    Args:
        projects: all of them.
        choice: what is chosen now.
        names: per part the name of each code.
        colours: the active palette.
    """
    traces, notes = [], []
    axes: Figure = {}
    for position, (part, key) in enumerate(PARTS):
        suffix = "" if position == 0 else str(position + 1)
        counted = _counted(projects, choice, part)
        counted = sorted(counted) if part == "year" else sorted(counted, key=itemgetter(1, 0))
        codes, sizes = [code for code, _ in counted], [n for _, n in counted]
        marks = [colours.mine if code == getattr(choice, part) else colours.main for code in codes]
        trace = {
            "type": "bar",
            "orientation": "h",
            "y": [f"{label(names[part].get(code, code), LONGEST)}{NBSP}" for code in codes],
            "x": sizes,
            "text": [f"{NBSP}{number(n)}" for n in sizes],
            "textposition": "outside",
            "cliponaxis": False,
            "customdata": [key.mark(code) for code in codes],
            "textfont": {"size": 12},
            "marker": {"color": marks},
            "hovertemplate": "%{y}: %{x}<extra></extra>",
        }
        traces.append(trace | {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"})
        axes |= _axes(suffix, FIELDS[position], float(max(sizes, default=1)), len(sizes), colours)
        notes.append({"x": FIELDS[position][0], "text": say(f"projects.by.{part}")} | NOTE)
    size = {"height": 270, "margin": {"t": 30, "l": 48}, **readable_from(LEAST)}
    return {"data": traces, "layout": layout(colours, annotations=notes, hovermode="closest", **size, **axes)}


def _counted(projects: Sequence[Project], choice: Choice, part: str) -> list[tuple[str, int]]:
    """Codes of one part with the number of projects that meet every other choice."""
    kept = narrow(projects, choice, part)
    return list(Counter(code for project in kept for code in project.codes(part)).items())


def _axes(suffix: str, domain: tuple[float, float], top: float, n: int, colours: Palette) -> Figure:
    flat = {"showgrid": False, "fixedrange": True, "zeroline": False, "linecolor": colours.border}
    across = {"domain": domain, "showticklabels": False, "range": [0, top * 1.25], "anchor": f"y{suffix}"}
    up = {
        "type": "category",
        "range": [n - 0.5 - max(n, FEWEST), n - 0.5],
        "anchor": f"x{suffix}",
        "tickfont": {"size": 12},
    }
    return {f"xaxis{suffix}": flat | across, f"yaxis{suffix}": flat | up}


def bars_table(projects: Sequence[Project], choice: Choice, names: Names) -> pd.DataFrame:
    """The rows behind the three small figures."""
    rows = [
        (say(f"projects.by.{part}"), names[part].get(code, code), number(n))
        for part, _ in PARTS
        for code, n in sorted(_counted(projects, choice, part))
    ]
    return pd.DataFrame(rows, columns=[say("table.kind"), say("table.choice"), say("table.projects")])


def bars_rows(projects: Sequence[Project], choice: Choice, names: Names) -> pd.DataFrame:
    """The same as numbers, for the download."""
    rows = [
        (part, code, names[part].get(code, code), n)
        for part, _ in PARTS
        for code, n in sorted(_counted(projects, choice, part))
    ]
    return pd.DataFrame(rows, columns=["chosen_by", "choice_code", "choice_name", "n_projects"])


def listed(projects: Sequence[Project]) -> pd.DataFrame:
    """The table of projects with real dates and numbers, so that it sorts as it should; months are whole."""
    rows = [project.row for project in projects]
    reasons = [row.extension_reason if row.extended_until_date else None for row in rows]
    months = [None if project.months is None else round(project.months) for project in projects]
    return pd.DataFrame(
        {
            say("table.code"): [row.project_code for row in rows],
            say("table.title"): delivered(row.title for row in rows),
            say("frame.project_type"): [named(row, "type_name") for row in rows],
            say("projects.lead_partner"): [named(row, "lead_name") for row in rows],
            say("projects.state_label"): [state_name(project.state) for project in projects],
            say("projects.start"): np.array([row.start_date for row in rows], DAYS),
            say("projects.planned_end"): np.array([row.planned_end_date for row in rows], DAYS),
            say("projects.end"): np.array([row.end_date for row in rows], DAYS),
            say("projects.months"): pd.array(months, dtype="Int64"),
            say("projects.extension"): delivered(reasons),
        }
    )


def part_names(projects: Sequence[Project], leads: Mapping[str, str]) -> Names:
    """Per part of the choice the name of each code."""
    types = {project.row.type_code: named(project.row, "type_name") for project in projects}
    return {"year": {}, "type_code": types, "lead_partner_code": leads}
