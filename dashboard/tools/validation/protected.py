"""Simulated counts through the real disclosure control: every draw is a municipality with a rounding of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.policy import load_policy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.analysis.effect.panel import Array

PER_DISTRICT = 8  # neighbourhoods to a district
FIRST_MONTH = "2019-01-01"


def protect_draws(counts: NDArray[np.int64], key: bytes) -> Array:
    """Protected counts of runs x areas x months, each run rounded by itself as one unit of ``protect``."""
    runs, areas, months = counts.shape
    shape = (runs, areas, months)
    run, area, month = (np.broadcast_to(one, shape).reshape(-1) for one in np.ogrid[:runs, :areas, :months])
    days = pd.date_range(FIRST_MONTH, periods=months, freq="MS")
    constant = {
        "origin": "context", "project_code": "context", "partner_code": "GEM", "family": "simulated",
        "component": "simulated", "rule": "count", "class_code": "-",
    }  # fmt: skip
    frame = pd.DataFrame(
        {
            **{
                name: pd.Categorical.from_codes(np.zeros(run.size, np.int8), categories=pd.Index([text]))
                for name, text in constant.items()
            },
            "municipality_code": _codes(run, "GM", runs),
            "district_code": _codes(area // PER_DISTRICT, "WK", areas // PER_DISTRICT + 1),
            "area_code": _codes(area, "BU", areas),
            "area_year": 2024,
            "month": days[month],
            "value": counts.reshape(-1),
        }
    )
    rounded = protect_counts(frame, load_policy(), key)
    back = [
        rounded[name].astype("str").str[2:].astype("int64").to_numpy() for name in ("municipality_code", "area_code")
    ]
    at = (rounded["month"].dt.year * 12 + rounded["month"].dt.month - 1).to_numpy() - days[0].year * 12
    found = np.zeros(shape)
    found[back[0], back[1], at] = rounded["value"].to_numpy()
    return found


def _codes(numbers: NDArray[np.int64], letters: str, count: int) -> pd.Categorical[str]:
    names = pd.Index([f"{letters}{number:06d}" for number in range(count)])
    return pd.Categorical.from_codes(numbers, categories=names)
