"""Figures as plain plotly dictionaries: no express, no template, so that a rerun stays cheap."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from plotly.basedatatypes import BaseFigure
from plotly.io.json import to_json_plotly

from dashboard.charts.plain import Tags, written
from dashboard.text import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.charts.palette import Palette


Figure = dict[str, Any]
FONT = "IBM Plex Sans, sans-serif"
DASH = "dot"
CENTS = ".2f"  # of an axis that is read in cents; any other is read in whole numbers


class Ready(BaseFigure):  # type: ignore[misc]
    """A figure as it goes to the browser, with ends of intervals and shares in no more digits than are read.

    Building plotly's own objects costs a fifth of a rerun; tests hold every figure of every page against them instead.
    This is the border of every figure: texts that are no ``Tags`` are shown as they are.
    """

    def __init__(self, figure: Mapping[str, Any]) -> None:
        shown = written(figure)
        self.__dict__["_ready"] = shown | {"data": [_rounded(trace, shown) for trace in shown["data"]]}

    def to_dict(self) -> Figure:
        """The figure as plain data."""
        return self.__dict__["_ready"]  # type: ignore[no-any-return]


def chosen_name(name: str, colours: Palette) -> Tags:
    """The name of what is chosen: bold, in the colour of the selection."""
    return Tags('<span style="color:{}"><b>{}</b></span>').format(colours.mine, name)


def marked_name(name: str) -> Tags:
    """The name of what was clicked: bold, in the ink of the figure, because orange is mine."""
    return Tags("<b>{}</b>").format(name)


def _rounded(trace: Mapping[str, Any], figure: Mapping[str, Any]) -> Figure:
    """A trace with its percentages to a tenth and its error bars to a tenth of one, or to what its axis is read in.

    Unrounded ends could be turned back into what a release says of its rounding.
    """
    made = dict(trace)
    for side in ("x", "y"):
        axis = figure["layout"].get(f"{side}axis{str(trace.get(f'{side}axis', side))[1:]}", {})
        is_percent = str(axis.get("ticksuffix", "")).startswith("%")
        if is_percent:
            made |= {name: _to(trace[name], 1) for name in (side, "base") if name in trace}
        bars = trace.get(f"error_{side}")
        if bars:
            cents = 2 if axis.get("tickformat") == CENTS else None
            digits = 1 if is_percent else cents
            made[f"error_{side}"] = bars | {n: _to(bars[n], digits) for n in ("array", "arrayminus") if n in bars}
    return made


def _to(values: Sequence[Any], digits: int | None) -> list[Any]:
    return [round(value, digits) if isinstance(value, float) and isfinite(value) else value for value in values]


def sent(figure: Ready) -> str:
    """A figure with its settings as the browser gets it, in JSON: what is no number there is nothing."""
    return str(to_json_plotly({**figure.to_dict(), "config": config()}))


def config() -> dict[str, Any]:
    """Plotly's settings: no tool bar, Dutch words and dates."""
    return {"displayModeBar": False, "locale": language(), "locales": {"nl": _DUTCH}}


_DUTCH: dict[str, Any] = {
    "dictionary": {},
    "format": {
        "days": ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
        "shortDays": ["zo", "ma", "di", "wo", "do", "vr", "za"],
        "months": [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        "shortMonths": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
        "date": "%d-%m-%Y",
        "decimal": ",",
        "thousands": ".",
    },
}


def layout(colours: Palette, **more: object) -> Figure:
    """The layout every figure shares: calm, thin grid, Dutch separators, room for labels."""
    axis = {"gridcolor": colours.border, "zeroline": False, "linecolor": colours.border, "automargin": True}
    base: Figure = {
        "font": {"family": FONT, "size": 13, "color": colours.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",." if language() == "nl" else ".,",
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "showlegend": False,
        "hovermode": "x",
        "hoverlabel": {"bgcolor": colours.surface, "font": {"color": colours.text, "family": FONT}},
        "xaxis": dict(axis),
        "yaxis": dict(axis) | {"rangemode": "tozero"},
    }
    for key, value in more.items():
        base[key] = base[key] | value if isinstance(value, dict) and isinstance(base.get(key), dict) else value
    return base


def readable_from(pixels: int) -> Figure:
    """Part of a layout that says below which width a figure cannot be read; on a narrower screen it scrolls in its place."""
    return {"meta": {"least": pixels}}


INTERVAL = "interval"  # what a trace that is nothing but an interval says of itself


def without_intervals(figure: Figure) -> Figure:
    """The same figure with its values alone: no bars of error, and no trace that is an interval.

    Args:
        figure: a trace that is nothing but an interval has ``meta`` of ``INTERVAL``.
    """
    kept = [trace for trace in figure["data"] if trace.get("meta") != INTERVAL]
    data = [{name: value for name, value in trace.items() if name not in {"error_x", "error_y"}} for trace in kept]
    return figure | {"data": data}
