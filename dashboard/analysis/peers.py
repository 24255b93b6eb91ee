"""Which areas are alike, by published context figures; never by who lives there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import numpy.typing as npt

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
    figures = np.column_stack([_figure(frame[column]) for column in used]) if used else np.zeros((len(frame), 0))
    known = np.isfinite(figures).all(axis=1)
    codes, figures = frame.index.to_numpy()[known], figures[known]
    me = codes == mine
    if not used or not me.any():
        return pd.Series(dtype=float)
    spread, weight = figures.std(axis=0), np.array([weights[column] for column in used])
    squares = ((figures - figures[me]) / np.where(spread > 0, spread, 1)) ** 2
    apart = np.sqrt(squares @ weight / weight.sum())[~me]
    order = np.argsort(apart, kind="stable")
    return pd.Series(apart[order], codes[~me][order])


def _figure(column: pd.Series) -> npt.NDArray[np.float64]:
    values = column.to_numpy(float, na_value=np.nan)
    return np.log1p(values) if column.name in LOGGED else values


def choose_peers(near: pd.Series, size: int, locked_in: Collection[str], locked_out: Collection[str]) -> list[str]:
    """The nearest ``size`` areas, locked ones first in or never in, in order of distance."""
    forced = [code for code in near.index if code in locked_in and code not in locked_out]
    free = [code for code in near.index if code not in locked_in and code not in locked_out]
    chosen = {*forced, *free[: max(0, size - len(forced))]}
    return [str(code) for code in near.index if code in chosen]
