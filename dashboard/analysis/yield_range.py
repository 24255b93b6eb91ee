"""What came in against what was spent, as a range: it is no business case, and never one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.analysis.intervals import Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class YieldRange:
    """Euros per euro of cost.

    Attributes:
        low: collected per euro of cost; None where nothing collected can be shown.
        high: established per euro of cost; None likewise.
    """

    low: Estimate | None
    high: Estimate | None


def yield_range(collected: Estimate | None, established: Estimate | None, cost: float) -> YieldRange | None:
    """Collected and established euros per euro of cost; None without a cost.

    Formula: each end of each interval divided by the cost, which is exact. Imputed savings, back pay and what was not
    stated (hours, later cost) are in neither end.
    """
    if cost <= 0:
        return None
    return YieldRange(_per(collected, cost), _per(established, cost))


def add(parts: Sequence[Estimate]) -> Estimate | None:
    """The sum of independent amounts; half-widths add in squares. None of no parts."""
    if not parts:
        return None
    value = sum(part.value for part in parts)
    down = sum((part.value - part.lower) ** 2 for part in parts) ** 0.5
    up = sum((part.upper - part.value) ** 2 for part in parts) ** 0.5
    return Estimate(value, max(0.0, value - down), value + up, parts[0].method)


def _per(amount: Estimate | None, cost: float) -> Estimate | None:
    if amount is None:
        return None
    return Estimate(amount.value / cost, amount.lower / cost, amount.upper / cost, amount.method)
