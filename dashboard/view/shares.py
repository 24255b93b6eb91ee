"""A share of protected counts as people read it: with its interval, and only where the denominator is large enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.intervals import share_interval
from dashboard.text import say
from dashboard.view.numbers import percent, percentage

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.analysis.intervals import Estimate

    Noise = Callable[[float], float]


def share(part: int, whole: int, noise: Noise, *, exact_whole: bool = False) -> Estimate | None:
    """The share with its interval; None where the denominator is too small to give one.

    Args:
        part: protected count; rounding can put it above the whole.
        whole: what it is a share of.
        noise: standard deviation of the rounding of a count.
        exact_whole: whether the whole is public and not rounded.
    """
    if percent(part, whole) is None:
        return None
    return share_interval(min(part, whole), whole, noise(part), 0.0 if exact_whole else noise(whole))


def share_text(part: int, whole: int, noise: Noise, *, exact_whole: bool = False) -> str:
    """``62% (54% – 69%)``, ``meer dan 90%``, or that there are too few."""
    found = share(part, whole, noise, exact_whole=exact_whole)
    if found is None:
        return say("project.too_few")
    shown = percent(min(part, whole), whole)
    return f"{shown} ({say('number.interval', lower=percentage(found.lower), upper=percentage(found.upper))})"
