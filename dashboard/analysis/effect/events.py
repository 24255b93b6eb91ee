"""Event study: the effect quarter by quarter around the start, and whether the areas went together before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.analysis.effect.panel import WINDOW, Panel, Reason
from dashboard.analysis.effect.pretrend import PreTrend, lacks_before, pre_trend
from dashboard.analysis.effect.ratio import Collapsed, solve


@dataclass(frozen=True)
class Moment:
    """The effect in one period.

    Attributes:
        period: periods after the start; 0 is the first of the project, negative is before.
        value: observed / expected; None where it cannot be estimated.
        lower: lower end of the 95 % interval.
        upper: upper end; may be infinite.
        observed: count of the project's areas.
        expected: count expected.
    """

    period: int
    value: float | None
    lower: float | None
    upper: float | None
    observed: float
    expected: float | None


@dataclass(frozen=True)
class EventStudy:
    """Effects by period around the start, and the check of what came before it."""

    moments: tuple[Moment, ...]
    pre_trend: PreTrend
    reason: Reason | None = None


def event_study(panel: Panel, window: int = WINDOW) -> EventStudy:
    """Effect in every period from ``window`` before the start to the last one there is.

    Formula: a period from the start on is held against all periods before the start, a period before it against the
    *other* periods before it; each is the Poisson pseudo-likelihood estimate with one dummy for that period, with the
    interval of ``did``. Intervals are per period, not for all together.

    Args:
        panel: the project and its comparison areas.
        window: most periods before the start.
    """
    before, _ = panel.periods("after", window)
    first = range(*before.indices(panel.counts.shape[1]))
    reason = lacks_before(panel, len(first))
    if reason:
        return EventStudy((), PreTrend(None, reason=reason), reason)
    return EventStudy(_moments_of(panel, first, panel.counts.shape[1]), pre_trend(panel))


def _moments_of(panel: Panel, first: range, stop: int) -> tuple[Moment, ...]:
    """All periods at once: each against the periods before the start, without itself."""
    each = np.arange(first.start, stop)
    against = np.array([[period in first and period != at for period in range(stop)] for at in each], dtype=float)
    counts = panel.counts.astype(float)
    exposure = np.ones_like(counts) if panel.changing is None else panel.changing
    x, y = against @ exposure.T, exposure[:, each].T
    grown = np.where((x > 0) & (y > 0), y / np.maximum(x, 1e-12), 1 / against.sum(axis=1, keepdims=True))
    areas = Collapsed(
        against @ counts.T, counts[:, each].T, grown, panel.treated, np.arange(len(panel.treated)), panel.base
    )
    found = solve([areas])
    rows = zip(each, found.value, found.lower, found.upper, found.observed, found.expected, strict=True)
    return tuple(_moment(int(at) - panel.start, *(float(part) for part in row)) for at, *row in rows)


def _moment(period: int, value: float, lower: float, upper: float, observed: float, expected: float) -> Moment:
    if not np.isfinite(value):
        return Moment(period, None, None, None, observed, None)
    return Moment(period, value, lower, upper, observed, expected)
