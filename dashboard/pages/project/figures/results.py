"""Counts of one project by measure and partner: a figure of findings and decisions, and the table of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.intervals import count_interval
from dashboard.charts.base import layout
from dashboard.charts.numbers import NBSP, circa, count, number
from dashboard.charts.palette import rgba
from dashboard.charts.plain import label
from dashboard.charts.shares import share_text
from dashboard.text import language, say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.accuracy import Noise
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


DRAWN = ("findings", "decisions", "register")
LONGEST, ROW = 40, 27  # characters, pixels


def totals(counts: pd.DataFrame) -> dict[str, int]:
    """Sum per measure; a measure without a row is absent, which is none or not stated."""
    return {str(code): int(n) for code, n in counts.groupby("measure_code")["n_value"].sum().items()}


def summed(counts: pd.DataFrame, noise: Noise) -> pd.DataFrame:
    """One row per measure with its interval, in the order of the catalogue.

    Returns:
        measure_code, name, theme, n_value, lower, upper.
    """
    by = counts.groupby(["position", "measure_code"], sort=True)
    found = by.agg(
        name=(f"name_{language()}", "first"),
        theme=("theme", "first"),
        n_value=("n_value", "sum"),
    ).reset_index()
    limits = [
        count_interval(int(n), noise(n, code)) for n, code in zip(found["n_value"], found["measure_code"], strict=True)
    ]
    return found.assign(lower=[limit.lower for limit in limits], upper=[limit.upper for limit in limits])


def figure(rows: pd.DataFrame, colours: Palette) -> Figure:
    """Findings, decisions and register corrections as bars with their interval, in the order of the catalogue."""
    drawn = rows[rows["theme"].isin(DRAWN)].iloc[::-1]
    if drawn.empty:
        return {"data": [], "layout": {}}
    names = [f"{label(name, LONGEST)}{NBSP}" for name in drawn["name"]]
    trace: Figure = {"type": "bar", "orientation": "h", "y": names, "x": drawn["n_value"].tolist(), "width": 0.6}
    trace["marker"] = {"color": rgba(colours.main, 0.4), "line": {"color": colours.main, "width": 1}}
    trace["error_x"] = {"type": "data", "symmetric": False, "color": colours.text, "thickness": 1.2, "width": 3}
    trace["error_x"] |= {
        "array": (drawn["upper"] - drawn["n_value"]).tolist(),
        "arrayminus": (drawn["n_value"] - drawn["lower"]).tolist(),
    }
    bars: list[Any] = list(drawn.itertuples())
    trace["text"] = [value_text(row.n_value, row.lower, row.upper) for row in bars]
    trace |= {"textposition": "none", "hovertemplate": "%{y}: %{text}<extra></extra>"}
    top = max(float(drawn["upper"].max()), 1.0)
    across = {"range": [0, top * 1.3], "fixedrange": True, "tickformat": ",d", "rangemode": "tozero", "nticks": 6}
    side = {"type": "category", "showgrid": False, "fixedrange": True}
    notes = [
        {"x": row.upper, "y": name, "text": f"{NBSP}{count(int(row.n_value))}", "showarrow": False, "xanchor": "left"}
        for row, name in zip(bars, names, strict=True)
    ]
    more = {"hovermode": "closest", "annotations": notes, "height": 70 + ROW * len(drawn), "margin": {"t": 8}}
    return {"data": [trace], "layout": layout(colours, xaxis=across, yaxis=side, **more)}


def table(counts: pd.DataFrame, rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Every measure with its total and interval, and what each partner stated."""
    wide = counts.pivot_table(index="measure_code", columns="partner_code", values="n_value", aggfunc="sum")
    given: list[Any] = list(rows.itertuples())
    found = {
        say("project.results.measure"): rows["name"].tolist(),
        say("project.results.total"): [value_text(row.n_value, row.lower, row.upper) for row in given],
    }
    for code in wide.columns:
        stated = wide[code].reindex(rows["measure_code"])
        found[names.get(str(code), str(code))] = [count(int(n)) if pd.notna(n) else "–" for n in stated]
    return pd.DataFrame(found)


def sentence(found: Mapping[str, int], noise: Noise) -> str:
    """What was examined and found, with the share and the limit that belongs to it."""
    if not found:
        return say("project.results.nothing")
    told = [
        say(
            f"project.results.{kind}",
            examined=circa(found.get(f"examined_{kind}", 0)),
            irregular=circa(found.get(f"irregular_{kind}", 0)),
            share=share_text(
                found.get(f"irregular_{kind}", 0),
                found.get(f"examined_{kind}", 0),
                noise,
                (f"irregular_{kind}", f"examined_{kind}"),
            ),
        )
        for kind in ("addresses", "companies")
        if found.get(f"examined_{kind}")
    ]
    return Markup(" ").join(told) or say("project.results.not_examined")


def value_text(value: float, lower: float, upper: float) -> str:
    """``35 (22 – 48)``."""
    return f"{count(int(value))} ({say('number.interval', lower=number(lower), upper=number(upper))})"
