"""The attacker of intervals of euros: takes the ends of an interval, and the margin itself, as a source.

A margin is made of noisy figures. Were it made of the exact ones, its ends would point at the amount, or its width at the number
of files. So the ends may place amounts no more often than any other part of the interval of that size could, and who knows the
margin may not guess the number of files more often than who knows the shown number alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward.attack.euros import EVEN, LUCK, allowed, dated_cells, exact_sums, shown_rows
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.totals import VIEWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.policy import Policy

GRAINS = ("year", "all")
END = 0.1  # of half the interval: how near an end is near
SAME = [*MEASURE, "period", "amount_eur"]  # totals of several views that are one figure


def attack_ends(both: pd.DataFrame, policy: Policy) -> Attack:
    """How many amounts the ends of their interval place, and how much the margin tells of the number of files.

    Args:
        both: what ``lay_beside`` gives, or the same with other margins.
        policy: ``gain_percent``.

    Returns:
        share of true amounts within ``END`` of half the interval of one of its ends, in per cent; allowed is what an interval holds
        there when all places in it are alike, and some luck. In the detail in how many per cent of cases more the number of files
        is guessed, from other totals that look the same, by who knows the margin.
    """
    half = both["amount_eur"] * both["margin_pct"] / 100
    off = (both["amount_eur"] - both["exact"]).abs() / half
    found = percent((off - 1).abs().le(END).sum(), len(off))
    told = both[both["n_files"].notna() & both["n"].notna()].drop_duplicates(SAME)
    gain = _guessed(told, ["n_files", "margin_pct"]) - _guessed(told, ["n_files"])
    limits = {"files": policy.gain_percent + allowed(len(told)) - EVEN}
    return Attack("euros_ends", len(off), found, _allowed(len(off)), {"files": max(0.0, gain)}, limits)


def reach_truth(both: pd.DataFrame) -> pd.DataFrame:
    """The deliberately bad one: margins that were measured, so that each interval just reaches the true amount."""
    return both.assign(margin_pct=100 * (both["amount_eur"] - both["exact"]).abs() / both["amount_eur"])


def lay_beside(totals: pd.DataFrame, cells: pd.DataFrame, files: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Shown totals with the true amount, ``exact``, and the true number of files, ``n``.

    Args:
        totals: ``mart.amount_total`` of the release.
        cells: exact amount cells in cents.
        files: what ``count_files`` gives.
    """
    parts = [totals.iloc[:0].assign(exact=0.0, n=0.0)]
    for grain in GRAINS:
        dated = dated_cells(cells, grain)
        for view in VIEWS:
            rows = shown_rows(totals, view.name, grain, "total")
            if len(rows):
                keys = [*MEASURE, *view.by, "period"]
                truth = exact_sums(dated, keys).join(files[grain].groupby(keys)["n"].sum())
                parts.append(rows.join(truth, on=keys).dropna(subset="exact"))
    return pd.concat(parts, ignore_index=True)


def _guessed(told: pd.DataFrame, seen: Sequence[str]) -> float:
    """Share of totals whose number of files is the commonest one among the others that look the same, in per cent."""
    alike = told.groupby([*seen, "n"]).size().rename("same").reset_index()
    ranks = alike.groupby(list(seen))["same"]
    alike["best"], alike["rank"] = ranks.transform("max"), ranks.rank(method="first", ascending=False)
    second = alike[alike["rank"] == 2].set_index(list(seen))["same"].rename("second")
    alike = alike.join(second, on=list(seen)).fillna({"second": 0})
    others = alike["best"].where(alike["rank"] > 1, alike["second"])
    is_right = (alike["same"] > 1) & (alike["same"] - 1 >= others)
    return percent(alike.loc[is_right, "same"].sum(), len(told))


def _allowed(tried: int) -> float:
    """``END`` and what may be luck over so many, in per cent."""
    return round(100 * (END + LUCK * math.sqrt(END * (1 - END) / max(tried, 1))), 1)
