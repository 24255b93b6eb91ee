"""Counts through time, effects per period, estimates beside each other, and invented projects."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.analysis.effect.areas import QUARTER, quarter_start
from dashboard.analysis.effect.panel import rounding_variance
from dashboard.analysis.intervals import count_interval
from dashboard.charts.base import INTERVAL, layout
from dashboard.charts.events import FIRST
from dashboard.charts.events import marks as event_marks
from dashboard.charts.numbers import NBSP, circa, number, period_name
from dashboard.charts.palette import rgba
from dashboard.charts.plain import Tags, in_lines, label
from dashboard.pages.effect.words import Row, phrase
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.analysis.effect import EventStudy, Panel
    from dashboard.analysis.effect.areas import AreaCounts, Design
    from dashboard.answers.rows import EffectProjects, ProjectsPhases
    from dashboard.charts.base import Figure
    from dashboard.charts.events import Event
    from dashboard.charts.palette import Palette


LOWEST, HIGHEST = -100, 150  # per cent; what lies beyond is cut off and said in the table
STEP = 10  # per cent, width of a class of placebo effects
LONGEST, LINE, SHORT = 100, 52, 52  # characters of words inside a figure, of a line of them, and of a name beside it
FEWEST = 3  # places on an axis, so that one row does not become a block
NOTE = {"showarrow": False, "xref": "x", "yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": "left"}
EDGE = 0.02  # of the height, between the upper edge and a number
LEGEND = {"orientation": "h", "y": -0.14, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False}


def series(
    panel: Panel,
    expected: Sequence[float] | None,
    quarters: Sequence[date],
    marks: Sequence[Mark],
    colours: Palette,
    happened: Sequence[Event] = (),
) -> Figure:
    """Counts of the project's areas per quarter with their interval, dashed what was expected, phases as bands, events numbered."""
    traces = _counted(panel, quarters, colours)
    if expected is not None:
        words = [
            f"{period_name(day, 'quarter')}: {say('effect.expected')} {number(value)}"
            for day, value in zip(quarters, expected, strict=True)
        ]
        days = [day.isoformat() for day in quarters]
        traces.append(
            _line(
                days, [round(value, 1) for value in expected], words, say("effect.expected"), colours.muted, dash="dash"
            )
        )
    shapes, notes = _bands(marks, colours)
    lines, numbers = event_marks(happened, (quarters[0], quarters[-1]), colours)
    shapes, notes = [*shapes, *lines], [*notes, *map(_inside, numbers)]
    axis = {"type": "date", "showgrid": False, "tickformat": "%Y", "dtick": "M12", "fixedrange": True}
    more: dict[str, Any] = {"shapes": shapes, "annotations": notes, "showlegend": True, "legend": LEGEND}
    side = {"fixedrange": True, "title": {"text": say("effect.per_quarter"), "font": {"size": 13}}}
    return {"data": traces, "layout": layout(colours, xaxis=axis, yaxis=side, height=360, margin={"t": 60}, **more)}


def _inside(note: Figure) -> Figure:
    """The number of an event under the upper edge, because the names of phases stand above it."""
    return note | {"y": FIRST - (note["y"] - FIRST) - EDGE, "yanchor": "top"}


def _counted(panel: Panel, quarters: Sequence[date], colours: Palette) -> list[Figure]:
    """What the project's areas counted together, with the interval of chance and rounding."""
    own = panel.counts[panel.treated]
    totals = [int(value) for value in own.sum(axis=0)]
    noise = np.sqrt(rounding_variance(own, panel.base).sum(axis=0))
    limits = [count_interval(value, float(sd)) for value, sd in zip(totals, noise, strict=True)]
    days = [day.isoformat() for day in quarters]
    told = [
        f"{period_name(day, 'quarter')}: {circa(value)} ({number(one.lower)} – {number(one.upper)})"
        for day, value, one in zip(quarters, totals, limits, strict=True)
    ]
    band: Figure = {"type": "scatter", "mode": "none", "x": days + days[::-1], "fill": "toself", "hoverinfo": "skip"}
    band["meta"] = INTERVAL
    band |= {"y": [round(y) for y in (*(one.upper for one in limits), *(one.lower for one in reversed(limits)))]}
    band["showlegend"] = False
    band["fillcolor"] = rgba(colours.main, 0.14)
    return [band, _line(days, totals, told, say("effect.counted"), colours.main)]


def events(found: EventStudy, quarters: Sequence[date], start: int, marks: Sequence[Mark], colours: Palette) -> Figure:
    """Difference from expected per quarter with its interval: hollow before the start, full from it on."""
    known = [one for one in found.moments if one.value is not None and one.upper is not None and one.lower is not None]
    if not known:
        return {"data": [], "layout": {}}
    traces = []
    for name, is_before in (("effect.before_start", True), ("effect.from_start", False)):
        part = [one for one in known if (one.period < 0) == is_before]
        value = [_percent(one.value) for one in part]
        words = [
            f"{period_name(quarters[start + one.period], 'quarter')}: {phrase(one.value, one.lower, one.upper)}"
            for one in part
        ]
        trace = _points([quarters[start + one.period].isoformat() for one in part], value, words, colours)
        trace["error_y"] = _spread(value, [_percent(one.lower) for one in part], [_percent(one.upper) for one in part])
        trace["error_y"]["color"] = rgba(colours.main, 0.6)
        trace["marker"]["symbol"] = "circle-open" if is_before else "circle"
        traces.append(trace | {"name": say(name)})
    shapes, notes = _bands(marks, colours)
    zero = {"color": colours.muted, "width": 1.5}
    shapes.append({"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": zero})
    axis = {"type": "date", "showgrid": False, "tickformat": "%Y", "dtick": "M12", "fixedrange": True}
    side = {"fixedrange": True, "ticksuffix": "%", "range": [LOWEST, HIGHEST], "rangemode": "normal"}
    side["title"] = {"text": say("effect.difference"), "font": {"size": 13}}
    more: dict[str, Any] = {"shapes": shapes, "annotations": notes, "showlegend": True, "legend": LEGEND}
    return {"data": traces, "layout": layout(colours, xaxis=axis, yaxis=side, height=360, margin={"t": 60}, **more)}


def estimates(rows: Sequence[Row], colours: Palette) -> Figure:
    """Estimates under each other with their intervals against no difference; without an estimate the words say why."""
    if not rows:
        return {"data": [], "layout": {}}
    places = range(len(rows) - 1, -1, -1)  # the first on top; places and not names, because names may be cut alike
    drawn = [(at, row) for at, row in zip(places, rows, strict=True) if row.value is not None]
    value = [_percent(row.value) for _, row in drawn]
    words = [Tags("{}<br>{}").format(label(row.name, LONGEST), row.words) for _, row in drawn]
    trace = _points(value, [at for at, _ in drawn], words, colours)
    low, high = [_percent(row.lower) for _, row in drawn], [_percent(row.upper) for _, row in drawn]
    trace["error_x"] = _spread(value, low, high) | {"color": rgba(colours.main, 0.6)}
    trace["marker"] |= {"symbol": ["diamond" if row.is_main else "circle" for _, row in drawn]}
    trace["marker"] |= {"color": [colours.mine if row.is_main else colours.main for _, row in drawn]}
    if any(row.mark for _, row in drawn):
        trace["customdata"] = [row.mark for _, row in drawn]
    absent = [
        {"x": LOWEST + 4, "y": at, "text": in_lines(label(row.brief or row.words, LONGEST), LINE), "showarrow": False}
        | {
            "xanchor": "left",
            "align": "left",
            "font": {"size": 12, "color": colours.muted},
            "bgcolor": colours.background,
        }
        for at, row in zip(places, rows, strict=True)
        if row.value is None
    ]
    zero = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    zero["line"] = {"color": colours.muted, "width": 1.5}
    across = {"range": [LOWEST, HIGHEST], "ticksuffix": "%", "dtick": 50, "fixedrange": True}
    across["title"] = {"text": say("effect.difference"), "font": {"size": 13}}
    side = {"tickvals": list(places), "ticktext": [f"{label(row.name, SHORT)}{NBSP}" for row in rows]}
    side |= {
        "showgrid": False,
        "fixedrange": True,
        "range": [-0.6, max(len(rows), FEWEST) - 0.4],
        "rangemode": "normal",
    }
    more: dict[str, Any] = {"shapes": [zero], "annotations": absent, "hovermode": "closest"}
    height = 90 + 30 * max(len(rows), FEWEST)
    return {
        "data": [trace],
        "layout": layout(colours, xaxis=across, yaxis=side, height=height, margin={"t": 12}, **more),
    }


def placebos(values: Sequence[float], own: float, colours: Palette) -> Figure:
    """How often areas without a project would have shown which effect, in classes of ten per cent; the project as a line."""
    classes = [_percent(value) // STEP * STEP for value in values]
    found = sorted(set(classes))
    bar: Figure = {"type": "bar", "x": [one + STEP / 2 for one in found], "y": [classes.count(one) for one in found]}
    bar |= {"width": STEP * 0.92, "marker": {"color": rgba(colours.main, 0.55)}}
    bar["hovertemplate"] = [Tags("{:.0f}% – {:.0f}%: %{{y}}<extra></extra>").format(one, one + STEP) for one in found]
    at = _percent(own)
    line = {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    line["line"] = {"color": colours.mine, "width": 3}
    name = NOTE | {"x": at, "text": say("effect.the_project"), "font": {"size": 12, "color": colours.mine}}
    across = {"ticksuffix": "%", "fixedrange": True, "range": [LOWEST, HIGHEST], "dtick": 50, "showgrid": False}
    across["title"] = {"text": say("effect.difference"), "font": {"size": 13}}
    side = {"fixedrange": True, "title": {"text": say("effect.draws"), "font": {"size": 13}}}
    more: dict[str, Any] = {"shapes": [line], "annotations": [name], "hovermode": "closest", "height": 280}
    return {"data": [bar], "layout": layout(colours, xaxis=across, yaxis=side, margin={"t": 32}, **more)}


def _percent(ratio: float | None) -> float:
    """Difference from expected in per cent, cut off where the figure ends."""
    if ratio is None or not math.isfinite(ratio):
        return float(HIGHEST)
    return float(min(max(100 * (ratio - 1), LOWEST), HIGHEST))


def _points(x: Sequence[Any], y: Sequence[Any], words: Sequence[str], colours: Palette) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(x),
        "y": list(y),
        "text": list(words),
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": 9, "color": colours.main},
    }


def _spread(value: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> Figure:
    up = [high - one for one, high in zip(value, upper, strict=True)]
    down = [one - low for one, low in zip(value, lower, strict=True)]
    return {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1.5, "width": 4}


def _line(
    x: Sequence[str], y: Sequence[float], words: Sequence[str], name: str, colour: str, dash: str = "solid"
) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers" if dash == "solid" else "lines",
        "name": name,
        "x": list(x),
        "y": list(y),
        "text": list(words),
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {"size": 5, "color": colour},
    }


def _bands(marks: Sequence[Mark], colours: Palette) -> tuple[list[Figure], list[Figure]]:
    """Stretches of time as bands in two shades, moments as thin lines; names above, in two rows."""
    shapes: list[Figure] = []
    notes: list[Figure] = []
    for i, mark in enumerate(marks):
        day = mark.from_date.isoformat()
        place = {"x": day, "text": mark.name, "font": {"size": 12, "color": colours.muted}}
        notes.append(NOTE | place | {"y": 1.0 + 0.07 * (i % 2)})
        base: Figure = {"xref": "x", "yref": "paper", "x0": day, "y0": 0, "y1": 1, "layer": "below"}
        if mark.until_date is None:
            line = {"color": colours.muted, "width": 1, "dash": "dot"}
            shapes.append(base | {"type": "line", "x1": day, "line": line})
        else:
            fill = rgba(colours.muted, 0.16 if i % 2 else 0.07)
            rest = {"type": "rect", "x1": mark.until_date.isoformat(), "fillcolor": fill, "line": {"width": 0}}
            shapes.append(base | rest)
    return shapes, notes


MOMENTS = (6, 12, 24)  # months after the end


@dataclass(frozen=True)
class Mark:
    """A labelled stretch of time or, without an end, a moment."""

    name: str
    from_date: date
    until_date: date | None = None


def quarters_of(area_counts: AreaCounts, found: Design) -> list[date]:
    """First day of every quarter that is used."""
    return [quarter_start(area_counts.first + column) for column in range(found.used.start, found.used.stop)]


def marks(phases: Sequence[ProjectsPhases], project: EffectProjects, quarters: Sequence[date]) -> list[Mark]:
    """Bands of the phases that lie in the quarters used, and the follow-up moments after the end.

    Args:
        phases: of this project.
        project: the project.
        quarters: first day of every quarter drawn.
    """
    first, last = quarters[0], _later(quarters[-1], QUARTER)
    started = {row.phase_code: row.actual_from_date for row in phases if row.actual_from_date}
    begin, end = project.start_date, project.end_date
    preparing = min(started.get("P1_PREPARATION", begin), begin)
    until = end or last
    closing = started.get("P5_CLOSURE", until)
    closing = closing if begin < closing < until else until
    spans = [("baseline", first, preparing), ("preparation", preparing, begin), ("execution", begin, closing)]
    spans.append(("closure", closing, until))
    bands = [
        Mark(say(f"effect.mark.{name}"), max(since, first), min(till, last))
        for name, since, till in spans
        if max(since, first) < min(till, last)
    ]
    moments = [(months, _later(end, months)) for months in MOMENTS] if end else []
    return bands + [Mark(say("effect.mark.moment", n=n), at) for n, at in moments if first <= at < last]


def _later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
