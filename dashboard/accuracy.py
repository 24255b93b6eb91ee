"""How far a shown count may be from the real one because of rounding, read from what a release says of itself.

A count is a sum of rounded cells. Rounding one case at random to a multiple of b has variance b - 1, so no sum of V
cases has more than (b - 1) V; rounding that keeps totals close has less. A release publishes which share of that bound
is left, per level, period, measure and size of the shown value: the *spread*. So ``sd^2 = spread (b - 1) max(y, b)``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

LEVELS = ("programme", "province", "municipality", "district", "neighbourhood", "project")
PERIODS = ("month", "quarter", "year", "all")
SIZES = (1, 12, 48, 148, 501)  # shown values from here on are a size class of their own; the first class is zero
EVERY = "*"  # stands for all measures where it is a name, for all sizes where it is a class
WORST = 1.0  # spread of rounding that keeps no total close
TIMES = 1.96  # of the standard deviation: 95 of 100 errors are smaller

Noise = Callable[[float, str], float]
"""Standard deviation of the rounding of a shown value of a measure, in units of the measure."""


@dataclass(frozen=True)
class Accuracy:
    """Rounding error of one measure in one kind of view.

    Attributes:
        base: what counts of this measure are a multiple of.
        spreads: share of the bound on the variance per size class, zero first; from 0 to 1.
    """

    base: int
    spreads: tuple[float, ...]

    def sd(self, value: float) -> float:
        """Standard deviation of the rounding error of a shown value, in units of the measure."""
        spread = self.spreads[bisect_right(SIZES, value)]
        return sqrt(spread * (self.base - 1) * max(value, self.base))

    @property
    def one_cell(self) -> float:
        """Standard deviation of a figure that is one rounded cell, base / sqrt 6."""
        return self.base / sqrt(6)

    def p95(self, value: float) -> float:
        """What 95 of 100 rounding errors of such a value stay within, in units of the measure."""
        return TIMES * self.sd(value)


def read_accuracy(report: Mapping[str, Any], measure: str, level: str, period: str) -> Accuracy:
    """The accuracy of a measure; where too few views were like it, that of more measures or sizes, never a smaller one.

    Args:
        report: ``accuracy`` of a manifest's report: ``bases`` and ``likes`` per measure, ``spreads`` per
            ``level|period``, name and size class; a name is a measure, a group of like measures or all.
        measure: code of the measure; one the release does not count has the strictest base.
        level: one of ``LEVELS``.
        period: one of ``PERIODS``.
    """
    spreads = report["spreads"].get(f"{level}|{period}", {})
    names = (measure, report["likes"].get(measure, EVERY), EVERY)
    base = report["bases"].get(measure, report["bases"][EVERY])
    return Accuracy(int(base), tuple(_spread(spreads, names, size) for size in range(len(SIZES) + 1)))


def _spread(spreads: Mapping[str, Mapping[str, float]], names: tuple[str, ...], size: int) -> float:
    return next((float(spreads[name][str(size)]) for name in names if str(size) in spreads.get(name, {})), WORST)
