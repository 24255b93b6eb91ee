"""How fast a partner settles what it was passed on, from lead times in classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.analysis.intervals import Estimate, share_interval

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

# No agreement lays a norm down; one quarter, the rhythm of the deliveries, is what we count with, and the page says so.
NORM = 90


@dataclass(frozen=True)
class Settlement:
    """Lead time of one receiver in days.

    Attributes:
        low: first quartile.
        median: the middle.
        high: third quartile.
        within: rows within the norm.
        n: rows of deliveries.
        share: share within the norm with its interval; None below the least denominator.
    """

    low: float
    median: float
    high: float
    within: int
    n: int
    share: Estimate | None


def settlement(days_from: Numbers, n_settled: Numbers, width: int, least: int) -> Settlement | None:
    """Median, spread and share within the norm; None without signals.

    Args:
        days_from: lower end of each class, rising.
        n_settled: protected number of signals in it; each counts with the median given for its row.
        width: days in a class.
        least: least denominator of a share.
    """
    total = int(n_settled.sum())
    if not total:
        return None
    within = int(n_settled[days_from < NORM].sum())
    low, median, high = (grouped_quantile(days_from, n_settled, share, width) for share in (0.25, 0.5, 0.75))
    share = share_interval(within, total) if total >= least else None
    return Settlement(low, median, high, within, total, share)


def grouped_quantile(days_from: Numbers, n_settled: Numbers, share: float, width: int) -> float:
    """A quantile of values in classes.

    Formula: L + w (q n - F) / f, with L the class that holds the quantile, F the signals below it and f those in it.
    Source: the grouped median of any textbook, e.g. Yule and Kendall 1950.
    """
    reached = np.cumsum(n_settled)
    wanted = share * reached[-1]
    at = int(np.searchsorted(reached, wanted, side="left"))
    below = reached[at] - n_settled[at]
    return float(days_from[at] + width * (wanted - below) / n_settled[at])
