"""Is a change more than noise? Two periods of the same length, rounding included."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from scipy.special import ndtri

from dashboard.analysis.intervals import CONFIDENCE, HEAVY_TAIL

Verdict = Literal["rise", "fall", "no_change", "not_comparable"]


@dataclass(frozen=True)
class Change:
    """Difference between two periods and what may be said of it.

    Attributes:
        difference: now minus before, in the unit of the figure.
        ratio: difference as a share of before; None where before is 0.
        verdict: ``rise`` or ``fall`` only beyond noise; ``not_comparable`` where a period has nothing to compare.
    """

    difference: float
    ratio: float | None
    verdict: Verdict


def count_change(now: float, before: float | None, rounding_sd: float = 0.0) -> Change:
    """Change of a Poisson count between two periods.

    Formula: |a - b| > z sqrt(a + b + 2 r^2); variance of a Poisson difference plus the rounding of both.
    """
    if before is None:
        return Change(0.0, None, "not_comparable")
    return _judge(now, before, now + before + 2 * rounding_sd**2)


def share_change(now: tuple[int, int], before: tuple[int, int], noise: tuple[float, float] = (0.0, 0.0)) -> Change:
    """Change of a share, in percentage points as a fraction.

    Formula: pooled two-proportion z test, its variance raised by (r_x^2 + p^2 r_n^2) / n^2 of each period's rounding.
    Source: Fleiss 1981, section 2.1; first-order error of a ratio.

    Args:
        now: numerator and denominator.
        before: the same of the earlier period.
        noise: standard deviation of the rounding of numerator and denominator.
    """
    if now[1] <= 0 or before[1] <= 0:
        return Change(0.0, None, "not_comparable")
    pooled = min(1.0, (now[0] + before[0]) / (now[1] + before[1]))
    rounding = noise[0] ** 2 + (pooled * noise[1]) ** 2
    variance = pooled * (1 - pooled) * (1 / now[1] + 1 / before[1]) + rounding * (now[1] ** -2 + before[1] ** -2)
    return _judge(now[0] / now[1], before[0] / before[1], variance)


def amount_change(now: tuple[float, int, float], before: tuple[float, int, float]) -> Change:
    """Change of a sum of euros, from the sums, their numbers of files and their margins in per cent.

    Formula: compound Poisson, var(S) = S^2 c / n with c = E[x^2]/E[x]^2 of a lognormal with sigma 1.3, plus the variance
    (S m / z)^2 of the noise of protection, whose 95 % margin is m.
    """
    if now[1] <= 0 or before[1] <= 0:
        return Change(now[0] - before[0], None, "not_comparable")
    z = float(ndtri(1 - (1 - CONFIDENCE) / 2))
    both = (now, before)
    variance = sum(amount**2 * (HEAVY_TAIL / files + (margin / 100 / z) ** 2) for amount, files, margin in both)
    return _judge(now[0], before[0], variance)


def _judge(now: float, before: float, variance: float) -> Change:
    difference = now - before
    noise = float(ndtri(1 - (1 - CONFIDENCE) / 2)) * math.sqrt(variance)
    verdict: Verdict = "no_change" if abs(difference) <= noise else "rise" if difference > 0 else "fall"
    return Change(difference, difference / before if before else None, verdict)
