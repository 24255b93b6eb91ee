"""Counts of one project by measure and partner: a figure of findings and decisions, and the table of everything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from collections.abc import Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import ProjectCounts
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


DRAWN = ("findings", "decisions", "register")
LONGEST, ROW = 40, 27  # characters, pixels


@dataclass(frozen=True)
class Total:
    """One measure over all partners, with its interval."""

    code: str
    name: str
    theme: str
    value: int
    lower: float
    upper: float

    @property
    def text(self) -> str:
        """``35 (22 – 48)``."""
        return value_text(self.value, self.lower, self.upper)


def totals(counts: Sequence[ProjectCounts]) -> dict[str, int]:
    """Sum per measure; a measure without a row is absent, which is none or not stated."""
    sums: Counter[str] = Counter()
    for row in counts:
        sums[row.measure_code] += row.n_value
    return dict(sums)


def summed(counts: Sequence[ProjectCounts], noise: Noise) -> list[Total]:
    """Every measure with its interval, in the order of the catalogue."""
    sums = totals(counts)
    measures = {row.measure_code: row for row in sorted(counts, key=lambda row: (row.position, row.measure_code))}
    return [_total(row, sums[code], noise) for code, row in measures.items()]


def _total(measure: ProjectCounts, value: int, noise: Noise) -> Total:
    code, name = measure.measure_code, getattr(measure, f"name_{language()}")
    interval = count_interval(value, noise(value, code))
    return Total(code, name, measure.theme, value, interval.lower, interval.upper)


def figure(rows: Sequence[Total], colours: Palette) -> Figure:
    """Findings, decisions and register corrections as bars with their interval, in the order of the catalogue."""
    drawn = [row for row in rows if row.theme in DRAWN][::-1]
    if not drawn:
        return {"data": [], "layout": {}}
    names = [f"{label(row.name, LONGEST)}{NBSP}" for row in drawn]
    trace: Figure = {"type": "bar", "orientation": "h", "y": names, "x": [row.value for row in drawn], "width": 0.6}
    trace["marker"] = {"color": rgba(colours.main, 0.4), "line": {"color": colours.main, "width": 1}}
    trace["error_x"] = {"type": "data", "symmetric": False, "color": colours.text, "thickness": 1.2, "width": 3}
    trace["error_x"] |= {
        "array": [row.upper - row.value for row in drawn],
        "arrayminus": [row.value - row.lower for row in drawn],
    }
    trace["text"] = [row.text for row in drawn]
    trace |= {"textposition": "none", "hovertemplate": "%{y}: %{text}<extra></extra>"}
    top = max(1.0, *(row.upper for row in drawn))
    across = {"range": [0, top * 1.3], "fixedrange": True, "tickformat": ",d", "rangemode": "tozero", "nticks": 6}
    side = {"type": "category", "showgrid": False, "fixedrange": True}
    notes = [
        {"x": row.upper, "y": name, "text": f"{NBSP}{count(row.value)}", "showarrow": False, "xanchor": "left"}
        for row, name in zip(drawn, names, strict=True)
    ]
    more = {"hovermode": "closest", "annotations": notes, "height": 70 + ROW * len(drawn), "margin": {"t": 8}}
    return {"data": [trace], "layout": layout(colours, xaxis=across, yaxis=side, **more)}


def table(counts: Sequence[ProjectCounts], rows: Sequence[Total], names: Mapping[str, str]) -> pd.DataFrame:
    """Every measure with its total and interval, and what each partner stated."""
    stated = {(row.partner_code, row.measure_code): count(row.n_value) for row in counts}
    columns = {
        say("project.results.measure"): [row.name for row in rows],
        say("project.results.total"): [row.text for row in rows],
    }
    for partner in sorted({row.partner_code for row in counts}):
        columns[names.get(partner, partner)] = [stated.get((partner, row.code), "–") for row in rows]
    return pd.DataFrame(columns)


def rows_of(counts: pd.DataFrame, rows: Sequence[Total]) -> pd.DataFrame:
    """What each partner stated as it was answered, with the total of its measure and both ends, for the download."""
    ends = pd.DataFrame(
        [(row.code, row.value, round(row.lower), round(row.upper)) for row in rows],
        columns=["measure_code", "n_total", "lower", "upper"],
    )
    return counts.merge(ends, on="measure_code", how="left", sort=False)


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
