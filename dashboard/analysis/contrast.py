"""Difference and ratio of two estimates, made from their intervals, so whatever widened those widens these."""

from __future__ import annotations

import math
from typing import Literal

from scipy.special import ndtri

from dashboard.analysis.intervals import CONFIDENCE, Estimate

Z = float(ndtri((1 + CONFIDENCE) / 2))
Standing = Literal["higher", "same", "lower", "not_comparable"]


def difference(one: Estimate, other: Estimate) -> Estimate:
    """One minus other with its interval, in their unit.

    Formula: d - sqrt((p1-l1)^2 + (u2-p2)^2) and d + sqrt((u1-p1)^2 + (p2-l2)^2).
    Source: Newcombe 1998, Statist Med 17:873, method 10; Zou and Donner 2008 for other estimates.
    """
    gap = one.value - other.value
    lower = gap - math.hypot(one.value - one.lower, other.upper - other.value)
    upper = gap + math.hypot(one.upper - one.value, other.value - other.lower)
    return Estimate(gap, lower, upper, "Newcombe")


def ratio(one: Estimate, other: Estimate) -> Estimate | None:
    """One divided by other with its interval; None where other is 0. The upper end is infinite when other may be 0.

    Source: Donner and Zou 2012, Stat Methods Med Res 21:347, equation 9 (MOVER-R).
    """
    if other.value <= 0:
        return None
    lower = _ratio_end(one.value, one.lower, other.value, other.upper, -1)
    upper = _ratio_end(one.value, one.upper, other.value, other.lower, 1) if other.lower > 0 else math.inf
    return Estimate(one.value / other.value, max(0.0, lower), upper, "MOVER-R")


def standing(one: Estimate | None, other: Estimate | None, tau: float = 0.0) -> Standing:
    """Where one stands beside other; ``same`` where the interval of the difference holds 0.

    Args:
        one: an area.
        other: what it is held against.
        tau: standard deviation between areas beyond chance and rounding (``funnel.dispersion``), in the same unit; where
            areas differ anyway, an ordinary difference is no finding. The interval widens to sqrt(w^2 + (z tau)^2).
    """
    if one is None or other is None:
        return "not_comparable"
    gap, extra = difference(one, other), Z * tau
    lower = gap.value - math.hypot(gap.value - gap.lower, extra)
    upper = gap.value + math.hypot(gap.upper - gap.value, extra)
    return "higher" if lower > 0 else "lower" if upper < 0 else "same"


def _ratio_end(top: float, top_end: float, bottom: float, bottom_end: float, sign: int) -> float:
    product, spread = top * bottom, bottom_end * (2 * bottom - bottom_end)
    if abs(spread) < 1e-12 * bottom * bottom:  # the formula's limit where it divides by 0
        return top_end * (2 * top - top_end) / (2 * product) if product else 0.0
    inside = product**2 - top_end * (2 * top - top_end) * spread
    return (product + sign * math.sqrt(max(0.0, inside))) / spread
