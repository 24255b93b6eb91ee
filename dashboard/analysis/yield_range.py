"""What came in against what was spent, as a range: it is no business case, and never one number."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.analysis.intervals import Estimate


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


def _per(amount: Estimate | None, cost: float) -> Estimate | None:
    if amount is None:
        return None
    return Estimate(amount.value / cost, amount.lower / cost, amount.upper / cost, amount.method)
