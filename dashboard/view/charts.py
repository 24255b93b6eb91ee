"""Figures as plain plotly dictionaries: no express, no template, so that a rerun stays cheap."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
from plotly.basedatatypes import BaseFigure

from dashboard.text import language, say
from dashboard.view.numbers import FEW_FILES, circa, euro, has_few_files, number, period_name
from dashboard.view.palette import Palette, rgba

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.analysis.intervals import Estimate

Figure = dict[str, Any]
FONT = "IBM Plex Sans, sans-serif"
DASH = "dot"


class Ready(BaseFigure):  # type: ignore[misc]
    """A figure as it goes to the browser.

    Building plotly's own objects costs a fifth of a rerun; tests hold every figure of every page against them instead.
    """

    def __init__(self, figure: Mapping[str, Any]) -> None:
        self.__dict__["_ready"] = dict(figure)

    def to_dict(self) -> Figure:
        """The figure as plain data."""
        return self.__dict__["_ready"]  # type: ignore[no-any-return]


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
        frame: columns period, n_value, is_provisional, n_missing, and for euros n_files.
        events: columns event_date, name_nl, name_en.
        grain: ``month``, ``quarter`` or ``year``.
        chosen: the selected period, shaded.
        limits: value and interval per row of ``frame``.
        unit: ``count`` or ``eur``.
        colours: the active palette.
        breaks: columns break_date, name_nl, name_en; the line is cut there, because what is counted changed.
        targets: columns period, target_value; a goal set beforehand, dashed.
    """
    periods = pd.to_datetime(frame["period"])
    days = periods.dt.strftime("%Y-%m-%d").tolist()
    values = frame["n_value"].astype(float).tolist()
    hover = [_hover(period_name(p.date(), grain), limit, unit) for p, limit in zip(periods, limits, strict=True)]
    open_ones = (frame["is_provisional"] | (frame["n_missing"] > 0)).tolist()
    firm = len(values) - next((i for i, flag in enumerate(reversed(open_ones)) if not flag), len(values))
    files = frame.get("n_files", pd.Series(FEW_FILES, frame.index))
    dots = [colours.muted if has_few_files(n) else colours.main for n in files]
    traces: list[Figure] = []
    for low, high in _stretches(days, breaks):
        traces.append(_band(days[low:high], limits[low:high], colours))
        for part, pale in ((slice(low, min(firm, high)), False), (slice(max(firm - 1, low), high), True)):
            if days[part] and not (pale and firm >= high):
                traces.append(_line(days[part], values[part], hover[part], colours.main, dots[part], pale=pale))
    if targets is not None and not targets.empty:
        traces.append(_targets(targets, colours))
    lines = [events[["event_date", f"name_{language()}"]]]
    if breaks is not None and not breaks.empty:
        lines.append(breaks.rename(columns={"break_date": "event_date"})[["event_date", f"name_{language()}"]])
    shapes, notes = _events(pd.concat(lines).sort_values("event_date") if len(lines) > 1 else events, colours)
    axis = {"type": "date", "showgrid": False, "tickformat": "%Y", "dtick": "M12", "fixedrange": True}
    space = {"t": 84}
    more = {"shapes": [*shapes, _shade(chosen, colours)], "annotations": notes, "yaxis": {"fixedrange": True}}
    return {"data": traces, "layout": layout(colours, xaxis=axis, height=340, margin=space, **more)}


def _stretches(days: Sequence[str], breaks: pd.DataFrame | None) -> list[tuple[int, int]]:
    """First and last place of every part of a series without a break in it."""
    cuts = [] if breaks is None else [pd.Timestamp(day).strftime("%Y-%m-%d") for day in breaks["break_date"]]
    edges = sorted({0, len(days), *(sum(day < cut for day in days) for cut in cuts)})
    return list(pairwise(edges))


def _targets(targets: pd.DataFrame, colours: Palette) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [pd.Timestamp(day).strftime("%Y-%m-%d") for day in targets["period"]],
        "y": targets["target_value"].astype(float).tolist(),
        "line": {"color": colours.muted, "width": 2, "dash": "dash"},
        "hovertemplate": f"{say('trend.target')}: %{{y:,.0f}}<extra></extra>",
    }


def _hover(name: str, limit: Estimate, unit: str) -> str:
    spread = max(limit.upper - limit.value, limit.value - limit.lower)
    if unit == "eur":
        return f"{name}: {euro(limit.value)} (± {euro(spread)}, 95%)"
    return f"{name}: {circa(int(limit.value))} (± {number(spread)}, 95%)"


def _line(
    x: Sequence[str],
    y: Sequence[float],
    text: Sequence[str],
    colour: str,
    dots: Sequence[str],
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
        "customdata": [f"p:{day[:4]}" for day in x],
        "unselected": {"marker": {"opacity": 1}},
        "line": {"color": rgba(colour, 0.45) if pale else colour, "width": 2, "dash": DASH if pale else "solid"},
        "marker": {"color": [rgba(dot, 0.45) for dot in dots] if pale else list(dots), "size": 5},
    }


def _band(x: list[str], limits: Sequence[Estimate], colours: Palette) -> Figure:
    return {
        "type": "scatter",
        "mode": "none",
        "x": x + x[::-1],
        "y": [limit.upper for limit in limits] + [limit.lower for limit in reversed(limits)],
        "fill": "toself",
        "fillcolor": rgba(colours.main, 0.16),
        "hoverinfo": "skip",
    }


def _events(events: pd.DataFrame, colours: Palette) -> tuple[list[Figure], list[Figure]]:
    shapes, notes = [], []
    for level, row in enumerate(events.to_dict("records")):
        day = pd.Timestamp(row["event_date"]).strftime("%Y-%m-%d")
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
                "text": row[f"name_{language()}"],
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
