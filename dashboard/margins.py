"""Margins of amounts, said in coarse steps: the same ones where a release is made and where amounts are added up on screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = (1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 50)


def step_up(percent: float) -> float:
    """The next of ``STEPS``; beyond the last one infinite.

    Example:
        >>> [step_up(value) for value in (0.4, 8.0, 8.1, 51.0)]
        [1, 8, 10, inf]
    """
    return next((step for step in STEPS if percent <= step), math.inf)


def margin_of_sum(parts: Iterable[tuple[float, float]]) -> float:
    """Margin of a sum in per cent, a step, from its parts in euro with theirs in per cent; noise of parts is independent.

    Formula: ``sqrt(sum of (amount * margin)^2) / sum of amounts``. Parts are at most the widest step, so their sum is too.

    Example:
        >>> margin_of_sum([(1000.0, 10), (1000.0, 10)])
        8
    """
    pairs = list(parts)
    total = sum(amount for amount, _ in pairs)
    if total <= 0:
        return 0
    return step_up(math.sqrt(sum((amount * percent) ** 2 for amount, percent in pairs)) / total)
