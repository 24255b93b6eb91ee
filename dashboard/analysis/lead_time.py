"""How long projects last: time to closing, and how far projects of one age have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.stats import CensoredData, ecdf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

DAYS_PER_MONTH = 365.25 / 12
NORMS = (12, 24)  # months: usually at most 12, sometimes 24
AGES = (24, 18, 12, 9, 6)  # months at which cohorts are compared, the longest that can be first
LONGEST = 30  # months a curve goes on
LEAST = 5  # projects in a cohort before anything is said of it


class Dated(Protocol):
    """A project with its days, None where it has none yet."""

    @property
    def start_date(self) -> date | None: ...  # noqa: D102
    @property
    def end_date(self) -> date | None: ...  # noqa: D102
    @property
    def status(self) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class LeadTime:
    """How long one project lasted, or has lasted so far.

    Attributes:
        start_year: year in which it began.
        months: to its closing, or its age now where it still runs.
        is_closed: whether it was closed.
        followed: months since its start, closed or not.
    """

    start_year: int
    months: float
    is_closed: bool
    followed: float


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


def lead_times(projects: Iterable[Dated], on: date) -> list[LeadTime]:
    """How long every project lasted that began and was not stopped.

    Args:
        projects: with their days.
        on: the day they are looked at.
    """
    return [
        LeadTime(
            project.start_date.year,
            ((project.end_date or on) - project.start_date).days / DAYS_PER_MONTH,
            project.end_date is not None,
            (on - project.start_date).days / DAYS_PER_MONTH,
        )
        for project in projects
        if project.start_date and project.status != "stopped_early"
    ]


def closed_by_age(rows: Sequence[LeadTime]) -> Curve:
    """Share closed by age, where some still run.

    Formula: one minus the product-limit estimate, prod(1 - d_i / n_i). Source: Kaplan and Meier 1958.
    """
    if not rows:
        return Curve((0,), (0.0,), 0, 0)
    months, followed = np.array([row.months for row in rows]), np.array([row.followed for row in rows])
    is_closed = np.array([row.is_closed for row in rows])
    ages = np.arange(min(int(np.floor(followed.max())), LONGEST) + 1)
    still_open = ecdf(CensoredData(uncensored=months[is_closed], right=months[~is_closed])).sf
    firm = min(int(np.floor(np.median(followed))), int(ages[-1]))
    return Curve(tuple(ages.tolist()), tuple((1 - still_open.evaluate(ages)).tolist()), firm, len(rows))


def cohorts(years: Collection[int]) -> list[tuple[int, int]]:
    """Cohorts of start years as ``(first, last)``, newest first: the last two years, the two before, all earlier ones."""
    newest, oldest = max(years), min(years)
    edges = [(newest - 1, newest), (newest - 3, newest - 2), (oldest, newest - 4)]
    return [(low, high) for low, high in edges if any(low <= year <= high for year in years)]


def at_equal_age(
    recent: Sequence[LeadTime], earlier: Sequence[LeadTime]
) -> tuple[int, tuple[int, int], tuple[int, int]] | None:
    """Closed projects by the greatest age that enough recent ones have reached.

    Returns:
        age in months, then (closed by that age, followed that long) of the recent and the earlier projects; None where
        either has fewer than five.
    """
    for age in AGES:
        pairs = _by_age(age, recent), _by_age(age, earlier)
        if min(followed for _, followed in pairs) >= LEAST:
            return age, *pairs
    return None


def _by_age(age: int, rows: Sequence[LeadTime]) -> tuple[int, int]:
    reached = [row for row in rows if row.followed >= age]
    return sum(row.is_closed and row.months <= age for row in reached), len(reached)


def spread(months: Sequence[float]) -> tuple[float, float, float] | None:
    """First quartile, median and third quartile; None below five values. Formula: linear interpolation (type 7)."""
    if len(months) < LEAST:
        return None
    low, middle, high = np.quantile(months, [0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)
