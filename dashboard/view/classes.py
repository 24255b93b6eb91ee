"""Value classes of an area: a number, none or a few, not delivered, no project, does not apply; and class breaks."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.analysis.intervals import share_interval
from dashboard.text import say
from dashboard.view.numbers import LEAST_DENOMINATOR, count, number, percent, percentage

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

NUMBER, NONE_OR_FEW, UNDELIVERED, NO_PROJECT, NOT_APPLICABLE = (
    "number",
    "none_or_few",
    "undelivered",
    "no_project",
    "not_applicable",
)
TOO_SMALL = "too_small"
CLASSES = (NUMBER, NONE_OR_FEW, TOO_SMALL, UNDELIVERED, NO_PROJECT, NOT_APPLICABLE)
STEPS = 5
# A share whose interval is wider than this says too little to be compared: it is hatched.
WIDEST = 0.25


@dataclass(frozen=True)
class Area:
    """One area as drawn and listed.

    Attributes:
        kind: one of ``CLASSES``.
        value: the number behind the colour; a share is a fraction.
        text: the value as read.
        is_unreliable: hatched, because its interval is too wide.
    """

    code: str
    name: str
    kind: str
    value: float
    text: str
    note: str
    is_unreliable: bool


def classify(frame: pd.DataFrame, *, is_share: bool) -> list[Area]:
    """Give every row of ``map__areas`` its class and its words."""
    return [_area(row, is_share=is_share) for row in frame.itertuples(index=False)]


def breaks(years: pd.DataFrame, length: int, *, is_share: bool) -> list[float]:
    """Upper ends of at most five classes, the same for every period of one length, so that periods can be compared.

    Quantiles of what the areas had in every run of so many years, moved to round numbers; the last class is open.

    Args:
        years: columns area_code, year, n_value, n_denominator, as ``map__years`` gives them.
        length: years in a period.
        is_share: whether the map shows n_value as a share of n_denominator.
    """
    values = sorted(_in_every_period(years, length, is_share=is_share))
    if not values:
        return []
    cuts = [_round_up(values[min(len(values) - 1, len(values) * i // STEPS)]) for i in range(1, STEPS)]
    return sorted({cut for cut in cuts if cut < values[-1]})


def _in_every_period(years: pd.DataFrame, length: int, *, is_share: bool) -> list[float]:
    """Values above zero per area and run of ``length`` years; a share only where its denominator is large enough."""
    if years.empty:
        return []
    every = range(int(years["year"].min()), int(years["year"].max()) + 1)
    wide = years.pivot_table(index="year", columns="area_code", values=["n_value", "n_denominator"], aggfunc="sum")
    summed = wide.reindex(every).fillna(0).rolling(min(length, len(every))).sum().dropna()
    part, whole = (summed[name].to_numpy().ravel() for name in ("n_value", "n_denominator"))
    if not is_share:
        return [float(value) for value in part[part > 0]]
    firm = (part > 0) & (whole >= LEAST_DENOMINATOR)
    return [float(share) for share in np.minimum(part[firm] / whole[firm], 1.0)]


def class_of(value: float, cuts: Sequence[float]) -> int:
    """Index of the class a value falls in, 0 for the lowest."""
    return sum(value > cut for cut in cuts)


def class_names(cuts: Sequence[float], *, is_share: bool) -> list[str]:
    """What the legend says of each class."""
    form = percentage if is_share else number
    edges = [form(cut) for cut in cuts]
    if not edges:
        return [say("map.class_any")]
    between = [say("map.class_between", low=low, high=high) for low, high in itertools.pairwise(edges)]
    return [say("map.class_to", high=edges[0]), *between, say("map.class_over", low=edges[-1])]


def _area(row: Any, *, is_share: bool) -> Area:
    code, name = str(row.area_code), str(row.area_name)
    part, whole = int(row.n_value), int(row.n_denominator)
    kind = _kind(row, part)
    if kind != NUMBER or not is_share:
        text = count(part) if kind == NUMBER else say(f"map.kind.{kind}")
        return Area(code, name, kind, float(part), text, _note(row), is_unreliable=False)
    shown, estimate = percent(part, whole), share_interval(part, whole)
    if shown is None or estimate is None:
        return Area(code, name, TOO_SMALL, 0.0, say("map.kind.too_small"), _note(row), is_unreliable=True)
    interval = say("number.interval", lower=percentage(estimate.lower), upper=percentage(estimate.upper))
    wide = estimate.upper - estimate.lower > WIDEST
    return Area(code, name, NUMBER, estimate.value, f"{shown} ({interval})", _note(row), is_unreliable=wide)


def _kind(row: Any, part: int) -> str:
    if row.is_water:
        return NOT_APPLICABLE
    if not row.n_projects and not part:
        return NO_PROJECT
    if row.is_undelivered and not part:
        return UNDELIVERED
    return NUMBER if part else NONE_OR_FEW


def _note(row: Any) -> str:
    n_projects = int(row.n_projects)
    return say("map.n_projects", n=number(n_projects)) if n_projects else ""


def _round_up(value: float) -> float:
    """The next number of the series 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= value), value)
