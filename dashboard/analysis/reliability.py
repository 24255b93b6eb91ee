"""How much a number can carry: coefficient of variation and its class, also for differences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from scipy.special import ndtri

from dashboard.analysis.intervals import CONFIDENCE

if TYPE_CHECKING:
    from dashboard.analysis.intervals import Estimate

FIRM, WEAK = 0.2, 0.4
Reliability = Literal["firm", "fair", "weak"]


def variation(estimate: Estimate) -> float:
    """Coefficient of variation, a fraction of the value; infinite for a value of 0.

    Formula: standard error / |value|, the standard error from the mean half-width of the 95 % interval, rounding included.
    Source: US Census Bureau, Understanding and using ACS data, chapter 7.
    """
    if not estimate.value:
        return math.inf
    z = float(ndtri(1 - (1 - CONFIDENCE) / 2))
    return (estimate.upper - estimate.lower) / (2 * z * abs(estimate.value))


def reliability(estimate: Estimate) -> Reliability:
    """``firm`` to 20 %, ``fair`` to 40 %, ``weak`` above; a difference the same, so one near 0 is weak.

    Source: 20 % is the flag of NYC Population FactFinder; 40 % the upper class of Esri for ACS.
    """
    found = variation(estimate)
    return "firm" if found <= FIRM else "fair" if found <= WEAK else "weak"
