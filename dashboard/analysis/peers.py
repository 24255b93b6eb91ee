"""Which areas are alike, by published context figures; never by who lives there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

LOGGED = ("n_inhabitants", "n_dwellings")


def distances(frame: pd.DataFrame, mine: str, weights: Mapping[str, float]) -> pd.Series:
    """Standardised distance of every area to mine, nearest first, without mine; areas lacking a figure are left out.

    Formula: sqrt(sum w ((x - x_mine) / sd)^2 / sum w) with numbers of inhabitants and dwellings as logarithms; 1 is one
    standard deviation apart on average. Source: the nearest neighbours model of CIPFA, with weights to be set.

    Args:
        frame: one row per area, its code as index, one column per figure.
        mine: code of my area.
        weights: weight per column; 0 leaves a column out.
    """
    used = [column for column, weight in weights.items() if weight > 0]
    known = frame[used].astype(float).dropna() if used else frame.iloc[:0]
    if mine not in known.index:
        return known.iloc[:0].sum(axis=1)
    known = known.assign(**{column: np.log1p(known[column]) for column in used if column in LOGGED})
    spread = known.std(ddof=0).replace(0, 1)
    weight = np.array([weights[column] for column in used])
    squares = ((known - known.loc[mine]) / spread) ** 2
    apart: pd.Series = ((squares * weight).sum(axis=1) / weight.sum()) ** 0.5
    return apart.drop(mine).sort_values(kind="stable")


def choose_peers(near: pd.Series, size: int, locked_in: Collection[str], locked_out: Collection[str]) -> list[str]:
    """The nearest ``size`` areas, locked ones first in or never in, in order of distance."""
    forced = [code for code in near.index if code in locked_in and code not in locked_out]
    free = [code for code in near.index if code not in locked_in and code not in locked_out]
    chosen = {*forced, *free[: max(0, size - len(forced))]}
    return [str(code) for code in near.index if code in chosen]
