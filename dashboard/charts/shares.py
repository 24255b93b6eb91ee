"""A share of protected counts as people read it: with its interval, and only where the denominator is large enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.analysis.intervals import share_interval
from dashboard.charts.numbers import percent, percentage
from dashboard.policy import active_policy
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.accuracy import Noise
    from dashboard.analysis.intervals import Estimate

Pair = tuple[str, str | None]
"""Measures of a share: what is counted, and what it is a share of; None for a public number, which is not rounded."""


def noises(part: float, whole: float, noise: Noise, of: Pair) -> tuple[float, float]:
    """Standard deviation of the rounding of numerator and denominator."""
    return noise(part, of[0]), 0.0 if of[1] is None else noise(whole, of[1])


def share(part: int, whole: int, noise: Noise, of: Pair) -> Estimate | None:
    """The share with its interval; None where the denominator is too small to give one.

    Args:
        part: protected count; rounding can put it above the whole.
        whole: what it is a share of.
        noise: of the release.
        of: the measures.
    """
    if percent(part, whole) is None:
        return None
    return share_interval(min(part, whole), whole, *noises(part, whole, noise, of), active_policy().base)


def percents(value: float | None, *ends: float | None, is_public: bool = False) -> tuple[float | None, ...]:
    """A share and the ends of its interval as percentages to a tenth, as figures draw them.

    Unrounded ends could be turned back into what a release says of its rounding; above the highest share that is shown, that one
    stands there, as it is read as more than that. Shares of public counts are as they are.
    """
    top = 1.0 if is_public else active_policy().percentage_top / 100
    shown = None if value is None else min(value, top)
    return tuple(None if one is None else round(100 * one, 1) for one in (shown, *ends))


def share_columns(found: Sequence[Estimate | None], name: str = "share") -> dict[str, Any]:
    """Columns of shares with both ends of their interval: ``share_pct``, ``share_lower_pct`` and ``share_upper_pct``."""
    rows = [percents(one.value, one.lower, one.upper) if one else (None, None, None) for one in found]
    heads = (f"{name}_pct", f"{name}_lower_pct", f"{name}_upper_pct")
    return {head: [row[at] for row in rows] for at, head in enumerate(heads)}


def share_text(part: int, whole: int, noise: Noise, of: Pair) -> str:
    """``62% (54% – 69%)``, ``meer dan 90%``, or that there are too few."""
    found = share(part, whole, noise, of)
    if found is None:
        return say("project.too_few")
    shown = percent(min(part, whole), whole)
    return f"{shown} ({say('number.interval', lower=percentage(found.lower), upper=percentage(found.upper))})"
