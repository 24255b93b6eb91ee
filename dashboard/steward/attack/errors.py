"""The attacker of the error report: turns published spreads and shares of error back into the totals they were made of.

A share of error is a whole number over the true total. Told in many digits, few totals fit; told for several kinds of view,
only the true one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.cells import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from dashboard.policy import Policy

MOST_EXCLUDED = 50.0
CANDIDATES = 20_000
TWIN_DIGITS = 12


def attack_errors(errors: Mapping[str, Any], counts: pd.DataFrame, published: pd.DataFrame, policy: Policy) -> Attack:
    """How many totals the error report excludes of those that the shown total leaves possible.

    Args:
        errors: the error report as published: numbers by name, at any depth.
        counts: exact count cells, only to score with.
        published: protected count cells.
        policy: the policy of the release.

    Returns:
        share of the possible totals that is excluded, in per cent; 0 when the true one is among them, for then the attacker
        was misled.
    """
    ratios = list(_ratios(errors))
    shown, true = (frame[frame["origin"] == "result"] for frame in (published, counts))
    total, truth = int(shown["value"].sum()), int(true["value"].sum())
    off = min((policy.base - 1) * shown.groupby(list(UNIT), observed=True).ngroups, CANDIDATES // 2)
    possible = np.arange(max(1, total - off), total + off + 1)
    fits = np.logical_and.reduce([np.ones(len(possible), bool), *(_fit(ratio, possible) for ratio in ratios)])
    misled = not fits[np.flatnonzero(possible == truth)].any()
    found = 0.0 if misled else percent((~fits).sum(), len(possible))
    return Attack("errors", len(ratios), found, MOST_EXCLUDED)


def tell_exactly(counts: pd.DataFrame, published: pd.DataFrame) -> dict[str, float]:
    """The deliberately bad one: the error of all results together over their true total, in all its digits."""
    total = int(counts.loc[counts["origin"] == "result", "value"].sum())
    error = int(published.loc[published["origin"] == "result", "value"].sum()) - total
    return {"share": round((abs(error) or 1) / total, TWIN_DIGITS)} if total else {}


def _ratios(told: Mapping[str, Any]) -> Iterator[tuple[float, int]]:
    """Every published fraction, which may be a ratio to a total, with the number of its digits after the point."""
    for value in told.values():
        if isinstance(value, dict):
            yield from _ratios(value)
        elif isinstance(value, float) and 0 < value < 1:
            yield value, len(np.format_float_positional(value).partition(".")[2])


def _fit(ratio: tuple[float, int], totals: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For which totals some whole number gives this ratio."""
    value, digits = ratio
    whole = np.round(value * totals)
    fits: NDArray[np.bool_] = np.abs(whole / totals - value) <= 0.5 * 10.0**-digits + 1e-15
    return fits
