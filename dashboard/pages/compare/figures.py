"""Figures of a comparison: dots with intervals and a funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dashboard.analysis.funnel import ENOUGH, LEVELS, limits
from dashboard.charts.base import Figure, layout
from dashboard.charts.numbers import NBSP, number
from dashboard.charts.palette import Palette, rgba
from dashboard.charts.plain import Tags
from dashboard.pages.compare.words import MOST, Compared, pooled, spread
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, MOST_ROWS = 22, 100  # pixels; rows in a dot plot
STEPS = 40


def dots(areas: Sequence[Compared], colours: Palette) -> Figure:
    """One dot per area with its interval, hollow where unreliable, orange for mine, a line at the pooled share.

    Args:
        areas: with a share, in the order from top to bottom; at most 100 are drawn.
        colours: the active palette.
    """
    shown = list(reversed(areas[:MOST_ROWS]))
    trace = points([a.name for a in shown], shown, colours)
    middle = 100 * min(pooled(areas), MOST)
    rule = line("x", middle, colours)
    side = names_axis(len(shown))
    height = 90 + ROW * max(len(shown), 4)
    more = {"shapes": [rule], "annotations": [note(middle, 1.0, say("compare.together"), colours)], "height": height}
    return {"data": [trace], "layout": layout(colours, xaxis=percent_axis(), yaxis=side, hovermode="closest", **more)}


def points(names: Sequence[str], shown: Sequence[Compared], colours: Palette) -> Figure:
    """Dots with horizontal intervals."""
    shares = [a.share for a in shown if a.share]
    values = [100 * min(s.value, MOST) for s in shares]
    colour = [colours.mine if a.is_mine else colours.main for a in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": values,
        "y": list(names),
        "text": [hover(a) for a in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "opacity": 1,
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [max(0.0, 100 * s.upper - v) for s, v in zip(shares, values, strict=True)],
            "arrayminus": [max(0.0, v - 100 * s.lower) for s, v in zip(shares, values, strict=True)],
            "color": rgba(colours.muted, 0.75),
            "thickness": 1.4,
            "width": 0,
        },
        "marker": {
            "color": colour,
            "opacity": 1,
            "size": [12 if a.is_mine else 9 for a in shown],
            "symbol": [symbol(a) for a in shown],
            "line": {"width": 1.5, "color": colour},
        },
    }


def symbol(area: Compared) -> str:
    """A diamond for my area; hollow where the figure is weak."""
    return ("diamond" if area.is_mine else "circle") + ("-open" if area.reliability == "weak" else "")


def hover(area: Compared) -> str:
    """What an area says when pointed at."""
    return Tags("{}: {}<br>{}").format(area.name, area.text, say(f"compare.standing.{area.standing}"))


def funnel(areas: Sequence[Compared], noise_at: Sequence[tuple[float, float]], colours: Palette) -> Figure:
    """Shares against their exposure with limits of 95 and 99.8 %.

    Args:
        areas: of the comparison.
        noise_at: exposure and standard deviation of the rounding of a share there, from small to large.
        colours: the active palette.
    """
    shown, centre, tau = [a for a in areas if a.share], pooled(areas), spread(areas).tau
    xs = [x for x, _ in noise_at]
    traces: list[Figure] = []
    for level, dash in zip(LEVELS, ("dash", "solid"), strict=True):
        ends = [limits(centre, x, level, "share", sd, tau) for x, sd in noise_at]
        for side in (0, 1):
            ys = [100 * min(end[side], 1.0) for end in ends]
            style = {"color": colours.muted, "width": 1.2, "dash": dash}
            traces.append({"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": style, "hoverinfo": "skip"})
    marks = points([], shown, colours) | {"y": [100 * min(a.share.value, MOST) for a in shown if a.share]}
    traces.append({k: v for k, v in marks.items() if k != "error_x"} | {"x": [a.whole for a in shown]})
    axis = {
        "title": {"text": say("compare.exposure"), "font": {"size": 13}},
        "fixedrange": True,
        "rangemode": "tozero",
        "tickformat": ",d",
    }
    words = f"{say('compare.limit_inner')} · {say('compare.limit_outer')}"
    notes = [note(1.0, 1.0, words, colours) | {"xref": "paper", "xanchor": "right"}]
    more = {"shapes": [line("y", 100 * centre, colours)], "annotations": notes, "height": 460}
    return {"data": traces, "layout": layout(colours, xaxis=axis, yaxis=percent_axis(), hovermode="closest", **more)}


def exposures(areas: Sequence[Compared]) -> list[tuple[float, float]]:
    """Exposures for the limits, with the rounding there: noise of a share falls with the root of its exposure."""
    shown = [a for a in areas if a.share]
    if not shown:
        return []
    scale = float(np.median([a.noise * a.whole**0.5 for a in shown]))
    low, high = min(a.whole for a in shown), max(a.whole for a in shown)
    return [(float(x), scale / float(x) ** 0.5) for x in np.unique(np.geomspace(low, high * 1.05, STEPS).round())]


def percent_axis() -> Figure:
    """An axis of percentages."""
    return {"ticksuffix": "%", "fixedrange": True, "rangemode": "tozero", "side": "bottom"}


def names_axis(n: int) -> Figure:
    """An axis of names, every one of them written, with no room to spare."""
    ends = [-0.7, max(n, 1) - 0.3]
    plain = {"type": "category", "showgrid": False, "fixedrange": True, "ticksuffix": 2 * NBSP}
    return plain | {"tickmode": "linear", "dtick": 1, "range": ends}


def line(axis: str, at: float, colours: Palette) -> Figure:
    """A thin dotted line across the figure at one value of an axis."""
    other = "y" if axis == "x" else "x"
    ends = {f"{axis}0": at, f"{axis}1": at, f"{other}0": 0, f"{other}1": 1, f"{axis}ref": axis, f"{other}ref": "paper"}
    return {"type": "line", "line": {"color": colours.muted, "width": 1, "dash": "dot"}, "layer": "below"} | ends


def note(x: float, y: float, text: str, colours: Palette) -> Figure:
    """A small word above a figure."""
    font = {"size": 11, "color": colours.muted}
    return {"x": x, "y": y, "yref": "paper", "text": text, "showarrow": False, "yanchor": "bottom", "font": font}


def spread_sentence(areas: Sequence[Compared]) -> str:
    """Whether the limits were widened for spread between areas, with phi."""
    if sum(area.share is not None for area in areas) < ENOUGH:
        return say("compare.too_few_areas", n=ENOUGH)
    found = spread(areas)
    return say("compare.dispersed" if found.is_used else "compare.not_dispersed", phi=number(found.phi, 1))
