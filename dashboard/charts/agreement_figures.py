"""Figures of Borging: agreements per kind in classes, what is left of values, and the course of one project's values."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from dashboard.analysis.intervals import count_interval
from dashboard.analysis.lasting import KEPT, VERDICTS
from dashboard.charts.agreements import ABSENT, CLASSES, MOMENTS, MOST, left_text, value_text
from dashboard.charts.base import layout
from dashboard.charts.numbers import NBSP, number
from dashboard.charts.palette import Palette, rgba
from dashboard.charts.plain import Tags, label
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.charts.agreements import Agreement, Group
    from dashboard.charts.base import Figure

LONGEST, ROWS = 30, 20  # characters of a name; agreements drawn
SYMBOLS = {"lasts": "circle", "fades": "x", "unmeasurable": "circle-open"}  # verdicts that have a share
FEW = 10  # agreements; an axis of so few counts one by one
FEWEST = 2  # places on an axis, so that one bar does not become a block
COLUMNS, PANEL, PANEL_NAME = 3, 190, 24  # panels beside each other; pixels and characters of one
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"} | {
    "itemclick": False,
    "itemdoubleclick": False,
}


def classes(
    groups: Sequence[Group],
    order: Sequence[str],
    words: str,
    colours: Palette,
    mark: str = "",
    codes: Mapping[str, str] | None = None,
) -> Figure:
    """Numbers of agreements per group, stacked by class; the last class, without measurement, is hatched.

    Args:
        groups: how many agreements there are of each class; the first is drawn on top.
        order: CLASSES or VERDICTS.
        words: ``state`` or ``verdict``, for the names of the classes.
        colours: the active palette.
        mark: URL key a click on a bar fills with the group; empty where nothing follows.
        codes: what the URL calls a group that it does not know by its name.
    """
    if not groups:
        return {"data": [], "layout": {}}
    upward = groups[::-1]
    labels = [f"{label(group.name, LONGEST)}{NBSP}" for group in upward]
    traces = [
        _bar([group.sizes[at] for group in upward], labels, say(f"sustainment.{words}.{one}"), look)
        for at, (one, look) in enumerate(_looks(order, colours))
    ]
    for trace, ink in zip(traces, (colours.background, *[colours.text] * len(traces)), strict=False):
        trace["insidetextfont"] = {"color": ink}
    if mark:
        called = [(codes or {}).get(group.name, group.name) for group in upward]
        traces = [trace | {"customdata": [f"{mark}:{one}" for one in called]} for trace in traces]
    room = [len(labels) - max(len(labels), FEWEST) - 0.5, len(labels) - 0.5]
    side = {"type": "category", "showgrid": False, "fixedrange": True, "range": room}
    across = {"fixedrange": True, "tickformat": ",d", "title": {"text": say("sustainment.axis"), "font": {"size": 13}}}
    if max(group.n for group in groups) <= FEW:
        across["dtick"] = 1
    more = {
        "barmode": "stack",
        "uniformtext": {"minsize": 11, "mode": "hide"},
        "showlegend": True,
        "legend": LEGEND,
        "hovermode": "closest",
    }
    height = 130 + 34 * max(len(labels), FEWEST)
    return {
        "data": traces,
        "layout": layout(colours, xaxis=across, yaxis=side, height=height, margin={"t": 40}, **more),
    }


def shares(agreements: Sequence[Agreement], colours: Palette) -> Figure:
    """What is left of the value at closure, with its interval, for the agreements closed last; lines at all and at three quarters."""
    judged = list(islice((agreement for agreement in agreements if agreement.lasting.share), ROWS))[::-1]
    if not judged:
        return {"data": [], "layout": {}}
    labels = [_on_axis(agreement) for agreement in judged]
    drawn = [_shares([one for one in judged if one.verdict == verdict], verdict, colours) for verdict in SYMBOLS]
    across = {"range": [0, 100 * MOST + 5], "ticksuffix": "%", "dtick": 25, "fixedrange": True}
    across["title"] = {"text": say("sustainment.share_axis"), "font": {"size": 13}}
    side = {"type": "category", "categoryarray": labels, "showgrid": False, "fixedrange": True}
    shapes = [_line(100, "solid", colours), _line(100 * KEPT, "dot", colours)]
    more = {"hovermode": "closest", "shapes": shapes, "showlegend": True, "legend": LEGEND, "margin": {"t": 40}}
    height = 130 + 26 * max(len(labels), FEWEST)
    return {"data": drawn, "layout": layout(colours, xaxis=across, yaxis=side, height=height, **more)}


def _on_axis(agreement: Agreement) -> str:
    return f"{agreement.name}{NBSP}"


def _shares(agreements: Sequence[Agreement], verdict: str, colours: Palette) -> Figure:
    """The agreements of one verdict: their share as a mark, the interval as a line; beyond twice it is cut off."""
    left = [agreement.lasting.share for agreement in agreements if agreement.lasting.share]
    value = [100 * min(share.value, MOST) for share in left]
    ends = [(100 * min(share.lower, MOST), 100 * min(share.upper, MOST)) for share in left]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(f"sustainment.verdict.{verdict}"),
        "x": value,
        "y": [_on_axis(agreement) for agreement in agreements],
        "marker": {"size": 10, "color": colours.main, "symbol": SYMBOLS[verdict]},
        "text": [_hover(agreement) for agreement in agreements],
        "hovertemplate": "%{text}<extra></extra>",
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - x for x, (_, high) in zip(value, ends, strict=True)],
            "arrayminus": [x - low for x, (low, _) in zip(value, ends, strict=True)],
            "color": colours.main,
            "thickness": 1.5,
            "width": 4,
        },
    }


def courses(agreements: Sequence[Agreement], noise: Noise, colours: Palette) -> Figure:
    """Per agreement its values at closure and after it, with intervals; each panel has its own scale from 0."""
    n_columns = min(COLUMNS, max(len(agreements), FEWEST))
    n_rows = max(1, -(-len(agreements) // n_columns))
    shown = layout(colours, height=40 + n_rows * PANEL, margin={"l": 24, "t": 8}, hovermode="closest", annotations=[])
    traces: list[Figure] = []
    for i, agreement in enumerate(agreements):
        end = str(i + 1) if i else ""
        left, top = (i % n_columns) / n_columns, 1 - (i // n_columns) / n_rows
        wide, high = [left + 0.03, left + 1 / n_columns - 0.03], [top - 0.76 / n_rows, top - 0.18 / n_rows]
        plain = {"fixedrange": True, "zeroline": False, "showgrid": False, "gridcolor": colours.border}
        shown[f"xaxis{end}"] = plain | {
            "domain": wide,
            "anchor": f"y{end}",
            "range": [-3, 27],
            "tickvals": list(MOMENTS),
        }
        shown[f"xaxis{end}"] |= {"ticktext": ["0", *(f"+{months}" for months in MOMENTS[1:])]}
        shown[f"yaxis{end}"] = plain | {"domain": high, "anchor": f"x{end}", "rangemode": "tozero", "nticks": 4}
        traces.append(_course(agreement, noise, colours) | {"xaxis": f"x{end}", "yaxis": f"y{end}"})
        title = Tags("<b>{}</b> {}<br>{}").format(
            agreement.row.agreement_code,
            label(agreement.measure or ABSENT, PANEL_NAME),
            say(f"sustainment.verdict.{agreement.verdict}"),
        )
        place = {"x": wide[0], "y": high[1], "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
        look = {"showarrow": False, "align": "left", "font": {"size": 12, "color": colours.text}}
        shown["annotations"].append({**place, **look, "text": title})
    return {"data": traces, "layout": shown}


def _course(agreement: Agreement, noise: Noise, colours: Palette) -> Figure:
    measure = agreement.row.measure_code or ""
    known = [(months, value) for months, value in zip(MOMENTS, agreement.course, strict=True) if value is not None]
    limits = [count_interval(value, noise(value, measure)) for _, value in known]
    gaps = [b for a, b in pairwise(MOMENTS) if b not in dict(known)]
    drawn = sorted([*known, *((months, None) for months in gaps)])  # a moment without measurement breaks the line
    trace: Figure = {"type": "scatter", "mode": "lines+markers", "connectgaps": False, "showlegend": False}
    trace |= {"x": [months for months, _ in drawn], "y": [value for _, value in drawn]}
    trace["marker"], trace["line"] = {"size": 8, "color": colours.main}, {"color": rgba(colours.main, 0.5), "width": 2}
    up = dict(zip((months for months, _ in known), (one.upper - one.value for one in limits), strict=True))
    down = dict(zip((months for months, _ in known), (one.value - one.lower for one in limits), strict=True))
    trace["error_y"] = {
        "type": "data",
        "symmetric": False,
        "array": [up.get(months, 0) for months, _ in drawn],
        "arrayminus": [down.get(months, 0) for months, _ in drawn],
        "color": colours.main,
        "thickness": 1.5,
        "width": 4,
    }
    trace["text"] = [ABSENT if value is None else value_text(value, measure, noise) for _, value in drawn]
    return trace | {"hovertemplate": "%{text}<extra></extra>"}


def _looks(order: Sequence[str], colours: Palette) -> list[tuple[str, dict[str, Any]]]:
    full: dict[str, Any] = {"color": colours.main}
    pale: dict[str, Any] = {"color": rgba(colours.main, 0.45)}
    bare: dict[str, Any] = {"color": rgba(colours.main, 0.12), "line": {"color": colours.main, "width": 1}}
    hatch = {"shape": "/", "fgcolor": colours.muted, "bgcolor": "rgba(0,0,0,0)", "size": 6}
    none: dict[str, Any] = {"color": "rgba(0,0,0,0)", "pattern": hatch, "line": {"color": colours.muted, "width": 1}}
    looks = {CLASSES: (full, pale, none), VERDICTS: (full, pale, bare, none)}[tuple(order)]
    return list(zip(order, looks, strict=True))


def _bar(sizes: Sequence[int], names: Sequence[str], name: str, look: dict[str, Any]) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": names,
        "x": sizes,
        "text": [number(size) if size else "" for size in sizes],
        "textposition": "none" if "pattern" in look else "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "marker": look,
        "width": 0.62,
        "hovertemplate": Tags("%{{y}}<br>{}: %{{x}}<extra></extra>").format(name),
    }


def _line(at: float, dash: str, colours: Palette) -> dict[str, Any]:
    line = {"color": colours.muted, "width": 1.5, "dash": dash}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}


def _hover(agreement: Agreement) -> str:
    verdict, measure = say(f"sustainment.verdict.{agreement.verdict}"), label(agreement.measure or ABSENT, LONGEST)
    words = label(agreement.row.agreement, 60), measure, left_text(agreement.lasting), verdict
    return Tags("{}<br>{}<br>{}<br>{}").format(*words)
