"""The outcome ladder: how certain each euro is, imputed savings apart, back pay to the other side, never one total."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.intervals import amount_interval
from dashboard.text import say
from dashboard.view.charts import Figure, layout
from dashboard.view.numbers import NBSP, circa, euro, has_few_files
from dashboard.view.palette import Palette, rgba
from dashboard.view.walk import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

# From the widest rung inwards; each is part of the one before.
RUNGS = ("established", "imposed", "irrevocable", "collected")
KINDS = (*RUNGS, "imputed", "backpay")
THIN, THICK = 0.55, 0.8


@dataclass(frozen=True)
class Rung:
    """One kind of money in a period.

    Attributes:
        kind: one of ``KINDS``.
        euros: sum of protected amounts; None where nothing was delivered or it is still too small to show.
        mixed: part of it in which recovery and saving cannot be told apart.
        files: protected number of files behind it.
    """

    kind: str
    euros: float | None
    mixed: float
    files: int

    @property
    def name(self) -> str:
        """As read."""
        return say(f"ladder.{self.kind}")

    @property
    def shown(self) -> str:
        """The amount as read."""
        return say("number.no_amount") if self.euros is None else euro(self.euros)


def rungs(frame: pd.DataFrame) -> list[Rung]:
    """Add the measures up per kind of money; costs are no outcome and stay out.

    Args:
        frame: columns money_kind, amount_eur, mixed_eur, n_files.
    """
    sums: dict[str, tuple[float | None, float, int]] = dict.fromkeys(KINDS, (None, 0.0, 0))
    for kind, *found in walk(frame, "money_kind", "amount_eur", "mixed_eur", "n_files"):
        if kind in sums:
            euros, mixed, files = (0 if isnan(value) else value for value in found)
            before = sums[kind]
            sums[kind] = (before[0] or 0.0) + euros, before[1] + mixed, before[2] + int(files)
    return [Rung(kind, *values) for kind, values in sums.items()]


def ladder(rows: Sequence[Rung], colours: Palette) -> Figure:
    """Nested bars: the pale bar behind a rung is the rung before; savings hatched with their range, back pay leftward."""
    names = [row.name for row in rows]
    values = [row.euros or 0.0 for row in rows]
    solid = [colours.muted if has_few_files(row.files) else colours.main for row in rows]
    sign = [-1 if row.kind == "backpay" else 1 for row in rows]
    behind = [0.0, *values[: len(RUNGS) - 1], 0.0, 0.0]
    mixed = [row.mixed for row in rows]
    plain = [value - part for value, part in zip(values, mixed, strict=True)]
    hatch = {"shape": "/", "fgcolor": colours.main, "bgcolor": rgba(colours.main, 0.12), "size": 6}
    traces = [
        _bars(names, behind, THICK, {"color": rgba(colours.main, 0.14)}),
        _bars(names, [a * b for a, b in zip(plain, sign, strict=True)], THIN, _fill(rows, solid, hatch)),
        _bars(names, mixed, THIN, {"color": "rgba(0,0,0,0)", "pattern": hatch}, base=plain),
    ]
    ends = [_end(row) for row in rows]
    traces += [_whisker(row, colours) for row in rows if row.kind == "imputed" and row.euros]
    notes = [_label(row, end, colours) for row, end in zip(rows, ends, strict=True)]
    axis = {"range": [-values[-1] * 1.05, max([*ends, 1.0]) * 1.25], "showgrid": False, "showticklabels": False}
    return {
        "data": traces,
        "layout": layout(
            colours,
            xaxis=axis | {"zeroline": True, "zerolinecolor": colours.text, "fixedrange": True},
            yaxis={"autorange": "reversed", "showgrid": False, "fixedrange": True, "ticksuffix": NBSP},
            annotations=notes,
            barmode="overlay",
            hovermode=False,
            height=330,
            margin={"t": 8},
        ),
    }


def ladder_table(rows: Sequence[Rung]) -> pd.DataFrame:
    """The rungs as people read them."""
    return pd.DataFrame(
        {
            say("ladder.kind"): [row.name for row in rows],
            say("table.value"): [row.shown for row in rows],
            say("ladder.files"): [_files(row) for row in rows],
            say("ladder.mixed"): [euro(row.mixed) if row.mixed else "" for row in rows],
            say("table.interval"): [_interval(row) for row in rows],
        }
    )


def ladder_sentence(rows: Sequence[Rung]) -> str:
    """What was established and received, what went to citizens, and what is only a calculation."""
    by_kind = {row.kind: row for row in rows}
    parts = [
        say("ladder.sentence", established=by_kind["established"].shown, collected=by_kind["collected"].shown),
        say("ladder.sentence_backpay", backpay=by_kind["backpay"].shown),
    ]
    if by_kind["imputed"].euros:
        parts.append(say("ladder.sentence_imputed", imputed=by_kind["imputed"].shown))
    if any(row.mixed for row in rows):
        parts.append(say("ladder.sentence_mixed", mixed=euro(sum(row.mixed for row in rows))))
    return " ".join(parts)


def _bars(names: list[str], values: list[float], width: float, marker: dict[str, Any], **more: object) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": values,
        "width": width,
        "marker": marker,
        "hoverinfo": "skip",
        **more,
    }


def _fill(rows: Sequence[Rung], solid: list[str], hatch: dict[str, Any]) -> dict[str, Any]:
    shapes = ["/" if row.kind == "imputed" else "" for row in rows]
    ground = [hatch["bgcolor"] if shape else colour for shape, colour in zip(shapes, solid, strict=True)]
    return {"color": ground, "pattern": {**hatch, "shape": shapes, "bgcolor": ground}}


def _end(row: Rung) -> float:
    """Where the drawing of a rung ends on the right, so that its label can stand behind it."""
    limit = amount_interval(row.euros, row.files) if row.kind == "imputed" and row.euros else None
    return limit.upper if limit else 0.0 if row.kind == "backpay" else row.euros or 0.0


def _whisker(row: Rung, colours: Palette) -> Figure:
    """The range of an imputed saving; no other rung has one, because the others are what was decided."""
    value = row.euros or 0.0
    limit = amount_interval(value, row.files)
    ends = [limit.lower, limit.upper] if limit else [value, value]
    line = {"color": colours.text, "width": 1.5}
    marker = {"symbol": "line-ns-open", "size": 9, "color": colours.text}
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": ends,
        "y": [row.name] * 2,
        "line": line,
        "marker": marker,
        "hoverinfo": "skip",
    }


def _label(row: Rung, end: float, colours: Palette) -> dict[str, Any]:
    return {
        "x": end,
        "y": row.name,
        "text": f"{NBSP}{row.shown}",
        "showarrow": False,
        "xanchor": "left",
        "font": {"color": colours.muted if row.euros and has_few_files(row.files) else colours.text},
    }


def _files(row: Rung) -> str:
    if row.euros is None:
        return ""
    return f"{circa(row.files)}; {say('chart.few_files')}" if has_few_files(row.files) else circa(row.files)


def _interval(row: Rung) -> str:
    limit = amount_interval(row.euros, row.files) if row.kind == "imputed" and row.euros else None
    return f"{euro(limit.lower)} – {euro(limit.upper)}" if limit else ""
