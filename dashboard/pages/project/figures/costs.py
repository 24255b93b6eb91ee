"""Costs and hours where a partner stated them, and what came in against the costs as a range that is no business case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.intervals import Estimate
from dashboard.analysis.yield_range import YieldRange, yield_range
from dashboard.charts.base import CENTS, layout
from dashboard.charts.numbers import NBSP, euro, number
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.rows import ProjectCosts
    from dashboard.charts.base import Figure
    from dashboard.charts.ladder import Amount
    from dashboard.charts.palette import Palette


ENDS = (("low", "collected"), ("high", "established"))


def against_cost(costs: Sequence[ProjectCosts], amounts: Sequence[Amount]) -> YieldRange | None:
    """The range; None where no cost was stated.

    Args:
        costs: one per partner that stated costs or hours.
        amounts: of the project; amounts that are mixed at source hold imputed savings and stay out.
    """
    total = sum(row.cost_eur or 0 for row in costs)
    if total <= 0:
        return None
    of_kind = {amount.kind: _estimate(amount) for amount in amounts}
    return yield_range(of_kind["collected"], of_kind["established"], total)


def _estimate(amount: Amount) -> Estimate | None:
    euros = amount.plain
    return None if euros.value is None else Estimate(euros.value, euros.lower, euros.upper, "margin")


def sentence(
    costs: Sequence[ProjectCosts], n_partners: int, found: YieldRange | None, amounts: Sequence[Amount]
) -> str:
    """What was stated, by how many, and the range; or that the cost is unknown; then the hours."""
    return sentences(_costs_sentence(costs, n_partners, found, amounts), _hours_sentence(costs, n_partners))


def _hours_sentence(costs: Sequence[ProjectCosts], n_partners: int) -> str:
    hours = [row.effort_hours for row in costs if row.effort_hours is not None]
    if not hours:
        return say("project.costs.hours_unknown")
    every = max(n_partners, len(hours))
    return say("project.costs.hours_sentence", hours=number(sum(hours)), n=number(len(hours)), all=number(every))


def _costs_sentence(
    costs: Sequence[ProjectCosts], n_partners: int, found: YieldRange | None, amounts: Sequence[Amount]
) -> str:
    if found is None:
        return say("project.costs.unknown")
    euros = [row.cost_eur for row in costs if row.cost_eur is not None]
    every = max(n_partners, len(euros))
    told = [say("project.costs.sentence", cost=euro(sum(euros)), n=number(len(euros)), all=number(every))]
    low, high = end_text(found.low), end_text(found.high)
    told.append(say("project.costs.range", low=low, high=high))
    imputed = next(amount for amount in amounts if amount.kind == "imputed")
    if imputed.plain.value:
        told.append(say("project.costs.imputed", imputed=imputed.shown))
    if any(amount.has_mixed for amount in amounts):
        told.append(say("project.costs.mixed"))
    if any(amount.plain.closed for amount in amounts if amount.kind in {"established", "collected"}):
        told.append(say("project.costs.closed"))
    return Markup(" ").join(told)


def end_text(end: Estimate | None) -> str:
    """``€ 0,12 (€ 0,08 – € 0,15)`` per euro of cost."""
    if end is None:
        return say("number.no_amount")
    return f"{_per(end.value)} ({say('number.interval', lower=_per(end.lower), upper=_per(end.upper))})"


def table(costs: Sequence[ProjectCosts], names: Mapping[str, str], found: YieldRange | None) -> pd.DataFrame:
    """Costs by partner that stated them, both ends of the range, then hours by partner that stated those."""
    stated = [(names.get(row.partner_code, row.partner_code), row) for row in costs]
    lines = [
        (say("project.costs.by", partner=name), euro(row.cost_eur)) for name, row in stated if row.cost_eur is not None
    ] or [(say("project.costs.cost"), say("project.costs.unknown_short"))]
    if found is not None:
        lines += [(say(f"project.costs.{key}"), end_text(getattr(found, key))) for key, _ in ENDS]
    lines += [
        (say("project.costs.hours_by", partner=name), number(row.effort_hours))
        for name, row in stated
        if row.effort_hours is not None
    ] or [(say("project.costs.hours"), say("project.costs.hours_unknown_short"))]
    return pd.DataFrame(lines, columns=[say("project.people.what"), say("table.value")])


def rows(costs: Sequence[ProjectCosts], found: YieldRange | None) -> pd.DataFrame:
    """The same as numbers, for the download; what nobody stated is there without a value."""
    ends = [(f"per_euro_{key}", getattr(found, key)) for key, _ in ENDS] if found else []
    lines: list[tuple[str, str | None, str, float | None, float | None, float | None]] = []
    for what, unit in (("cost_eur", "eur"), ("effort_hours", "hours")):
        stated = [(row.partner_code, value) for row in costs if (value := getattr(row, what)) is not None]
        lines += [(what, partner, unit, value, None, None) for partner, value in stated]
        lines += [] if stated else [(what, None, unit, None, None, None)]
    lines += [
        (what, None, "eur", *(round(one, 2) for one in (end.value, end.lower, end.upper))) for what, end in ends if end
    ]
    return pd.DataFrame(lines, columns=["what", "partner_code", "unit", "value", "lower", "upper"])


def figure(found: YieldRange | None, colours: Palette) -> Figure:
    """Both ends of the range with their interval; the line is as much as was spent."""
    ends = [(say(f"project.costs.{key}"), getattr(found, key)) for key, _ in ENDS] if found else []
    drawn = [(name, end) for name, end in ends if end][::-1]
    if not drawn:
        return {"data": [], "layout": {}}
    trace: Figure = {"type": "scatter", "mode": "markers", "y": [f"{name}{NBSP}" for name, _ in drawn]}
    trace |= {"x": [end.value for _, end in drawn], "marker": {"size": 11, "color": colours.main}}
    trace["error_x"] = {"type": "data", "symmetric": False, "color": colours.main, "thickness": 1.5, "width": 4}
    trace["error_x"] |= {"array": [end.upper - end.value for _, end in drawn]}
    trace["error_x"] |= {"arrayminus": [end.value - end.lower for _, end in drawn]}
    trace |= {"text": [end_text(end) for _, end in drawn], "hovertemplate": "%{text}<extra></extra>"}
    line = {"type": "line", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    line["line"] = {"color": colours.text, "width": 1.5, "dash": "dot"}
    top = max(1.2, *(end.upper for _, end in drawn)) * 1.05
    across = {"range": [0, top], "fixedrange": True, "tickprefix": f"€{NBSP}", "tickformat": CENTS, "nticks": 8}
    across["title"] = {"text": say("project.costs.axis"), "font": {"size": 13}}
    side = {"type": "category", "showgrid": False, "fixedrange": True, "range": [-0.6, len(drawn) - 0.4]}
    more = {"hovermode": "closest", "shapes": [line], "height": 190, "margin": {"t": 8}}
    return {"data": [trace], "layout": layout(colours, xaxis=across, yaxis=side, **more)}


def _per(value: float) -> str:
    return f"€{NBSP}{number(value, 2)}"
