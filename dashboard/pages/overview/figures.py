"""The trend of one measure with its events, and the small line of a tile."""

from __future__ import annotations

import base64
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.addresses import OverviewAddress
from dashboard.charts.base import DASH, Figure, layout
from dashboard.charts.euros import amount
from dashboard.charts.numbers import circa, number, period_name
from dashboard.charts.palette import Palette, rgba
from dashboard.charts.plain import Tags
from dashboard.charts.walk import values, walk
from dashboard.text import language, say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.analysis.intervals import Estimate


def trend(
    frame: pd.DataFrame,
    events: pd.DataFrame,
    grain: str,
    chosen: tuple[date, date],
    limits: Sequence[Estimate],
    unit: str,
    colours: Palette,
    breaks: pd.DataFrame | None = None,
    targets: pd.DataFrame | None = None,
) -> Figure:
    """A measure through time with its interval, events as thin labelled lines, the provisional tail pale.

    Args:
        frame: columns period, n_value, is_provisional, n_missing; a value that may not be shown is NaN, a gap in the line.
        events: columns event_date, name_nl, name_en.
        grain: ``month``, ``quarter`` or ``year``.
        chosen: the selected period, shaded.
        limits: value and interval per row of ``frame``.
        unit: ``count`` or ``eur``.
        colours: the active palette.
        breaks: columns break_date, name_nl, name_en; the line is cut there, because what is counted changed.
        targets: columns period, target_value; a goal set beforehand, dashed.
    """
    periods = values(frame["period"])
    days = [period.isoformat() for period in periods]
    hover = [_hover(period_name(period, grain), limit, unit) for period, limit in zip(periods, limits, strict=True)]
    firm = _firm([flag or gaps > 0 for flag, gaps in walk(frame, "is_provisional", "n_missing")])
    known = [limit.value for limit in limits]
    parts = days, known, hover
    pieces = _stretches(days, [isnan(value) for value in known], breaks)
    traces = [trace for piece in pieces for trace in _stretch(piece, firm, parts, limits, colours)]
    if targets is not None and not targets.empty:
        traces.append(_targets(targets, colours))
    shapes, notes = _events(_with_breaks(events, breaks), colours)
    axis = {"type": "date", "showgrid": False, "tickformat": "%Y", "dtick": "M12", "fixedrange": True}
    side = {"fixedrange": True, "tickformat": ",.0f"}
    more = {"shapes": [*shapes, _shade(chosen, colours)], "annotations": notes, "yaxis": side, "margin": {"t": 84}}
    return {"data": traces, "layout": layout(colours, xaxis=axis, height=340, **more)}


def _firm(may_change: Sequence[bool]) -> int:
    """Place from which every figure may still change."""
    return len(may_change) - next((i for i, flag in enumerate(reversed(may_change)) if not flag), len(may_change))


def _stretches(days: Sequence[str], is_gap: Sequence[bool], breaks: pd.DataFrame | None) -> list[tuple[int, int]]:
    """First and last place of every part of a series without a break or a gap in it."""
    cuts = [] if breaks is None else [day.isoformat() for day in values(breaks["break_date"])]
    gaps = [edge for place, flag in enumerate(is_gap) if flag for edge in (place, place + 1)]
    edges = sorted({0, len(days), *gaps, *(sum(day < cut for day in days) for cut in cuts)})
    return [(low, high) for low, high in pairwise(edges) if not is_gap[low]]


def _stretch(
    piece: tuple[int, int],
    firm: int,
    parts: tuple[list[str], list[float], list[str]],
    limits: Sequence[Estimate],
    colours: Palette,
) -> list[Figure]:
    """One part of a series: its band, the line of what is final, and pale what may still change.

    Args:
        piece: first and last place.
        firm: place from which figures may still change.
        parts: days, values and words of the whole series.
        limits: value and interval of the whole series.
        colours: the active palette.
    """
    low, high = piece
    days, values, words = parts[0][low:high], parts[1][low:high], parts[2][low:high]
    traces = [_band(days, limits[low:high], colours)]
    until, since = min(max(firm - low, 0), high - low), max(firm - 1 - low, 0)
    if until:
        traces.append(_line(days[:until], values[:until], words[:until], colours.main))
    if firm < high:
        traces.append(_line(days[since:], values[since:], words[since:], colours.main, pale=True))
    return traces


def _with_breaks(events: pd.DataFrame, breaks: pd.DataFrame | None) -> pd.DataFrame:
    """Events and breaks in order of time; only what is drawn of them."""
    if breaks is None or breaks.empty:
        return events
    columns = ["event_date", f"name_{language()}"]
    named = breaks.rename(columns={"break_date": "event_date"})
    return pd.concat([events[columns], named[columns]]).sort_values("event_date", ignore_index=True)


def _targets(targets: pd.DataFrame, colours: Palette) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day.isoformat() for day in values(targets["period"])],
        "y": targets["target_value"].astype(float).tolist(),
        "line": {"color": colours.muted, "width": 2, "dash": "dash"},
        "hovertemplate": Tags("{}: %{{y:,.0f}}<extra></extra>").format(say("trend.target")),
    }


def _hover(name: str, limit: Estimate, unit: str) -> str:
    if isnan(limit.value):
        return ""
    spread = max(limit.upper - limit.value, limit.value - limit.lower)
    if unit == "eur":
        return f"{name}: {amount(limit.value)} (± {amount(spread)}, 95%)"
    return f"{name}: {circa(int(limit.value))} (± {number(spread)}, 95%)"


def _line(
    x: Sequence[str],
    y: Sequence[float],
    text: Sequence[str],
    colour: str,
    *,
    pale: bool = False,
) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(x),
        "y": list(y),
        "text": list(text),
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [OverviewAddress.period.mark(day[:4]) for day in x],
        "unselected": {"marker": {"opacity": 1}},
        "line": {"color": rgba(colour, 0.45) if pale else colour, "width": 2, "dash": DASH if pale else "solid"},
        "marker": {"color": rgba(colour, 0.45) if pale else colour, "size": 5},
    }


def _band(x: list[str], limits: Sequence[Estimate], colours: Palette) -> Figure:
    return {
        "type": "scatter",
        "mode": "none",
        "x": x + x[::-1],
        "y": [round(limit.upper) for limit in limits] + [round(limit.lower) for limit in reversed(limits)],
        "fill": "toself",
        "fillcolor": rgba(colours.main, 0.16),
        "hoverinfo": "skip",
    }


def _events(events: pd.DataFrame, colours: Palette) -> tuple[list[Figure], list[Figure]]:
    shapes, notes = [], []
    for level, (date, name) in enumerate(walk(events, "event_date", f"name_{language()}")):
        day = date.isoformat()
        line = {"color": colours.muted, "width": 1, "dash": DASH}
        shapes.append(
            {"type": "line", "xref": "x", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1, "line": line}
        )
        notes.append(
            {
                "x": day,
                "y": 1.0 + 0.085 * (level % 3),
                "xref": "x",
                "yref": "paper",
                "text": name,
                "showarrow": False,
                "yanchor": "bottom",
                "xanchor": "left" if level < len(events) - 1 else "right",
                "font": {"size": 11, "color": colours.muted},
            }
        )
    return shapes, notes


def _shade(chosen: tuple[date, date], colours: Palette) -> Figure:
    end = pd.Timestamp(chosen[1]) + pd.offsets.MonthEnd(0)
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": chosen[0].isoformat(),
        "x1": end.strftime("%Y-%m-%d"),
        "y0": 0,
        "y1": 1,
        "fillcolor": rgba(colours.muted, 0.1),
        "line": {"width": 0},
        "layer": "below",
    }


WIDTH, HEIGHT, EDGE = 220, 36, 3


def sparkline(values: Sequence[float], alt: str, colours: Palette) -> str:
    """Markdown of a line over the values, zero at the bottom, the last point marked; empty below two values."""
    if len(values) < 2:
        return ""
    top = max(values) or 1
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [(EDGE + i * step, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * v / top) for i, v in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<polygon points="{EDGE},{HEIGHT - EDGE} {line} {x:.1f},{HEIGHT - EDGE}" fill="{rgba(colours.main, 0.12)}"/>'
        f'<polyline points="{line}" fill="none" stroke="{colours.main}" stroke-width="1.6"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colours.main}"/></svg>'
    )
    packed = base64.b64encode(svg.encode()).decode()
    return Markup("![{}](data:image/svg+xml;base64,{})").format(alt, Markup(packed))
