"""Lead times drawn: how long projects lasted, and how far recent ones are against earlier ones of the same age."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.analysis.lead_time import LEAST, NORMS, at_equal_age, closed_by_age, cohorts, spread
from dashboard.charts.base import DASH, layout
from dashboard.charts.numbers import number, percentage, some, tally
from dashboard.charts.palette import rgba
from dashboard.charts.plain import Tags
from dashboard.charts.projects import state_name
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.analysis.lead_time import Curve, LeadTime
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


STEP = 3
EDGES = (0, 3, 6, 9, 12, 15, 18, 21, 24, 120)  # months; the last class is open
AGES = (6, 12, 18, 24)  # months, in the table
HEIGHT = 350
FEW = 6  # projects in the highest bar, below which each is a tick
WIDTHS = (3, 2, 1.5)  # newest cohort first


def histogram(rows: Sequence[LeadTime], colours: Palette) -> Figure:
    """Closed projects by length, with the ones that still run pale on top, by their age so far."""
    counts = _counts(rows)
    pale = {"color": rgba(colours.main, 0.25), "pattern": {"shape": "/", "fgcolor": colours.main, "size": 6}}
    parts = (("closed", 1, {"color": colours.main}), ("running", 2, pale))
    traces = [
        {
            "type": "bar",
            "name": say(f"lead.{part}"),
            "x": [low + STEP / 2 for low in EDGES[:-1]],
            "y": [row[at] for row in counts],
            "width": STEP * 0.85,
            "text": [number(int(row[at])) if row[at] else "" for row in counts],
            "textposition": "auto",
            "textangle": 0,
            "customdata": [row[0] for row in counts],
            "marker": marker,
            "hovertemplate": Tags("%{{customdata}}: %{{y}}<extra>{}</extra>").format(say(f"lead.{part}")),
        }
        for part, at, marker in parts
    ]
    ticks = {"tickvals": [*EDGES[:-1], EDGES[-2] + STEP / 2], "ticktext": [*map(str, EDGES[:-2]), "", counts[-1][0]]}
    title = {"text": say("lead.months"), "font": {"size": 13}}
    across = {"title": title, "range": [0, EDGES[-2] + STEP], "showgrid": False, "fixedrange": True} | ticks
    top = max(done + still for _, done, still in counts)
    up: Figure = {"fixedrange": True, "range": [0, 1.12 * max(top, 1)]} | ({"dtick": 1} if top < FEW else {})
    notes = [_note(norm, say("lead.norm", months=norm), colours) for norm in NORMS]
    more = {"barmode": "stack", "shapes": [_norm(norm, colours) for norm in NORMS], "annotations": notes, "yaxis": up}
    return {"data": traces, "layout": _with_legend(colours, across, **more)}


def histogram_table(rows: Sequence[LeadTime]) -> pd.DataFrame:
    """The counts of the histogram as people read them."""
    columns = [say("lead.months"), say("lead.closed"), say("lead.running")]
    return pd.DataFrame([(name, number(done), number(still)) for name, done, still in _counts(rows)], columns=columns)


def histogram_rows(rows: Sequence[LeadTime]) -> pd.DataFrame:
    """The same as numbers, for the download; the last class is open."""
    counts = _counts(rows)
    return pd.DataFrame(
        {
            "from_months": EDGES[:-1],
            "until_months": [*EDGES[1:-1], None],
            "n_closed": [done for _, done, _ in counts],
            "n_running": [still for *_, still in counts],
        }
    )


def histogram_sentence(rows: Sequence[LeadTime]) -> str:
    """Median, middle half and norms, and that running projects are not complete."""
    closed = [row.months for row in rows if row.is_closed]
    running = len(rows) - len(closed)
    tail = say("lead.still", n=number(running)) if running else ""
    quartiles = spread(closed)
    if quartiles is None:
        return sentences(say("lead.too_few", n=some(len(closed))), tail)
    low, middle, high = (number(value) for value in quartiles)
    text = say("lead.sentence", n=number(len(closed)), low=low, middle=middle, high=high)
    over = tally((state_name(f"over_{norm}").lower(), sum(months > norm for months in closed)) for norm in NORMS)
    longer = (
        say("projects.of_these", parts=over)
        if over
        else say("lead.none_longer", over=state_name(f"over_{NORMS[0]}").lower())
    )
    return sentences(text, longer, tail)


def curves(rows: Sequence[LeadTime]) -> dict[tuple[int, int], Curve]:
    """The share closed by age of each cohort with enough projects, newest first."""
    if not rows:
        return {}
    groups = {
        (low, high): [row for row in rows if low <= row.start_year <= high]
        for low, high in cohorts({row.start_year for row in rows})
    }
    return {key: closed_by_age(group) for key, group in groups.items() if len(group) >= LEAST}


def cohort_figure(by_cohort: Mapping[tuple[int, int], Curve], colours: Palette) -> Figure:
    """Share closed by age, one line per cohort; pale and dotted where less than half of it has been followed."""
    traces: list[dict[str, Any]] = []
    notes = [_note(norm, say("lead.norm", months=norm), colours) for norm in NORMS]
    for (key, curve), width, colour in zip(
        by_cohort.items(), WIDTHS, (colours.main, colours.categories[3], colours.muted), strict=False
    ):
        firm = curve.firm + 1
        traces.append(_line(curve, slice(0, firm), key, (colour, width), pale=False))
        if firm < len(curve.months):
            traces.append(_line(curve, slice(firm - 1, None), key, (colour, width), pale=True))
    across = {
        "title": {"text": say("lead.since_start"), "font": {"size": 13}},
        "range": [0, 30],
        "dtick": 6,
        "fixedrange": True,
    }
    up = {"range": [0, 1.02], "tickformat": ".0%", "fixedrange": True}
    shapes = [_norm(norm, colours) for norm in NORMS]
    return {"data": traces, "layout": _with_legend(colours, across, yaxis=up, shapes=shapes, annotations=notes)}


def cohort_table(by_cohort: Mapping[tuple[int, int], Curve]) -> pd.DataFrame:
    """The share closed at a few ages, per cohort."""
    rows = []
    for key, curve in by_cohort.items():
        shares = [percentage(curve.closed[age]) if age < len(curve.closed) else say("lead.not_yet") for age in AGES]
        rows.append((cohort_name(key), number(curve.n), *shares))
    ages = [say("lead.by_age", months=age) for age in AGES]
    return pd.DataFrame(rows, columns=[say("lead.cohort"), say("table.projects"), *ages])


def cohort_rows(by_cohort: Mapping[tuple[int, int], Curve]) -> pd.DataFrame:
    """The same as numbers, a row per cohort and age, for the download; empty where it is not known yet."""
    rows = [
        (first, last, curve.n, age, round(100 * curve.closed[age], 1) if age < len(curve.closed) else None)
        for (first, last), curve in by_cohort.items()
        for age in AGES
    ]
    return pd.DataFrame(rows, columns=["first_year", "last_year", "n_projects", "after_months", "closed_pct"])


def cohort_sentence(rows: Sequence[LeadTime]) -> str:
    """Recent and earlier projects at the same age, as numbers of projects."""
    if not rows:
        return say("lead.no_comparison")
    newest = max(row.start_year for row in rows) - 1
    recent, earlier = ([row for row in rows if (row.start_year >= newest) == flag] for flag in (True, False))
    compared = at_equal_age(recent, earlier)
    if compared is None:
        return say("lead.no_comparison")
    age, now, before = compared
    given = {"age": age, "year": newest, "recent": some(now[0]), "recent_all": now[1], "earlier": some(before[0])}
    return say("lead.comparison", **given, earlier_all=before[1])


def cohort_name(key: tuple[int, int]) -> str:
    """``2023–2024``."""
    return str(key[0]) if key[0] == key[1] else f"{key[0]}–{key[1]}"


def _counts(rows: Sequence[LeadTime]) -> list[tuple[str, int, int]]:
    done, still = (
        np.histogram([row.months for row in rows if row.is_closed == flag], EDGES)[0] for flag in (True, False)
    )
    names = [f"{low}–{high}" for low, high in pairwise(EDGES[:-1])] + [say("lead.over", months=EDGES[-2])]
    return [(name, int(a), int(b)) for name, a, b in zip(names, done, still, strict=True)]


def _line(curve: Curve, part: slice, key: tuple[int, int], look: tuple[str, float], *, pale: bool) -> dict[str, Any]:
    colour, width = look
    name = say("lead.line", cohort=cohort_name(key), n=number(curve.n))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "showlegend": not pale,
        "x": list(curve.months[part]),
        "y": [round(value, 4) for value in curve.closed[part]],
        "line": {
            "color": rgba(colour, 0.5) if pale else colour,
            "width": width,
            "shape": "hv",
            "dash": DASH if pale else "solid",
        },
        "hovertemplate": Tags("%{{x}}: %{{y:.0%}}<extra>{}</extra>").format(name),
    }


def _norm(at: float, colours: Palette) -> Figure:
    line = {"color": colours.muted, "width": 1, "dash": DASH}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": line}


def _note(at: float, text: str, colours: Palette) -> Figure:
    font = {"size": 12, "color": colours.muted}
    return {
        "x": at,
        "y": 1,
        "xref": "x",
        "yref": "paper",
        "text": text,
        "showarrow": False,
        "yanchor": "bottom",
        "font": font,
    }


def _with_legend(colours: Palette, across: Figure, **more: object) -> Figure:
    legend = {"orientation": "h", "y": -0.3, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False}
    hover = {"showlegend": True, "legend": legend, "hovermode": "closest", "height": HEIGHT}
    return layout(colours, xaxis=across, **hover, **more)
