"""One measure by partner: a bar each, with what is missing said instead of shown as zero."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dashboard.addresses import OverviewAddress
from dashboard.charts.base import chosen_name, layout
from dashboard.charts.euros import REMAINDER, add, due
from dashboard.charts.named import named
from dashboard.charts.numbers import NBSP, count
from dashboard.charts.plain import Tags
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.answers.rows import EurosTotals, OverviewPartners
    from dashboard.charts.base import Figure
    from dashboard.charts.euros import Euros
    from dashboard.charts.palette import Palette

REST = "rest"
ROW, LEAST = 36, 120  # pixels
ROOM, ROOM_FOR_GAP = 1.45, 2.3  # of the longest bar, for its label; the second where quarters are missing


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


def count_bars(partners: Sequence[OverviewPartners]) -> list[Bar]:
    """Bars of a count."""
    return [
        Bar(row.partner_code, named(row), row.n_value or 0, _count(row.n_value), row.n_missing, row.n_provisional)
        for row in partners
    ]


def euro_bars(
    partners: Sequence[OverviewPartners], totals: Sequence[EurosTotals], measure: str, years: Sequence[date]
) -> list[Bar]:
    """Bars of an amount with its margin; what is not broken down by partner is the last one.

    Args:
        partners: with their gaps.
        totals: by partner, remainders among them.
        measure: which of the amounts.
        years: those that are asked for.
    """
    parts: defaultdict[str, list[EurosTotals]] = defaultdict(list)
    for row in totals:
        if row.measure_code == measure and not row.is_mixed and row.part != REMAINDER:
            parts[row.partner_code or ""].append(row)
    bars = [_euro_bar(row, add(parts[row.partner_code], due([measure], years))) for row in partners]
    rest = rest_of(totals, measure)
    return bars if rest.is_empty else [*bars, _rest_bar(rest)]


def rest_of(totals: Sequence[EurosTotals], measure: str) -> Euros:
    """What of a measure is not broken down by partner.

    Args:
        totals: by partner, remainders among them.
        measure: which of the amounts.
    """
    return add(row for row in totals if row.part == REMAINDER and row.measure_code == measure and not row.is_mixed)


def _euro_bar(row: OverviewPartners, euros: Euros) -> Bar:
    text = say("chart.no_result") if euros.is_empty else euros.short
    return Bar(row.partner_code, named(row), euros.value or 0.0, text, row.n_missing, row.n_provisional, euros.margin)


def _rest_bar(euros: Euros) -> Bar:
    text = say("euros.rest_closed") if euros.value is None else euros.short
    return Bar(REST, say("euros.rest"), euros.value or 0.0, text, 0, 0, euros.margin)


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
        "constraintext": "none",
        "cliponaxis": False,
        "marker": {"color": fill},
        "hoverinfo": "none",
    }
    most = max([row.value for row in rows], default=0.0) or 1.0
    room = ROOM_FOR_GAP if any(row.n_missing for row in rows) else ROOM
    axis = {"showgrid": False, "showticklabels": False, "range": [0, most * room], "fixedrange": True}
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


def _count(value: int | None) -> str:
    return say("chart.no_result") if value is None else count(value)


def _label(bar: Bar) -> str:
    gap = [say("chart.gap", n=bar.n_missing)] if bar.n_missing else []
    return Tags("<br>").join(f"{NBSP}{line}" for line in (bar.text, *gap))
