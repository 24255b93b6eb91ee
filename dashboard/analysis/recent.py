"""Recent trend of one series: rising, falling, no direction, or not to be said and why; the one test every series goes through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import chdtrc, ndtri

from dashboard.analysis.intervals import CONFIDENCE, Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

PERIODS = 5
LEVEL = 0.002  # one minus the 99.8 % of the test
Direction = Literal["rising", "falling", "no_direction", "not_computed"]
Reason = Literal["", "too_few", "provisional", "break", "missing", "gap", "no_spread"]


@dataclass(frozen=True)
class Observed:
    """One period of a series.

    Attributes:
        start: its first day.
        limit: value and interval, rounding and chance included; None where nothing may be shown.
        is_provisional: it may still change, or is not over yet.
        is_incomplete: a source that was to deliver did not.
    """

    start: date
    limit: Estimate | None
    is_provisional: bool = False
    is_incomplete: bool = False


@dataclass(frozen=True)
class Recent:
    """What may be said of the last five periods.

    Attributes:
        slope: change per period in the unit of the series; 0 where not computed.
        reason: why it is not computed; empty where it is.
        until: first day of the last period that was tested; None where nothing was, or where it was not told.
    """

    direction: Direction
    slope: float
    p_value: float
    reason: Reason = ""
    until: date | None = None


def direction(series: Sequence[Observed], months: int, breaks: Sequence[date] = ()) -> Recent:
    """What may be said of the course of a series: the test on its last five periods that stand fast, or why not.

    Periods at the end that may still change are left out, because late deliveries would make every series fall. Five
    periods with a break in the definition, a delivery that is missing, or a hole among them compare unlike things.

    Args:
        series: oldest first.
        months: length of a period.
        breaks: days on which the definition changed.
    """
    firm = list(series)
    while firm and firm[-1].is_provisional:
        firm.pop()
    last = firm[-PERIODS:]
    if reason := _why_not(last, len(series), months, breaks):
        return Recent("not_computed", 0.0, 1.0, reason)
    return replace(recent_trend([one.limit for one in last]), until=last[-1].start)


def _why_not(last: Sequence[Observed], n_all: int, months: int, breaks: Sequence[date]) -> Reason:
    """Why the last periods cannot be tested; empty where they can."""
    if len(last) < PERIODS:
        return "provisional" if n_all >= PERIODS else "too_few"
    if any(last[0].start < day <= last[-1].start for day in breaks):
        return "break"
    if any(one.is_incomplete for one in last):
        return "missing"
    if any(one.is_provisional for one in last):
        return "provisional"
    steps = (12 * (b.start.year - a.start.year) + b.start.month - a.start.month for a, b in pairwise(last))
    return "gap" if any(step != months for step in steps) or any(one.limit is None for one in last) else ""


def recent_trend(series: Sequence[Estimate | None]) -> Recent:
    """Direction of the last five periods, oldest first; None is a period without a figure.

    Formula: slope of least squares weighted by 1 / var, var from the wider half of each interval (rounding included);
    slope^2 / var(slope) against chi-square with 1 degree at 99.8 %; and the sign holds leaving each period out.
    Source: OHID Fingertips, Recent trends methodology; the leave-one-out rule is ours.
    """
    last = list(series)[-PERIODS:]
    points = [point for point in last if point is not None]
    if len(last) < PERIODS:
        return Recent("not_computed", 0.0, 1.0, "too_few")
    if len(points) < PERIODS:
        return Recent("not_computed", 0.0, 1.0, "gap")
    z = float(ndtri(1 - (1 - CONFIDENCE) / 2))
    spread = np.array([max(p.upper - p.value, p.value - p.lower) / z for p in points])
    if (spread <= 0).any():
        return Recent("not_computed", 0.0, 1.0, "no_spread")
    times, values = np.arange(PERIODS, dtype=float), np.array([point.value for point in points])
    slope, variance = _slope(times, values, spread**-2)
    p_value = float(chdtrc(1, slope**2 / variance))
    kept = [np.delete(np.arange(PERIODS), i) for i in range(PERIODS)]
    stable = all(_slope(times[k], values[k], spread[k] ** -2)[0] * slope > 0 for k in kept)
    direction: Direction = "no_direction" if p_value > LEVEL or not stable else "rising" if slope > 0 else "falling"
    return Recent(direction, slope, p_value)


def _slope(times: np.ndarray, values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    middle = (weights * times).sum() / weights.sum()
    room = float((weights * (times - middle) ** 2).sum())
    return float((weights * (times - middle) * values).sum() / room), 1 / room
