"""Recent trend of one series: rising, falling, no direction, or not to be computed and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import chdtrc, ndtri

from dashboard.analysis.intervals import CONFIDENCE, Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

PERIODS = 5
LEVEL = 0.002  # one minus the 99.8 % of the test
Direction = Literal["rising", "falling", "no_direction", "not_computed"]
Reason = Literal["", "too_few", "gap", "no_spread"]


@dataclass(frozen=True)
class Recent:
    """What may be said of the last five periods.

    Attributes:
        slope: change per period in the unit of the series; 0 where not computed.
        reason: why it is not computed: ``too_few``, ``gap`` or ``no_spread``.
    """

    direction: Direction
    slope: float
    p_value: float
    reason: Reason = ""


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
