"""The trend of one measure with its events, and the small line of a tile."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dashboard.addresses import OverviewAddress
from dashboard.charts import svg
from dashboard.charts.base import DASH, INTERVAL, Figure, layout
from dashboard.charts.euros import amount
from dashboard.charts.events import last_day, marks, room_above
from dashboard.charts.numbers import circa, number, period_name
from dashboard.charts.palette import Palette, rgba
from dashboard.charts.plain import Tags
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.analysis.intervals import Estimate
    from dashboard.answers.rows import DefinitionsBreaks, TrendCount, TrendEur, TrendTargets
    from dashboard.charts.events import Event


HEIGHT_OF_TREND = 236  # pixels
EDGE_DAYS = timedelta(days=45)  # beside the first and the last point, so that neither is cut


class Point(NamedTuple):
    """One period of a series: what is drawn, what a hover says, and whether it is final."""

    period: date
    limit: Estimate
    words: str
    is_firm: bool


def trend(
    rows: Sequence[TrendCount | TrendEur],
    happened: Sequence[Event],
    grain: str,
    chosen: tuple[date, date],
    limits: Sequence[Estimate | None],
    unit: str,
    colours: Palette,
    breaks: Sequence[DefinitionsBreaks] = (),
    targets: Sequence[TrendTargets] = (),
) -> Figure:
    """A measure through time with its interval, events as thin numbered lines, the provisional tail pale.

    Args:
        rows: one per period.
        happened: what is marked, in order of time, within the periods.
        grain: ``month``, ``quarter`` or ``year``.
        chosen: the selected period, shaded.
        limits: value and interval per row; None where a value may not be shown, a gap in the line.
        unit: ``count`` or ``eur``.
        colours: the active palette.
        breaks: the line is cut there, because what is counted changed.
        targets: a goal set beforehand, dashed.
    """
    firm = _firm([row.is_provisional or row.n_missing > 0 for row in rows])
    points = [
        Point(row.period, limit, _hover(period_name(row.period, grain), limit, unit), place < firm) if limit else None
        for place, (row, limit) in enumerate(zip(rows, limits, strict=True))
    ]
    traces = [trace for piece in _stretches(points, breaks) for trace in _stretch(piece, colours)]
    if targets:
        traces.append(_targets(targets, colours))
    axis = {"type": "date", "showgrid": False, "tickformat": "%Y", "dtick": "M12", "fixedrange": True}
    shapes: list[Figure] = []
    notes: list[Figure] = []
    if rows:  # without a range the marks of events stretch the axis on a narrow screen, by decades
        ends = rows[0].period - EDGE_DAYS, max(rows[-1].period, chosen[1]) + EDGE_DAYS
        axis["range"] = [end.isoformat() for end in ends]
        shapes, notes = marks(happened, ends, colours)
    side = {"fixedrange": True, "tickformat": ",.0f"}
    more = {
        "shapes": [*shapes, _shade(chosen, colours)],
        "annotations": notes,
        "yaxis": side,
        "margin": {"t": room_above(notes)},
    }
    return {"data": traces, "layout": layout(colours, xaxis=axis, height=HEIGHT_OF_TREND, **more)}


def _firm(may_change: Sequence[bool]) -> int:
    """Place from which every figure may still change."""
    return len(may_change) - next((i for i, flag in enumerate(reversed(may_change)) if not flag), len(may_change))


def _stretches(points: Sequence[Point | None], breaks: Sequence[DefinitionsBreaks]) -> list[list[Point]]:
    """The parts of a series without a break or a gap in them."""

    def place(point: Point | None) -> int | None:
        """How many breaks came before; None in a gap."""
        return None if point is None else sum(row.break_date <= point.period for row in breaks)

    parts = ([point for point in run if point] for _, run in groupby(points, place))
    return [part for part in parts if part]


def _stretch(points: Sequence[Point], colours: Palette) -> list[Figure]:
    """One part of a series: its band, the line of what is final, and pale what may still change."""
    final = sum(point.is_firm for point in points)
    traces = [_band(points, colours)]
    if final:
        traces.append(_line(points[:final], colours.main))
    if final < len(points):
        traces.append(_line(points[max(final - 1, 0) :], colours.main, pale=True))
    return traces


def _targets(targets: Sequence[TrendTargets], colours: Palette) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row.period.isoformat() for row in targets],
        "y": [row.target_value for row in targets],
        "line": {"color": colours.muted, "width": 2, "dash": "dash"},
        "hovertemplate": Tags("{}: %{{y:,.0f}}<extra></extra>").format(say("trend.target")),
    }


def _hover(name: str, limit: Estimate, unit: str) -> str:
    spread = max(limit.upper - limit.value, limit.value - limit.lower)
    if unit == "eur":
        return f"{name}: {amount(limit.value)} (± {amount(spread)}, 95%)"
    return f"{name}: {circa(int(limit.value))} (± {number(spread)}, 95%)"


def _line(points: Sequence[Point], colour: str, *, pale: bool = False) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [point.period.isoformat() for point in points],
        "y": [point.limit.value for point in points],
        "text": [point.words for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [OverviewAddress.period.mark(point.period.year) for point in points],
        "line": {"color": rgba(colour, 0.45) if pale else colour, "width": 2, "dash": DASH if pale else "solid"},
        "marker": {"color": rgba(colour, 0.45) if pale else colour, "size": 5},
    }


def _band(points: Sequence[Point], colours: Palette) -> Figure:
    days = [point.period.isoformat() for point in points]
    return {
        "type": "scatter",
        "mode": "none",
        "x": days + days[::-1],
        "y": [round(point.limit.upper) for point in points] + [round(point.limit.lower) for point in reversed(points)],
        "fill": "toself",
        "meta": INTERVAL,
        "fillcolor": rgba(colours.main, 0.16),
        "hoverinfo": "skip",
    }


def _shade(chosen: tuple[date, date], colours: Palette) -> Figure:
    start, end = chosen
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": start.isoformat(),
        "x1": last_day(end).isoformat(),
        "y0": 0,
        "y1": 1,
        "fillcolor": rgba(colours.muted, 0.1),
        "line": {"width": 0},
        "layer": "below",
    }


WIDTH, HEIGHT, EDGE = 220, 28, 3


def sparkline(values: Sequence[float], alt: str, colour: str) -> str:
    """Markdown of a line over the values in a colour, zero at the bottom, the last point marked; empty below two values."""
    if len(values) < 2:
        return ""
    top = max(values) or 1
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [(EDGE + i * step, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * v / top) for i, v in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    drawn = (
        f'<polygon points="{EDGE},{HEIGHT - EDGE} {line} {x:.1f},{HEIGHT - EDGE}" fill="{rgba(colour, 0.12)}"/>'
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.6"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>'
    )
    return svg.image(drawn, WIDTH, HEIGHT, alt)
