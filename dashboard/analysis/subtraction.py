"""Why subtracting two views gives nothing: the smallest example, on invented numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Subtraction:
    """A neighbour's attempt: all places, all but one, and the difference.

    Attributes:
        shown: protected count per place.
        exact_all: exact total of all places.
        exact_without: exact total without the target.
        shown_all: protected total of all places.
        shown_without: protected total without the target.
        low: least that the target's real count can be, given what is shown.
        high: most that it can be.
    """

    shown: tuple[int, ...]
    exact_all: int
    exact_without: int
    shown_all: int
    shown_without: int
    low: int
    high: int


def subtract(exact: Sequence[int], target: int, start: int, base: int) -> Subtraction:
    """Round counts along a running sum with a secret start, then subtract two totals.

    Formula: ``y_i = b (floor((S_i + u) / b) - floor((S_i - v_i + u) / b))``, the rounding of ``dashboard/protect`` before
    its swaps. Given y, the real count lies from y - b + 1 (at least 1 when y > 0) to y + b - 1.

    Args:
        exact: invented counts, one per place.
        target: position of the place the neighbour is after.
        start: the secret u, 0 up to ``base``.
        base: rounding base.
    """
    shown, running = [], start
    for value in exact:
        shown.append(base * ((running + value) // base - running // base))
        running += value
    y = shown[target]
    return Subtraction(
        shown=tuple(shown),
        exact_all=sum(exact),
        exact_without=sum(exact) - exact[target],
        shown_all=sum(shown),
        shown_without=sum(shown) - y,
        low=max(y - base + 1, 1 if y else 0),
        high=y + base - 1,
    )
