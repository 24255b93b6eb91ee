"""Figures as plain plotly dictionaries: no express, no template, so that a rerun stays cheap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plotly.basedatatypes import BaseFigure

from dashboard.text import language
from dashboard.view.plain import Tags, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.view.palette import Palette


Figure = dict[str, Any]
FONT = "IBM Plex Sans, sans-serif"
DASH = "dot"


class Ready(BaseFigure):  # type: ignore[misc]
    """A figure as it goes to the browser.

    Building plotly's own objects costs a fifth of a rerun; tests hold every figure of every page against them instead.
    This is the border of every figure: texts that are no ``Tags`` are shown as they are.
    """

    def __init__(self, figure: Mapping[str, Any]) -> None:
        self.__dict__["_ready"] = written(figure)

    def to_dict(self) -> Figure:
        """The figure as plain data."""
        return self.__dict__["_ready"]  # type: ignore[no-any-return]


def chosen_name(name: str, colours: Palette) -> Tags:
    """The name of what is chosen: bold, in the colour of the selection."""
    return Tags('<span style="color:{}"><b>{}</b></span>').format(colours.mine, name)


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
