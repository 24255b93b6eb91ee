"""Projects on a time axis: phases as they went and as they were planned, extensions, stops, norms."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dashboard.addresses import ProjectsAddress
from dashboard.analysis.lead_time import DAYS_PER_MONTH, NORMS
from dashboard.charts.base import chosen_name, layout, readable_from
from dashboard.charts.named import named
from dashboard.charts.numbers import day
from dashboard.charts.plain import label
from dashboard.charts.projects import state_name
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.answers.rows import ProjectsPhases
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette
    from dashboard.charts.projects import Project


PER_PAGE = 20
ROW, HEAD = 25, 170  # pixels
LEAST = 600  # pixels across
LONGEST = 36
SHORT = "%d-%m-%Y"  # dates in a narrow table
SHADES = (1, 2, 3, 4, 5, 6, 8)  # of the ten blues, one per phase
LEGEND = {"orientation": "h", "y": -0.01, "yanchor": "top", "x": 0, "font": {"size": 12}, "maxheight": 1}
LEGEND |= {"itemclick": False, "itemdoubleclick": False}
GOING_ON = ("proposed", "approved", "running", "in_sustainment")
MS_PER_DAY = 86_400_000
SHORTEST = 6  # days; a phase of one day is still seen
STOPS = {"stopped_early": "x", "dpia_stop": "square-x", "rejected": "circle-x", "suspended": "diamond"}


class Segment(NamedTuple):
    """One phase of one project as drawn; kind is ``actual`` or ``planned``."""

    project_code: str
    phase_code: str
    kind: str
    from_date: date
    until_date: date


def segments(phases: Sequence[ProjectsPhases], projects: Sequence[Project], on: date) -> list[Segment]:
    """Each phase from its first step until the first step of the next one that began, at least six days.

    Args:
        phases: one per project and phase.
        projects: those shown.
        on: until when a project that goes on is drawn.
    """
    last = {project.code: on if project.state in GOING_ON else project.row.last_step_date for project in projects}
    lines: dict[tuple[str, str], list[tuple[int, str, date, date | None]]] = defaultdict(list)
    for row in phases:
        planned = "planned", row.planned_from_date, row.planned_until_date
        actual = "actual", row.actual_from_date, last.get(row.project_code)
        for kind, begin, end in (planned, actual):
            if begin:
                lines[kind, row.project_code].append((row.position, row.phase_code, begin, end))
    drawn = []
    for (kind, code), line in sorted(lines.items()):
        line.sort(key=itemgetter(0))
        following = [begin for _, _, begin, _ in line[1:]]
        for (_, phase, begin, end), after in zip_longest(line, following):
            until = max(after or end or begin, begin + timedelta(days=SHORTEST))
            drawn.append(Segment(code, phase, kind, begin, until))
    return drawn


def timeline(
    projects: Sequence[Project], phases: Sequence[ProjectsPhases], on: date, chosen: str | None, colours: Palette
) -> Figure:
    """The drawing: one line per project, thick as it went, thin below it as it was planned.

    Args:
        projects: those of this page, top first.
        phases: of these projects.
        on: the day of the latest delivery, a thin line.
        chosen: code of the selected project, orange in the margin.
        colours: the active palette.
    """
    place = {project.code: position for position, project in enumerate(projects)}
    phase_names = {row.phase_code: named(row, "phase_name") for row in sorted(phases, key=lambda row: row.position)}
    parts: dict[tuple[str, str], list[Segment]] = defaultdict(list)
    for one in segments(phases, projects, on):
        parts[one.phase_code, one.kind].append(one)
    traces = [
        _bars(parts[code, kind], place, name, shade, kind, colours)
        for (code, name), shade in zip(phase_names.items(), SHADES, strict=False)
        for kind in ("actual", "planned")
    ]
    traces += [
        *_norms(projects, place, colours),
        _extensions(projects, place, colours),
        _stops(projects, place, colours),
    ]
    names = [_name(project, chosen, colours) for project in projects]
    up = {
        "tickvals": list(place.values()),
        "ticktext": names,
        "range": [len(place) - 0.4, -0.6],
        "showgrid": False,
        "fixedrange": True,
        "tickfont": {"size": 12},
        "rangemode": "normal",
    }
    across = {"type": "date", "tickformat": "%Y", "dtick": "M12", "fixedrange": True, "side": "top"}
    more = {"showlegend": True, "legend": LEGEND, **readable_from(LEAST)}
    more |= {"shapes": [_today(on, colours)], "hovermode": "closest", "barmode": "overlay"}
    return {"data": traces, "layout": layout(colours, xaxis=across, yaxis=up, height=ROW * len(place) + HEAD, **more)}


def sentence(projects: Sequence[Project], shown: int) -> str:
    """How many of how many, and what stands out on this page: the longest overrun of its plan."""
    rows = [project.row for project in projects]
    overruns = [
        ((row.end_date - row.planned_end_date).days / DAYS_PER_MONTH, row)
        for row in rows
        if row.end_date and row.planned_end_date
    ]
    text = say("projects.timeline.sentence", shown=len(rows), all=shown)
    late, row = max(overruns, key=itemgetter(0), default=(0.0, None))
    if row is None or late <= 1:
        return text
    reason = row.extension_reason
    why = say("projects.timeline.reason", reason=reason) if reason else say("projects.timeline.no_reason")
    return sentences(text, say("projects.timeline.latest", code=row.project_code, months=round(late), why=why))


def phase_table(phases: Sequence[ProjectsPhases]) -> pd.DataFrame:
    """Phases of the projects on the page as people read them."""
    return pd.DataFrame(
        {
            say("table.project"): [row.project_code for row in phases],
            say("table.phase"): [named(row, "phase_name") for row in phases],
            say("table.planned"): [_span(row.planned_from_date, row.planned_until_date) for row in phases],
            say("table.actual"): [_span(row.actual_from_date, row.actual_until_date) for row in phases],
            say("table.steps"): [say("projects.steps", done=row.n_done, all=row.n_steps) for row in phases],
        }
    )


def _span(low: date | None, high: date | None) -> str:
    if low is None:
        return say("projects.no_date")
    return f"{low:{SHORT}}" if low == high else f"{low:{SHORT}} – {high:{SHORT}}"


def _bars(
    part: list[Segment], place: dict[str, int], name: str, shade: int, kind: str, colours: Palette
) -> dict[str, Any]:
    is_actual = kind == "actual"
    what = say("projects.timeline.actual" if is_actual else "projects.timeline.planned")
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "legendgroup": name,
        "showlegend": is_actual,
        "y": [place[one.project_code] for one in part],
        "base": [one.from_date.isoformat() for one in part],
        "x": [(one.until_date - one.from_date).days * MS_PER_DAY for one in part],
        "offset": -0.4 if is_actual else 0.16,
        "width": 0.5 if is_actual else 0.2,
        "customdata": [ProjectsAddress.project.mark(one.project_code) for one in part],
        "text": [f"{one.project_code} · {name} ({what}): {_span(one.from_date, one.until_date)}" for one in part],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "color": colours.sequence[shade],
            "opacity": 1 if is_actual else 0.55,
            "line": {"color": colours.muted, "width": 0.5},
        },
    }


def _norms(projects: Sequence[Project], place: dict[str, int], colours: Palette) -> list[dict[str, Any]]:
    begun = [(project.code, project.row.start_date) for project in projects if project.row.start_date]
    out = []
    for norm, shifts in zip(NORMS, ((0,), (0, 12)), strict=True):
        days = [round(norm * DAYS_PER_MONTH) + shift for shift in shifts]
        at = [(code, start + timedelta(days=d)) for code, start in begun for d in days]
        name = say("projects.timeline.norm", months=norm)
        out.append(_marks(at, place, name, "line-ns-open", colours.text) | {"hoverinfo": "skip"})
    return out


def _extensions(projects: Sequence[Project], place: dict[str, int], colours: Palette) -> dict[str, Any]:
    extended = [
        (project.code, until, project.row.extension_reason)
        for project in projects
        if (until := project.row.extended_until_date)
    ]
    at = [(code, until) for code, until, _ in extended]
    trace = _marks(at, place, say("projects.timeline.extended"), "triangle-left", colours.text)
    return trace | {
        "text": [
            say("projects.timeline.extension", date=day(until), reason=label(reason or say("projects.no_reason"), 200))
            for _, until, reason in extended
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _stops(projects: Sequence[Project], place: dict[str, int], colours: Palette) -> dict[str, Any]:
    stopped = [project for project in projects if project.state in STOPS]
    at = [(one.code, one.row.end_date or one.row.last_step_date or one.began) for one in stopped]
    trace = _marks(at, place, say("projects.timeline.stop"), "x", colours.text)
    trace["marker"]["symbol"] = [STOPS[project.state] for project in stopped]
    words = [f"  {state_name(project.state).lower()}" for project in stopped]
    more = {"mode": "markers+text", "text": words, "textposition": "middle right", "textfont": {"size": 12}}
    return trace | more | {"hovertemplate": "%{text}: %{x|%d-%m-%Y}<extra></extra>"}


def _marks(
    at: Sequence[tuple[str, date]], place: dict[str, int], name: str, symbol: str, colour: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [when.isoformat() for _, when in at],
        "y": [place[code] - 0.15 for code, _ in at],
        "customdata": [ProjectsAddress.project.mark(code) for code, _ in at],
        "marker": {"symbol": symbol, "size": 10, "color": colour, "line": {"width": 1.5, "color": colour}},
        "showlegend": bool(at),
    }


def _name(project: Project, chosen: str | None, colours: Palette) -> str:
    text = label(f"{project.code.removeprefix('LSI-')} {project.row.title}", LONGEST)
    return chosen_name(text, colours) if project.code == chosen else text


def _today(on: date, colours: Palette) -> Figure:
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    when = on.isoformat()
    return {"type": "line", "xref": "x", "yref": "paper", "x0": when, "x1": when, "y0": 0, "y1": 1, "line": line}
