"""Intervals for counts, rates and shares that carry the rounding of disclosure control as well as chance.

A protected count ``y`` is the true count plus a rounding error whose standard deviation ``r`` the release reports. Chance
and rounding are independent, so their half-widths add in squares: w becomes sqrt(w^2 + (z r)^2). The error is unbiased
(systematic random rounding), so the middle does not move. A simulation in the tests holds 95 % intervals of counts 5 to
500 rounded to multiples of five to at least 93 %.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import chdtri, ndtri

CONFIDENCE = 0.95
BYAR_FROM = 10


@dataclass(frozen=True)
class Estimate:
    """A value with its interval; all three in the same unit, NaN-free.

    Attributes:
        value: the point.
        lower: lower end of the interval.
        upper: upper end of the interval.
        method: name of the method, for the note.
    """

    value: float
    lower: float
    upper: float
    method: str


def count_interval(count: int, rounding_sd: float = 0.0, confidence: float = CONFIDENCE) -> Estimate:
    """Interval of a Poisson count.

    Formula: exact limits chi2(a/2; 2x)/2 and chi2(1-a/2; 2x+2)/2, each half-width widened to sqrt(w^2 + (z r)^2).
    Source: Garwood 1936; Ulm 1990. Rounding: errors independent of chance. Of our own, because no library widens for rounding
    and scipy has no Poisson interval; the quantiles are scipy's.
    """
    tail = (1 - confidence) / 2
    lower = chdtri(2 * count, 1 - tail) / 2 if count else 0.0
    upper = chdtri(2 * count + 2, tail) / 2
    extra = ndtri(1 - tail) * rounding_sd
    return Estimate(
        float(count),
        max(0.0, count - math.hypot(count - lower, extra)),
        count + math.hypot(upper - count, extra),
        "Garwood + rounding",
    )


def byar_interval(count: int, rounding_sd: float = 0.0, confidence: float = CONFIDENCE) -> Estimate:
    """Interval of a Poisson count by Byar, close to exact from 10 on.

    Formula: x (1 - 1/(9x) - z/(3 sqrt x))^3 and the same of x + 1 with + z, widened for rounding.
    Source: Breslow and Day 1987, p. 69; OHID, Technical guidance: confidence intervals.
    """
    z = float(ndtri(1 - (1 - confidence) / 2))
    lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    above = count + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    extra = z * rounding_sd
    low = max(0.0, count - math.hypot(count - lower, extra))
    return Estimate(float(count), low, count + math.hypot(upper - count, extra), "Byar + rounding")


def rate_interval(
    count: int, exposure: float, rounding_sd: float = 0.0, exposure_sd: float = 0.0, confidence: float = CONFIDENCE
) -> Estimate | None:
    """Interval of events per unit of exposure; None where the exposure is 0.

    Formula: exact below 10 events and Byar from there, divided by the exposure; rounding of an exposure adds
    (x/n r_n)^2 to the variance of the count. Source: OHID, Technical guidance: confidence intervals.
    """
    if exposure <= 0:
        return None
    noise = math.hypot(rounding_sd, count / exposure * exposure_sd)
    found = (count_interval if count < BYAR_FROM else byar_interval)(count, noise, confidence)
    return Estimate(count / exposure, found.lower / exposure, found.upper / exposure, found.method)


def share_interval(
    part: int,
    whole: int,
    part_sd: float = 0.0,
    whole_sd: float = 0.0,
    base: int | None = None,
    confidence: float = CONFIDENCE,
) -> Estimate | None:
    """Wilson score interval of a share, widened for rounding; None where the denominator is 0.

    Formula: Wilson 1927, half-widths widened to sqrt(w^2 + z^2 (r_x^2 + p^2 r_n^2) / n^2), the first-order error of a
    ratio. Source: Newcombe 1998, method 3. A rounded numerator takes few values, so that an interval of the right width on
    average misses too often at some counts (down to 88 % covered); its ends are therefore Wilson's of x - c and x + c with
    c = r_x / 2, at most half a base. Exact counts have c = 0. Coverage is computed exactly in the tests. Of our own,
    because scipy's Wilson takes whole counts only and knows no rounding.

    Args:
        part: numerator.
        whole: denominator.
        part_sd: standard deviation of the rounding of the numerator.
        whole_sd: the same of the denominator.
        base: rounding base of the numerator; None where it is exact.
        confidence: of the interval.

    Raises:
        ValueError: a rounded numerator without its base.
    """
    if part_sd and base is None:
        raise ValueError("a rounded numerator has a base")
    if whole <= 0:
        return None
    z = float(ndtri(1 - (1 - confidence) / 2))
    share, step = min(1.0, part / whole), min(part_sd / 2, (base or 0) / 2) / whole
    extra = z * math.hypot(part_sd, share * whole_sd) / whole
    lower = share - math.hypot(share - _wilson(max(0.0, share - step), whole, -z), extra)
    upper = share + math.hypot(_wilson(min(1.0, share + step), whole, z) - share, extra)
    return Estimate(share, max(0.0, lower), min(1.0, upper), "Wilson + rounding")


def _wilson(share: float, whole: int, z: float) -> float:
    """The end of Wilson's interval that lies z standard errors away; the lower one for a negative z."""
    middle = share + z * z / (2 * whole)
    return (middle + z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))) / (1 + z * z / whole)


# Spread of the euros of one file: lognormal with sigma 1.3, so E[x^2] / E[x]^2 = exp(1.3^2).
HEAVY_TAIL = math.exp(1.3**2)


def amount_interval(amount: float, files: int, margin_pct: float) -> Estimate:
    """Interval of a sum of euros with chance as well as the noise of protection.

    Formula: amount +- z sqrt(S^2 c / n + (S m / z)^2), compound Poisson with c of ``HEAVY_TAIL`` and m the 95 % margin as a
    share; the same variance by which two sums are compared in ``change.amount_change``.

    Args:
        amount: euros.
        files: behind the amount, at least 1.
        margin_pct: 95 % margin of protection, in per cent.
    """
    z = float(ndtri(1 - (1 - CONFIDENCE) / 2))
    half = amount * math.hypot(z * math.sqrt(HEAVY_TAIL / files), margin_pct / 100)
    return Estimate(amount, max(0.0, amount - half), amount + half, "compound Poisson + margin")
