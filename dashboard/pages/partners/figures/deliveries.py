"""Who delivered which quarter: a field of symbols and words, never colour alone."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dashboard.addresses import PartnersAddress
from dashboard.charts.base import chosen_name, layout
from dashboard.charts.numbers import NBSP, day, number, period_name
from dashboard.charts.palette import rgba
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.answers.rows import PartnersDeliveries
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


STATES = ("delivered", "late", "provisional", "restated", "missing")  # the one that matters most last
LEGEND = {"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False}
ROW, HEAD = 32, 90  # pixels
ROOM = 3  # quarters a year needs for its name
FEW = 16  # quarters that have room for large marks
WIDE, NARROW = (20, 12), (13, 10)  # mark and letter, pixels


class Delivery(NamedTuple):
    """A row of ``PartnersDeliveries`` with its one state and with names to read."""

    partner_code: str
    quarter: date
    reference_date: date | None
    first_reference_date: date | None
    is_missing: bool
    is_provisional: bool
    is_restated: bool
    is_late: bool
    is_chosen: bool
    state: str
    name: str
    quarter_name: str


def with_state(rows: Sequence[PartnersDeliveries], names: Mapping[str, str]) -> tuple[Delivery, ...]:
    """The deliveries with one state each, the one that matters most: missing, restated, provisional, late, delivered."""
    return tuple(
        Delivery(*row, _state(row), names.get(row.partner_code, row.partner_code), period_name(row.quarter, "quarter"))
        for row in rows
    )


def _state(row: PartnersDeliveries) -> str:
    """The last of ``STATES`` that holds."""
    flags = True, row.is_late, row.is_provisional, row.is_restated, row.is_missing
    return [*compress(STATES, flags)][-1]


def numbers(frame: pd.DataFrame, rows: Sequence[Delivery]) -> pd.DataFrame:
    """The deliveries as answered with their state and names, for the download."""
    return frame.assign(
        state=[row.state for row in rows],
        name=[row.name for row in rows],
        quarter_name=[row.quarter_name for row in rows],
    )


def field(rows: Sequence[Delivery], chosen: str | None, colours: Palette) -> Figure:
    """One mark per partner and quarter, a letter and a shape per state; the chosen period is shaded.

    Args:
        rows: every partner and quarter.
        chosen: code of the selected partner, its name in orange.
        colours: the active palette.
    """
    names = {row.partner_code: row.name for row in reversed(rows)}
    shown = _recent(rows)
    quarters = sorted({row.quarter for row in shown})
    size = WIDE if len(quarters) <= FEW else NARROW
    across_at = {quarter: i for i, quarter in enumerate(quarters)}
    up_at = {code: i for i, code in enumerate(names)}
    parts = {state: [row for row in shown if row.state == state] for state in STATES}
    traces = [_marks(part, state, across_at, up_at, colours, size) for state, part in parts.items()]
    inside = [across_at[row.quarter] for row in shown if row.is_chosen]
    across = _year_axis(across_at)
    labels = [
        chosen_name(f"{name}{NBSP}", colours) if code == chosen else f"{name}{NBSP}" for code, name in names.items()
    ]
    up = {
        "tickvals": list(up_at.values()),
        "ticktext": labels,
        "showgrid": False,
        "rangemode": "normal",
        "fixedrange": True,
    }
    more: dict[str, Any] = {"showlegend": True, "legend": LEGEND, "hovermode": "closest"}
    if inside:
        more["shapes"] = [_shade(min(inside) - 0.5, max(inside) + 0.5, colours)]
    return {"data": traces, "layout": layout(colours, xaxis=across, yaxis=up, height=ROW * len(names) + HEAD, **more)}


def _recent(rows: Sequence[Delivery]) -> list[Delivery]:
    """The quarters from the chosen period on, and so many before it that there are at least FEW when they exist."""
    quarters = sorted({row.quarter for row in rows})
    chosen = [row.quarter for row in rows if row.is_chosen]
    first = min([*chosen, quarters[-min(FEW, len(quarters))]])
    return [row for row in rows if row.quarter >= first]


def table(rows: Sequence[Delivery]) -> pd.DataFrame:
    """The quarters of the period in words, a row per partner."""
    inside = [row for row in rows if row.is_chosen]
    words: dict[str, dict[str, str]] = {}
    for row in inside:
        words.setdefault(row.name, {say("table.partner"): row.name})[row.quarter_name] = _words(row)
    quarters = dict.fromkeys(row.quarter_name for row in inside)
    return pd.DataFrame(list(words.values()), columns=[say("table.partner"), *quarters])


def sentence(rows: Sequence[Delivery]) -> str:
    """How many of the quarters of the period were delivered, late, restated, and who is missing."""
    inside = [row for row in rows if row.is_chosen]
    gaps: dict[str, list[str]] = {}
    for row in inside:
        if row.is_missing:
            gaps.setdefault(row.name, []).append(row.quarter_name)
    missing = [f"{name} ({', '.join(quarters)})" for name, quarters in sorted(gaps.items())]
    text = say(
        "deliveries.sentence",
        all=number(len(inside)),
        there=number(sum(not row.is_missing for row in inside)),
        late=number(sum(row.is_late for row in inside)),
        provisional=number(sum(row.is_provisional for row in inside)),
        restated=number(sum(row.is_restated for row in inside)),
    )
    return sentences(
        text, say("deliveries.missing", names="; ".join(missing)) if missing else say("deliveries.complete")
    )


def _year_axis(across_at: dict[date, int]) -> Figure:
    """A tick at the first quarter of each year; a year with one quarter in view has no room for its name."""
    years = {quarter.year: at for quarter, at in reversed(across_at.items())}
    shown = {year: at for year, at in years.items() if at or years.get(year + 1, ROOM) >= ROOM}
    return {
        "tickvals": list(shown.values()),
        "ticktext": [str(year) for year in shown],
        "showgrid": False,
        "side": "top",
        "tickangle": 0,
        "range": [-0.7, len(across_at) - 0.3],
        "fixedrange": True,
    }


def _marks(
    part: Sequence[Delivery],
    state: str,
    across_at: dict[date, int],
    up_at: dict[str, int],
    colours: Palette,
    size: tuple[int, int],
) -> dict[str, Any]:
    look = {
        "delivered": ("square", rgba(colours.main, 0.3)),
        "late": ("square", rgba(colours.main, 0.5)),
        "provisional": ("diamond-tall", rgba(colours.main, 0.3)),
        "restated": ("circle", rgba(colours.main, 0.5)),
        "missing": ("square-open", colours.text),
    }
    symbol, colour = look[state]
    letter = say(f"deliveries.letter.{state}")
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": f"{letter}{NBSP}{say(f'deliveries.state.{state}')}",
        "x": [across_at[row.quarter] for row in part],
        "y": [up_at[row.partner_code] for row in part],
        "text": [letter] * len(part),
        "textposition": "middle center",
        "textfont": {"size": size[1], "color": colours.text},
        "customdata": [PartnersAddress.period.mark(row.quarter.year) for row in part],
        "hovertext": [f"{row.name}, {row.quarter_name}: {_words(row)}" for row in part],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": symbol, "size": size[0], "color": colour, "line": {"width": 1, "color": colours.muted}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _words(row: Delivery) -> str:
    first, last = row.first_reference_date, row.reference_date
    if row.is_missing or first is None or last is None:
        return say("deliveries.state.missing")
    flags = row.is_late, row.is_provisional, row.is_restated
    words = ", ".join(say(f"deliveries.state.{name}") for name in [*compress(STATES[1:], flags)] or ["delivered"])
    if first == last:
        return say("deliveries.on", words=words, date=day(last))
    return say("deliveries.twice", words=words, first=day(first), last=day(last))


def _shade(low: float, high: float, colours: Palette) -> Figure:
    area = {"type": "rect", "xref": "x", "yref": "paper", "x0": low, "x1": high, "y0": 0, "y1": 1, "layer": "below"}
    return area | {"fillcolor": rgba(colours.muted, 0.15), "line": {"width": 0}}
