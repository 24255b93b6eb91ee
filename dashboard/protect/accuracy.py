"""How far protected views are from the truth, per kind of view: measured when a release is made, shown on screen.

Only spread is kept, never a figure of a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVELS: dict[str, Sequence[str]] = {
    "programme": (),
    "province": ("province_code",),
    "municipality": ("municipality_code",),
    "district": ("district_code",),
    "neighbourhood": ("area_code",),
    "project": ("project_code",),
}
PERIODS = ("month", "quarter", "year", "all")


def measure_accuracy(exact: pd.DataFrame, protected: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Spread of the rounding error of every kind of view.

    Args:
        exact: count cells of one origin, as given to protection.
        protected: the same cells as given back.

    Returns:
        ``"level|period"`` to ``sd`` (standard deviation), ``p95`` (95th percentile of the size), ``share`` (sum of
        errors over sum of figures) and ``per_case`` (variance of the error per case: sum of squared errors over sum of
        figures) of a component in such a view. Pooled over all components and places, so that it says nothing of one.
    """
    joined = pd.concat(
        [exact.assign(error=-exact["value"]), protected.assign(error=protected["value"])], ignore_index=True
    )
    joined["truth"] = np.where(joined.index < len(exact), joined["value"], 0)
    if "province_code" not in joined:
        joined["province_code"] = ""
    periods = _periods(joined["month"])
    return {
        f"{level}|{period}": _spread(joined, ["component", *columns], periods[period])
        for level, columns in LEVELS.items()
        for period in PERIODS
    }


def _periods(month: pd.Series) -> dict[str, np.ndarray[Any, Any] | None]:
    days = pd.to_datetime(month)
    years, months = days.dt.year.to_numpy(), days.dt.month.to_numpy()
    return {"month": years * 12 + months, "quarter": years * 4 + (months - 1) // 3, "year": years, "all": None}


def _spread(joined: pd.DataFrame, columns: list[str], period: np.ndarray[Any, Any] | None) -> dict[str, float]:
    keys = [joined[column] for column in columns] + ([] if period is None else [pd.Series(period, index=joined.index)])
    sums = joined.groupby(keys, sort=False, observed=True)[["error", "truth"]].sum()
    if sums.empty:
        return {"sd": 0.0, "p95": 0.0, "share": 0.0, "per_case": 0.0}
    error = sums["error"].to_numpy(float)
    total = float(sums["truth"].sum())
    return {
        "sd": round(float(np.sqrt(np.mean(error**2))), 3),
        "p95": round(float(np.percentile(np.abs(error), 95)), 3),
        "per_case": round(float((error**2).sum()) / total, 5) if total else 0.0,
        "share": round(float(np.abs(error).sum()) / total, 5) if total else 0.0,
    }
