"""Projects at one age: old ones have had more time for results, so each is looked at as it was when equally old."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

OLDEST, YOUNGEST = 24, 3  # months: the longest term of a project; before three hardly anything has come in
FEWEST = 5  # projects that make a middle and a spread


@dataclass(frozen=True)
class Spread:
    """The middle of some projects and where the middle half of them lies.

    Attributes:
        n: how many projects have a share.
    """

    middle: float
    low: float
    high: float
    n: int


def whole_months(start: date, last: date) -> int:
    """Months delivered since the start, the month of the start and the last one included."""
    return (last.year - start.year) * 12 + last.month - start.month + 1


def common_age(months: int) -> int | None:
    """The age at which to compare a project so many months old; None when it is too young."""
    return None if months < YOUNGEST else min(months, OLDEST)


def spread(shares: Sequence[float]) -> Spread | None:
    """Median and quartiles (linear between order statistics); None of fewer than five projects."""
    if len(shares) < FEWEST:
        return None
    low, middle, high = np.quantile(np.array(shares, dtype=float), [0.25, 0.5, 0.75])
    return Spread(float(middle), float(low), float(high), len(shares))
