"""One measure by partner: a bar each, with what is missing said instead of shown as zero."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from dashboard.text import language, say
from dashboard.view.charts import layout
from dashboard.view.numbers import NBSP, count, euro, has_few_files
from dashboard.view.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dashboard.view.charts import Figure
    from dashboard.view.palette import Palette


def partner_bars(frame: pd.DataFrame, column: str, chosen: str | None, colours: Palette) -> Figure:
    """One bar per partner with its value beside it; a partner with a gap says so instead of showing zero.

    Args:
        frame: columns partner_code, name_nl, name_en, ``column``, n_missing, n_files.
        column: ``n_value`` or ``amount_eur``.
        chosen: code of the selected partner, its name in orange.
        colours: the active palette.
    """
    form: Callable[[float], str] = euro if column == "amount_eur" else lambda value: count(int(value))
    rows = list(walk(frame, column, "n_files", "n_missing", "partner_code", f"name_{language()}"))[::-1]
    few = [column == "amount_eur" and value > 0 and has_few_files(files) for value, files, *_ in rows]
    labels = [_partner_label(row[0], row[2], grey, form) for row, grey in zip(rows, few, strict=True)]
    known = [0.0 if isnan(row[0]) else float(row[0]) for row in rows]
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": [
            f'<span style="color:{colours.mine}"><b>{name}</b></span>' if code == chosen else name
            for *_, code, name in rows
        ],
        "customdata": [f"q:{row[3]}" for row in rows],
        "x": known,
        "text": labels,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [colours.muted if grey else colours.main for grey in few]},
        "hoverinfo": "none",
        "unselected": {"marker": {"opacity": 1}},
    }
    axis = {"showgrid": False, "showticklabels": False, "range": [0, max([*known, 1.0]) * 1.45], "fixedrange": True}
    side = {"showgrid": False, "fixedrange": True, "ticksuffix": NBSP}
    return {
        "data": [bar],
        "layout": layout(colours, xaxis=axis, yaxis=side, hovermode="closest", height=340, margin={"t": 8}),
    }


def _partner_label(value: float, gap: int, few: bool, form: Callable[[float], str]) -> str:
    shown = say("chart.no_result") if isnan(value) else form(value)
    notes = [say("chart.few_files")] * few + [say("chart.gap", n=int(gap))] * bool(gap)
    return " · ".join([f"{NBSP}{shown}", *notes])
