"""The course of a series in words: rising, falling, nothing beyond chance, or why it cannot be said; never good or bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.recent import PERIODS, Observed
from dashboard.charts.numbers import period_name
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.analysis.intervals import Estimate
    from dashboard.analysis.recent import Recent
    from dashboard.answers.rows import TrendCount, TrendDeliveries, TrendEur

MONTHS = {"month": 1, "quarter": 3, "year": 12}  # of a period


def observed(
    periods: Sequence[TrendCount | TrendEur | TrendDeliveries],
    limits: Sequence[Estimate | None],
    grain: str,
    until: date,
) -> list[Observed]:
    """The periods of a series with what the test has to know of them; one that is not over yet may still change.

    Args:
        periods: as they were answered, oldest first.
        limits: value and interval per period.
        grain: ``month``, ``quarter`` or ``year``.
        until: first day of the last month that was asked.
    """
    last = 12 * until.year + until.month
    return [
        Observed(
            row.period,
            limit,
            is_provisional=row.is_provisional or 12 * row.period.year + row.period.month + MONTHS[grain] - 1 > last,
            is_incomplete=row.n_missing > 0,
        )
        for row, limit in zip(periods, limits, strict=True)
    ]


def is_moving(found: Recent) -> bool:
    """Whether it rises or falls by more than chance and rounding."""
    return found.direction in {"rising", "falling"}


def direction_words(found: Recent, grain: str) -> str:
    """``stijgend``, or with the reason ``niet te zeggen: minder dan vijf kwartalen``."""
    if not found.reason:
        return say(f"direction.{found.direction}")
    periods = say(f"direction.periods.{grain}", n=PERIODS)
    return say("direction.not_said", why=say(f"direction.reason.{found.reason}", periods=periods))


def direction_line(found: Recent, grain: str) -> str:
    """``5 kwartalen t/m 2026 K1: stijgend`` under a small line; empty of one that does not move."""
    if not is_moving(found) or found.until is None:
        return ""
    periods, until = say(f"direction.periods.{grain}", n=PERIODS), period_name(found.until, grain)
    return say("direction.short", periods=periods, until=until, direction=say(f"direction.{found.direction}"))


def direction_sentence(found: Recent, grain: str) -> str:
    """The same as a sentence, with the periods it is about."""
    periods = say(f"direction.periods.{grain}", n=PERIODS)
    if found.until is None:
        return say("direction.unsaid", why=say(f"direction.reason.{found.reason}", periods=periods))
    until = period_name(found.until, grain)
    return say("direction.sentence", periods=periods, until=until, direction=say(f"direction.full.{found.direction}"))
