"""When a figure may say what it found: only what its interval leaves no doubt of; silent otherwise, and never good or bad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dashboard.analysis.recent import PERIODS
from dashboard.charts.direction import is_moving
from dashboard.charts.numbers import period_name
from dashboard.policy import active_policy
from dashboard.text import say

if TYPE_CHECKING:
    from dashboard.analysis.intervals import Estimate
    from dashboard.analysis.recent import Recent

HALF = 0.5
Side = Literal["most", "fewest", ""]


def side_of_half(share: Estimate | None) -> Side:
    """Whether a share is surely more than half, surely less, or neither.

    Args:
        share: from 0 to 1, its interval with chance and rounding; None where none is given.
    """
    if share is None:
        return ""
    return "most" if share.lower > HALF else "fewest" if share.upper < HALF else ""


def side_of_exact(part: int, whole: int) -> Side:
    """The same of numbers that are exact; neither of so few that no share of them is given."""
    if whole < active_policy().percentage_denominator or 2 * part == whole:
        return ""
    return "most" if 2 * part > whole else "fewest"


def course_finding(name: str, found: Recent, grain: str) -> str:
    """That a series rises or falls; silent where it does neither beyond chance or where that cannot be said.

    Args:
        name: of what the series counts.
        found: the test.
        grain: ``month``, ``quarter`` or ``year``.
    """
    if not is_moving(found) or found.until is None:
        return ""
    periods, until = say(f"direction.periods.{grain}", n=PERIODS), period_name(found.until, grain)
    said = say(f"direction.{found.direction}")
    return say("direction.finding", name=name, direction=said, periods=periods, until=until)
