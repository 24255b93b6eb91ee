"""Money by certainty: what was established, imposed, became irrevocable and was collected in a period, each beside the others.

The kinds are what happened in the same months, not parts of one another: what is collected this year was often established
years ago. Savings are a calculation and stand apart, back pay goes to the other side, and nothing is added to one total.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.base import INTERVAL, Figure, layout
from dashboard.charts.euros import MEASURES_OF, TOTAL, Euros, add, closed_text, due
from dashboard.charts.numbers import NBSP, circa
from dashboard.charts.palette import Palette, rgba
from dashboard.charts.plain import Tags
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from dashboard.answers.rows import EurosTotals

KINDS = ("established", "imposed", "irrevocable", "collected", "imputed", "backpay")
THICK = 0.55
ROOM = 2.2  # of the longest bar, for its label


@dataclass(frozen=True)
class Amount:
    """The amount of one kind of money.

    Attributes:
        kind: one of ``KINDS``.
        plain: what is known to be of this kind.
        mixed: what was delivered together with savings and cannot be told apart; never part of ``plain``.
    """

    kind: str
    plain: Euros
    mixed: Euros

    @property
    def name(self) -> str:
        """As read."""
        return say(f"ladder.{self.kind}")

    @property
    def shown(self) -> str:
        """The amount with its margin as read."""
        return self.plain.text

    @property
    def has_mixed(self) -> bool:
        """Whether an amount that is mixed at source is shown beside it."""
        return self.mixed.value is not None


def amounts(
    rows: Iterable[EurosTotals], periods: Iterable[date | None], may: Callable[[str], bool] = lambda _measure: True
) -> list[Amount]:
    """Add the measures up per kind of money; costs are no outcome and stay out.

    Args:
        rows: totals.
        periods: those that are asked for: years by their first day, or None for all years together.
        may: whether a measure can be among them; all can, unless partners are known of which none has it.
    """
    periods = tuple(periods)
    every = [row for row in rows if row.part == TOTAL]
    return [
        Amount(
            kind,
            add(
                (row for row in every if row.money_kind == kind and not row.is_mixed),
                due(filter(may, MEASURES_OF[kind]), periods),
            ),
            add(row for row in every if row.money_kind == kind and row.is_mixed),
        )
        for kind in KINDS
    ]


def ladder(rows: Sequence[Amount], colours: Palette) -> Figure:
    """A bar per kind with its margin; what is mixed at source behind it, hatched; savings hatched, back pay leftward."""
    if not rows:
        return {"data": [], "layout": {}}
    names = [row.name for row in rows]
    plain = [_side(row) * (row.plain.value or 0.0) for row in rows]
    mixed = [_side(row) * (row.mixed.value or 0.0) for row in rows]
    hatch = {"shape": "/", "fgcolor": colours.main, "bgcolor": rgba(colours.main, 0.12), "size": 6, "solidity": 0.35}
    traces = [
        _bars(names, plain, _fill(rows, hatch, colours)),
        _bars(names, mixed, {"color": "rgba(0,0,0,0)", "pattern": hatch}, base=plain),
        *(_whisker(row, colours) for row in rows if row.plain.value),
    ]
    ends = [max(0.0, _side(row)) * (row.plain.upper + (row.mixed.value or 0.0)) for row in rows]
    notes = [_label(row, end, colours) for row, end in zip(rows, ends, strict=True)]
    left = max([row.plain.upper + (row.mixed.value or 0.0) for row in rows if _side(row) < 0], default=0.0)
    axis = {"range": [-left * 1.05, max([*ends, 1.0]) * ROOM], "showgrid": False, "showticklabels": False}
    return {
        "data": traces,
        "layout": layout(
            colours,
            xaxis=axis | {"zeroline": True, "zerolinecolor": colours.text, "fixedrange": True},
            yaxis={"autorange": "reversed", "showgrid": False, "fixedrange": True, "ticksuffix": NBSP},
            annotations=notes,
            barmode="overlay",
            hovermode=False,
            height=250,
            margin={"t": 8},
        ),
    }


def ladder_finding(rows: Sequence[Amount], period: str, *, is_complete: bool) -> str:
    """Whether more was established than collected or the other way round, in one period.

    Silent where their margins meet, where a part of either is not shown, and where a delivery is missing: what is not in
    yet may turn it round. So is what is mixed with savings, which may belong to the lesser of the two.

    Args:
        rows: the kinds.
        period: its name.
        is_complete: whether every source delivered all of it.
    """
    found = {row.kind: row for row in rows}
    if not is_complete or not {"established", "collected"} <= found.keys():
        return ""
    one, other = found["established"], found["collected"]
    if not (one.plain.is_whole and other.plain.is_whole):
        return ""
    if one.plain.lower > other.plain.upper and other.mixed.is_empty:
        return say("ladder.finding.established", period=period)
    is_other = other.plain.lower > one.plain.upper and one.mixed.is_empty
    return say("ladder.finding.collected", period=period) if is_other else ""


def ladder_table(rows: Sequence[Amount]) -> pd.DataFrame:
    """The kinds as people read them."""
    return pd.DataFrame(
        {
            say("ladder.kind"): [row.name for row in rows],
            say("table.value"): [row.shown for row in rows],
            say("ladder.files"): [_files(row) for row in rows],
            say("ladder.mixed"): [row.mixed.text if row.has_mixed else "" for row in rows],
        }
    )


def ladder_rows(rows: Sequence[Amount], answered: pd.DataFrame) -> pd.DataFrame:
    """The totals as they were answered, for the download; without any the kinds with why there is no amount, as they are read.

    Args:
        rows: the kinds.
        answered: frame of ``EurosTotals``.
    """
    if len(answered):
        return answered
    nothing = [row.shown for row in rows]
    return pd.DataFrame(
        {"money_kind": [row.kind for row in rows], "amount_eur": None, "as_shown": nothing}, dtype=object
    )


def ladder_sentence(rows: Sequence[Amount], names: Callable[[str], str]) -> str:
    """What was established and received, what went to citizens, what is only a calculation, and what is not in it."""
    by_kind = {row.kind: row for row in rows}
    backpay = by_kind["backpay"]
    key = "sentence_no_backpay" if backpay.plain.value is None else "sentence_backpay"
    parts = [ladder_brief(rows), say(f"ladder.{key}", backpay=backpay.shown)]
    if by_kind["imputed"].plain.value:
        parts.append(say("ladder.sentence_imputed", imputed=by_kind["imputed"].shown))
    if by_kind["established"].has_mixed:
        parts.append(say("ladder.sentence_mixed", mixed=by_kind["established"].mixed.text))
    parts += [
        say("ladder.sentence_closed", kind=row.name, what=without)
        for row in rows
        if (without := closed_text(row.plain, names, row.name))
    ]
    return Markup(" ").join(parts)


def ladder_brief(rows: Sequence[Amount]) -> str:
    """What was established and what was received, which is where the sentence begins."""
    by_kind = {row.kind: row for row in rows}
    return say("ladder.sentence", established=by_kind["established"].shown, collected=by_kind["collected"].shown)


def _side(row: Amount) -> int:
    return -1 if row.kind == "backpay" else 1


def _bars(names: list[str], values: list[float], marker: dict[str, Any], **more: object) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": values,
        "width": THICK,
        "marker": marker,
        "hoverinfo": "skip",
        **more,
    }


def _fill(rows: Sequence[Amount], hatch: dict[str, Any], colours: Palette) -> dict[str, Any]:
    shapes = ["/" if row.kind == "imputed" else "" for row in rows]
    solid = [colours.citizens if row.kind == "backpay" else colours.main for row in rows]
    # plotly gives stripes the opacity of the bar's own colour
    return {"color": solid, "pattern": {**hatch, "shape": shapes, "fgcolor": solid}}


def _whisker(row: Amount, colours: Palette) -> Figure:
    """The margin of an amount."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [_side(row) * round(end, -2) for end in (row.plain.lower, row.plain.upper)],
        "y": [row.name] * 2,
        "line": {"color": colours.text, "width": 1.5},
        "marker": {"symbol": "line-ns-open", "size": 9, "color": colours.text},
        "hoverinfo": "skip",
        "meta": INTERVAL,
    }


def _label(row: Amount, end: float, colours: Palette) -> dict[str, Any]:
    lines = [row.plain.short, *([say("ladder.label_mixed", mixed=row.mixed.short)] if row.has_mixed else [])]
    return {
        "x": end,
        "y": row.name,
        "text": Tags("<br>").join(Tags(f"{NBSP}{{}}").format(line) for line in lines),
        "showarrow": False,
        "align": "left",
        "xanchor": "left",
        "font": {"color": colours.muted if row.plain.value is None else colours.text},
    }


def _files(row: Amount) -> str:
    if row.plain.value is None:
        return ""
    return say("ladder.files_unknown") if row.plain.files is None else circa(row.plain.files)
