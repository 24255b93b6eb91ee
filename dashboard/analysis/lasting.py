"""Does a result last? The verdict on one agreement from its value at closure and at the follow-ups after it.

The share that is left is value at follow-up / value at closure, or its inverse where less is better. Its interval holds
chance (two Poisson counts) and the rounding of both. The verdict rests on the last follow-up from +12 months on:

- ``lasts``       at least three quarters are certainly left: the lower end is 0.75 or more.
- ``fades``       something is certainly lost: the upper end is below 1, and not ``lasts``.
- ``too_early``   the follow-up at +12 months is not due yet and none was made.
- ``unmeasurable``  no measure with a wanted direction, no value at closure or one too small for a share, no follow-up where one was
  due, or an interval that leaves both open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dashboard.analysis.intervals import Estimate, share_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.policy import Policy

Verdict = Literal["lasts", "fades", "too_early", "unmeasurable"]
Reason = Literal["held", "lost", "not_due", "no_measure", "no_start", "few", "no_follow_up", "wide"]
VERDICTS: tuple[Verdict, ...] = ("lasts", "fades", "too_early", "unmeasurable")
FOLLOW_UPS = (6, 12, 24)
DECIDES_FROM = 12  # months; a half year says too little
KEPT = 0.75  # share that must certainly be left


@dataclass(frozen=True)
class Lasting:
    """A verdict and what it rests on.

    Attributes:
        verdict: one of ``VERDICTS``.
        reason: why.
        months: follow-up it rests on; None where it rests on none.
        share: what is left of the value at closure, 1 is all; None where it cannot be given.
    """

    verdict: Verdict
    reason: Reason
    months: int | None = None
    share: Estimate | None = None


def judge_lasting(
    values: Mapping[int, int],
    polarity: str | None,
    noise: Callable[[float], float],
    policy: Policy,
    *,
    is_due: bool,
) -> Lasting:
    """The verdict on one agreement, by the rule above.

    Args:
        values: protected counts by months after closure, 0 being closure; a follow-up not made is absent.
        polarity: ``more`` or ``less`` is better; anything else has no wanted direction.
        noise: standard deviation of the rounding of a value.
        policy: its rounding base, and its least denominator as the least value at closure.
        is_due: whether the follow-up at +12 months should have been made by now.
    """
    if missing := _missing(values, polarity, policy.percentage_denominator):
        return Lasting("unmeasurable", missing)
    made = [months for months in FOLLOW_UPS if months >= DECIDES_FROM and months in values]
    if not made:
        return Lasting("unmeasurable", "no_follow_up") if is_due else Lasting("too_early", "not_due")
    share = share_left(values[0], values[made[-1]], noise, policy.base, less=polarity == "less")
    if share.lower >= KEPT:
        return Lasting("lasts", "held", made[-1], share)
    if share.upper < 1:
        return Lasting("fades", "lost", made[-1], share)
    return Lasting("unmeasurable", "wide", made[-1], share)


def _missing(values: Mapping[int, int], polarity: str | None, least: int) -> Reason | None:
    """What a verdict lacks from the start."""
    if polarity not in {"more", "less"}:
        return "no_measure"
    if 0 not in values:
        return "no_start"
    return "few" if values[0] < least else None


def share_left(start: int, later: int, noise: Callable[[float], float], base: int, *, less: bool = False) -> Estimate:
    """Ratio of two Poisson counts, later / start, or start / later where less is better; the upper end may be infinite.

    Formula: given their sum the later count is binomial with p = ratio / (1 + ratio); Wilson limits of p, widened for
    the rounding of both counts (sd^2 = (y^2 r_x^2 + x^2 r_y^2) / n^2 on the count), turned back by p / (1 - p).
    Source: Przyborowski and Wilenski 1940; Newcombe 1998, method 3.
    """
    above, below = (start, later) if less else (later, start)
    whole = above + below
    noise_of_part = math.hypot(below * noise(above), above * noise(below)) / whole if whole else 0.0
    found = share_interval(above, whole, noise_of_part, base=base)
    if found is None:
        return Estimate(1.0, 0.0, math.inf, "two Poisson counts + rounding")
    return Estimate(_odds(found.value), _odds(found.lower), _odds(found.upper), "two Poisson counts + rounding")


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf
