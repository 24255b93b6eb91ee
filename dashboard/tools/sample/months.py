"""Months as whole numbers (year x 12 + month - 1) and the periods of deliveries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd


def month_number(year: int, month: int) -> int:
    """Number of a month; consecutive months differ by one."""
    return year * 12 + month - 1


def month_text(number: int) -> str:
    """``YYYY-MM``."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def month_texts(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    """``YYYY-MM`` for every number."""
    values, inverse = np.unique(numbers, return_inverse=True)
    return np.asarray(np.array([month_text(int(value)) for value in values], dtype=object)[inverse])


def months_of(dates: pd.Series) -> npt.NDArray[np.int64]:
    """Month numbers of dates; a missing date gives a month far away (year 9999)."""
    filled = pd.to_datetime(dates).fillna(pd.Timestamp("2200-01-01"))
    return np.asarray(filled.dt.year * 12 + filled.dt.month - 1, dtype=np.int64)


@dataclass(frozen=True)
class Period:
    """The months one delivery covers.

    Attributes:
        name: ``2021`` or ``2024Q3``, as in file names.
        first: first month number.
        last: last month number, included.
    """

    name: str
    first: int
    last: int

    @property
    def end(self) -> pd.Timestamp:
        """Last day of the period."""
        return pd.Timestamp(f"{month_text(self.last)}-01") + pd.offsets.MonthEnd(0)


FIRST_CONTEXT = month_number(2018, 7)
FIRST_MONTH = month_number(2019, 1)
LAST_MONTH = month_number(2026, 9)


def list_periods(quarters_from: int = 2023) -> list[Period]:
    """Whole years, quarters from a year on, up to the last complete quarter."""
    years = [Period(str(year), month_number(year, 1), month_number(year, 12)) for year in range(2019, quarters_from)]
    quarters = [
        Period(f"{year}Q{quarter}", month_number(year, quarter * 3 - 2), month_number(year, quarter * 3))
        for year in range(quarters_from, 2027)
        for quarter in range(1, 5)
    ]
    return [period for period in years + quarters if period.last <= LAST_MONTH]
