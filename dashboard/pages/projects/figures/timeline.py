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
from dashboard.charts.base import chosen_name, layout
from dashboard.charts.numbers import day
from dashboard.charts.plain import label
from dashboard.charts.projects import state_name
from dashboard.charts.walk import values, walk
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


PER_PAGE = 20
ROW, HEAD = 25, 170  # pixels
LONGEST = 36
SHORT = "%d-%m-%Y"  # dates in a narrow table
SHADES = (1, 2, 3, 4, 5, 6, 8)  # of the ten blues, one per phase
LEGEND = {"orientation": "h", "y": -0.01, "yanchor": "top", "x": 0, "font": {"size": 12}, "maxheight": 1}
LEGEND |= {"itemclick": False, "itemdoubleclick": False}
GOING_ON = ("proposed", "approved", "running", "in_sustainment")
MS_PER_DAY = 86_400_000
SHORTEST = 6  # days; a phase of one day is still seen
PHASE = ("project_code", "phase_code", "position", "planned_from_date", "planned_until_date", "actual_from_date")
STOPS = {"stopped_early": "x", "dpia_stop": "square-x", "rejected": "circle-x", "suspended": "diamond"}


class Segment(NamedTuple):
    """One phase of one project as drawn; kind is ``actual`` or ``planned``."""

    project_code: str
    phase_code: str
    kind: str
    from_date: date
    until_date: date


def segments(phases: pd.DataFrame, rows: pd.DataFrame, on: pd.Timestamp) -> list[Segment]:
    """Each phase from its first step until the first step of the next one that began, at least six days.

    Args:
        phases: one row per project and phase, as projects__phases gives them.
        rows: the projects shown; columns project_code, state, last_step_date.
        on: until when a project that goes on is drawn.
    """
    stated = walk(rows, "project_code", "state", "last_step_date")
    last = {code: on.date() if state in GOING_ON else step for code, state, step in stated}
    lines: dict[tuple[str, str], list[tuple[int, str, date, date | None]]] = defaultdict(list)
    for code, phase, position, *planned, actual in walk(phases, *PHASE):
        for kind, begin, end in (("planned", *planned), ("actual", actual, last.get(code))):
            if begin:
                lines[kind, code].append((position, phase, begin, end))
    found = []
    for (kind, code), line in sorted(lines.items()):
        line.sort(key=itemgetter(0))
        following = [begin for _, _, begin, _ in line[1:]]
        for (_, phase, begin, end), after in zip_longest(line, following):
            until = max(after or end or begin, begin + timedelta(days=SHORTEST))
            found.append(Segment(code, phase, kind, begin, until))
    return found


def timeline(
    rows: pd.DataFrame, phases: pd.DataFrame, on: pd.Timestamp, chosen: str | None, colours: Palette
) -> Figure:
    """The drawing: one line per project, thick as it went, thin below it as it was planned.

    Args:
        rows: the projects of this page, top first.
        phases: their phases, as projects__phases gives them.
        on: the day of the latest delivery, a thin line.
        chosen: code of the selected project, orange in the margin.
        colours: the active palette.
    """
    place = {code: position for position, code in enumerate(values(rows["project_code"]))}
    named = {code: name for _, code, name in sorted(walk(phases, "position", "phase_code", f"phase_name_{language()}"))}
    parts: dict[tuple[str, str], list[Segment]] = defaultdict(list)
    for one in segments(phases, rows, on):
        parts[one.phase_code, one.kind].append(one)
    traces = [
        _bars(parts[code, kind], place, name, shade, kind, colours)
        for (code, name), shade in zip(named.items(), SHADES, strict=False)
        for kind in ("actual", "planned")
    ]
    traces += [*_norms(rows, place, colours), _extensions(rows, place, colours), _stops(rows, place, colours)]
    names = [_name(code, title, chosen, colours) for code, title in walk(rows, "project_code", "title")]
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
    more = {"showlegend": True, "legend": LEGEND}
    more |= {"shapes": [_today(on, colours)], "hovermode": "closest", "barmode": "overlay"}
    return {"data": traces, "layout": layout(colours, xaxis=across, yaxis=up, height=ROW * len(place) + HEAD, **more)}


def sentence(rows: pd.DataFrame, shown: int) -> str:
    """How many of how many, and what stands out on this page: the longest overrun of its plan."""
    columns = "end_date", "planned_end_date", "project_code", "extension_reason"
    ended = [
        ((end - planned).days / DAYS_PER_MONTH, code, reason)
        for end, planned, code, reason in walk(rows, *columns)
        if end and planned
    ]
    text = say("projects.timeline.sentence", shown=len(rows), all=shown)
    late, code, reason = max(ended, key=itemgetter(0), default=(0, "", ""))
    if late <= 1:
        return text
    is_told = isinstance(reason, str) and reason
    why = say("projects.timeline.reason", reason=reason) if is_told else say("projects.timeline.no_reason")
    return f"{text} " + say("projects.timeline.latest", code=code, months=round(late), why=why)


def phase_table(phases: pd.DataFrame) -> pd.DataFrame:
    """Phases of the projects on the page as people read them."""
    word = language()
    return pd.DataFrame(
        {
            say("table.project"): phases["project_code"],
            say("table.phase"): phases[f"phase_name_{word}"],
            say("table.planned"): _spans(phases, "planned"),
            say("table.actual"): _spans(phases, "actual"),
            say("table.steps"): [
                say("projects.steps", done=done, all=every)
                for done, every in zip(phases["n_done"], phases["n_steps"], strict=True)
            ],
        }
    )


def _spans(phases: pd.DataFrame, kind: str) -> list[str]:
    return [_span(low, high) for low, high in walk(phases, f"{kind}_from_date", f"{kind}_until_date")]


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
        "unselected": {"marker": {"opacity": 1 if is_actual else 0.55}},
    }


def _norms(rows: pd.DataFrame, place: dict[str, int], colours: Palette) -> list[dict[str, Any]]:
    begun, out = list(walk(rows, "project_code", "start_date")), []
    for norm, shifts in zip(NORMS, ((0,), (0, 12)), strict=True):
        days = [round(norm * DAYS_PER_MONTH) + shift for shift in shifts]
        at = [(code, start + timedelta(days=d)) for code, start in begun if start for d in days]
        name = say("projects.timeline.norm", months=norm)
        out.append(_marks(at, place, name, "line-ns-open", colours.text) | {"hoverinfo": "skip"})
    return out


def _extensions(rows: pd.DataFrame, place: dict[str, int], colours: Palette) -> dict[str, Any]:
    found = [row for row in walk(rows, "project_code", "extended_until_date", "extension_reason") if row[1]]
    at = [(code, until) for code, until, _ in found]
    trace = _marks(at, place, say("projects.timeline.extended"), "triangle-left", colours.text)
    reasons = [reason if isinstance(reason, str) else say("projects.no_reason") for *_, reason in found]
    return trace | {
        "text": [
            say("projects.timeline.extension", date=day(until), reason=label(reason, 200))
            for (_, until), reason in zip(at, reasons, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _stops(rows: pd.DataFrame, place: dict[str, int], colours: Palette) -> dict[str, Any]:
    columns = "state", "project_code", "end_date", "last_step_date", "began_date"
    found = [(state, code, end or step or began) for state, code, end, step, began in walk(rows, *columns)]
    found = [row for row in found if row[0] in STOPS and row[2]]
    trace = _marks([row[1:] for row in found], place, say("projects.timeline.stop"), "x", colours.text)
    trace["marker"]["symbol"] = [STOPS[state] for state, *_ in found]
    words = [f"  {state_name(state).lower()}" for state, *_ in found]
    more = {"mode": "markers+text", "text": words, "textposition": "middle right", "textfont": {"size": 11}}
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
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": bool(at),
    }


def _name(code: str, title: str, chosen: str | None, colours: Palette) -> str:
    text = label(f"{code.removeprefix('LSI-')} {title}", LONGEST)
    return chosen_name(text, colours) if code == chosen else text


def _today(on: pd.Timestamp, colours: Palette) -> Figure:
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    when = on.strftime("%Y-%m-%d")
    return {"type": "line", "xref": "x", "yref": "paper", "x0": when, "x1": when, "y0": 0, "y1": 1, "line": line}
