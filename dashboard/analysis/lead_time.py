"""How long projects last: time to closing, and how far projects of one age have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

DAYS_PER_MONTH = 365.25 / 12
NORMS = (12, 24)  # months: usually at most 12, sometimes 24
AGES = (24, 18, 12, 9, 6)  # months at which cohorts are compared, the longest that can be first
LONGEST = 30  # months a curve goes on
LEAST = 5  # projects in a cohort before anything is said of it


@dataclass(frozen=True)
class Curve:
    """Share of one cohort closed by age.

    Attributes:
        months: ages, whole months from 0.
        closed: share closed by that age, 0 to 1.
        firm: months up to which at least half of the cohort has been followed; beyond it the curve is uncertain.
        n: projects in the cohort.
    """

    months: tuple[int, ...]
    closed: tuple[float, ...]
    firm: int
    n: int


def lead_times(projects: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """Age of every project that began and was not stopped.

    Args:
        projects: columns start_date, end_date, status.
        on: the day the projects are looked at.

    Returns:
        Their start_date and end_date, with start_year, months (float), is_closed, followed (months since the start).
    """
    start, end = (projects[name].to_numpy("datetime64[D]") for name in ("start_date", "end_date"))
    has_begun = ~np.isnat(start) & (projects["status"] != "stopped_early").to_numpy(bool)
    start, end, today = start[has_begun], end[has_begun], np.datetime64(on, "D")
    is_closed = ~np.isnat(end)
    return pd.DataFrame(
        {
            "start_date": start,
            "end_date": end,
            "start_year": start.astype("datetime64[Y]").astype(int) + 1970,
            "months": (np.where(is_closed, end, today) - start).astype(float) / DAYS_PER_MONTH,
            "is_closed": is_closed,
            "followed": (today - start).astype(float) / DAYS_PER_MONTH,
        }
    )


def closed_by_age(months: Floats, is_closed: npt.NDArray[np.bool_], followed: Floats) -> Curve:
    """Share closed by age, where some still run.

    Formula: one minus the product-limit estimate, prod(1 - d_i / n_i). Source: Kaplan and Meier 1958.

    Args:
        months: time to closing, or the age now of a project that still runs.
        is_closed: whether it was closed.
        followed: months since the start, closed or not.
    """
    if not len(months):
        return Curve((0,), (0.0,), 0, 0)
    ages = np.arange(min(int(np.floor(followed.max())), LONGEST) + 1)
    still_open = ecdf(CensoredData(uncensored=months[is_closed], right=months[~is_closed])).sf
    firm = min(int(np.floor(np.median(followed))), int(ages[-1]))
    return Curve(tuple(ages.tolist()), tuple((1 - still_open.evaluate(ages)).tolist()), firm, len(months))


def cohorts(years: Collection[int]) -> list[tuple[int, int]]:
    """Cohorts of start years as ``(first, last)``, newest first: the last two years, the two before, all earlier ones."""
    newest, oldest = max(years), min(years)
    edges = [(newest - 1, newest), (newest - 3, newest - 2), (oldest, newest - 4)]
    return [(low, high) for low, high in edges if any(low <= year <= high for year in years)]


def at_equal_age(recent: pd.DataFrame, earlier: pd.DataFrame) -> tuple[int, tuple[int, int], tuple[int, int]] | None:
    """Closed projects by the greatest age that enough recent ones have reached.

    Returns:
        age in months, then (closed by that age, followed that long) of the recent and the earlier projects; None where
        either has fewer than five.
    """
    both = [{name: rows[name].to_numpy() for name in ("followed", "months", "is_closed")} for rows in (recent, earlier)]
    for age in AGES:
        pairs = [_by_age(age, **rows) for rows in both]
        if min(whole for _, whole in pairs) >= LEAST:
            return age, pairs[0], pairs[1]
    return None


def _by_age(age: int, followed: Floats, months: Floats, is_closed: npt.NDArray[np.bool_]) -> tuple[int, int]:
    reached = followed >= age
    return int((reached & is_closed & (months <= age)).sum()), int(reached.sum())


def spread(months: Floats) -> tuple[float, float, float] | None:
    """First quartile, median and third quartile; None below five values. Formula: linear interpolation (type 7)."""
    if len(months) < LEAST:
        return None
    low, middle, high = np.quantile(months, [0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)
