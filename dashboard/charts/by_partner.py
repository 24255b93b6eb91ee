"""One measure by partner: a bar each, with what is missing said instead of shown as zero."""

from __future__ import annotations

from collections import defaultdict
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dashboard.addresses import OverviewAddress
from dashboard.charts.base import chosen_name, layout
from dashboard.charts.euros import REMAINDER, add
from dashboard.charts.numbers import NBSP, count
from dashboard.charts.walk import walk
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.charts.base import Figure
    from dashboard.charts.euros import Total
    from dashboard.charts.palette import Palette

REST = "rest"
ROW, LEAST = 36, 120  # pixels


class Bar(NamedTuple):
    """One partner; ``code`` is ``REST`` for what is not broken down.

    ``value`` is what is drawn, 0 where nothing is; ``text`` what is read; gaps in quarters.
    """

    code: str
    name: str
    value: float
    text: str
    n_missing: int
    n_provisional: int
    margin: float = 0


def count_bars(frame: pd.DataFrame) -> list[Bar]:
    """Bars of a count, of the rows of overview__partners."""
    columns = ("partner_code", f"name_{language()}", "n_value", "n_missing", "n_provisional")
    return [
        Bar(code, name, 0.0 if isnan(value) else value, _count(value), int(gap), int(soon))
        for code, name, value, gap, soon in walk(frame, *columns)
    ]


def euro_bars(frame: pd.DataFrame, rows: Sequence[Total], measure: str) -> list[Bar]:
    """Bars of an amount with its margin; what is not broken down by partner is the last one.

    Args:
        frame: partners with their gaps, the rows of overview__partners.
        rows: totals by partner, remainders among them.
        measure: which of the amounts.
    """
    parts: defaultdict[str, list[Total]] = defaultdict(list)
    for row in rows:
        if row.measure == measure and not row.is_mixed:
            parts[REST if row.part == REMAINDER else row.partner or ""].append(row)
    columns = ("partner_code", f"name_{language()}", "n_missing", "n_provisional")
    given = [*walk(frame, *columns), *([(REST, say("euros.rest"), 0, 0)] if parts[REST] else [])]
    bars = []
    for code, name, gap, soon in given:
        euros = add(parts[code])
        text = say("chart.no_result") if euros.is_empty else euros.short
        if code == REST and euros.value is None:
            text = say("euros.rest_closed")
        bars.append(Bar(code, name, euros.value or 0.0, text, int(gap), int(soon), euros.margin))
    return bars


def partner_bars(bars: Sequence[Bar], chosen: str | None, colours: Palette) -> Figure:
    """One bar per partner with its value beside it; a partner with a gap says so instead of showing zero.

    Args:
        bars: one per partner.
        chosen: code of the selected partner, its name in orange.
        colours: the active palette.
    """
    rows = list(bars)[::-1]
    fill = [colours.muted if row.code == REST else colours.main for row in rows]
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": [chosen_name(row.name, colours) if row.code == chosen else row.name for row in rows],
        "customdata": ["" if row.code == REST else OverviewAddress.partner.mark(row.code) for row in rows],
        "x": [row.value for row in rows],
        "text": [_label(row) for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": fill},
        "hoverinfo": "none",
        "unselected": {"marker": {"opacity": 1}},
    }
    most = max([row.value for row in rows], default=0.0) or 1.0
    axis = {"showgrid": False, "showticklabels": False, "range": [0, most * 1.45], "fixedrange": True}
    side = {"showgrid": False, "fixedrange": True, "ticksuffix": NBSP}
    height = max(ROW * len(rows), LEAST)
    return {
        "data": [bar],
        "layout": layout(colours, xaxis=axis, yaxis=side, hovermode="closest", height=height, margin={"t": 8}),
    }


def partner_table(bars: Sequence[Bar]) -> pd.DataFrame:
    """The bars as people read them."""
    return pd.DataFrame(
        {
            say("table.partner"): [bar.name for bar in bars],
            say("table.value"): [bar.text for bar in bars],
            say("table.missing_quarters"): ["" if bar.code == REST else str(bar.n_missing) for bar in bars],
            say("table.provisional_quarters"): ["" if bar.code == REST else str(bar.n_provisional) for bar in bars],
        }
    )


def _count(value: float) -> str:
    return say("chart.no_result") if isnan(value) else count(round(value))


def _label(bar: Bar) -> str:
    gap = [say("chart.gap", n=bar.n_missing)] if bar.n_missing else []
    return " · ".join([f"{NBSP}{bar.text}", *gap])
