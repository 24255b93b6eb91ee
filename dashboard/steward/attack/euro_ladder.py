"""The attacker of the ladder of euros: takes each step off the one before it, in the same view and period.

Established, imposed, irrevocable and collected are largely the same money. What is in both steps falls out with its own factor,
and what is left may be a handful of files, which no total may be. The attacker knows all of what is left but the largest file.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.attack.euros import (
    FAR,
    allowed,
    dated_cells,
    exact_sums,
    nearness,
)
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.amounts import CONTENT
from dashboard.steward.protect.cells import share_names
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.sums import DIMENSIONS, EVER
from dashboard.steward.protect.totals import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.policy import Policy

STEPS = (1, 2, 3, 4)  # established, imposed, irrevocable, collected
BLANK = dict.fromkeys(DIMENSIONS, "")  # of a view that is not broken down so
NAMES = [(name,) for name in (*DIMENSIONS, "measure_code")]
KEYS = ["step", "view", "grain", *DIMENSIONS, "period"]
FINEST = ["step", *DIMENSIONS, "period"]
FILE = list(dict.fromkeys([*DIMENSIONS, *CONTENT, "amount_cents"]))


def attack_ladder(totals: pd.DataFrame, cells: pd.DataFrame, step_of: Mapping[str, int], policy: Policy) -> Attack:
    """How near each step of the money less the next comes to what is in one of them only.

    Args:
        totals: ``mart.amount_total`` of the release, or the same with exact amounts.
        cells: exact amount cells in cents.
        step_of: step of each measure, from 1; what is in none of ``STEPS`` is no step.
        policy: ``insider_percent``.

    Returns:
        share of largest files of what is left placed within ``insider_percent``, in per cent; allowed is an even chance and some
        luck.
    """
    shown = totals[totals["amount_eur"].notna() & (totals["part"] == "total")].fillna(BLANK)
    shown = shown.assign(step=shown["measure_code"].map(step_of), period=pd.to_datetime(shown["period"]).fillna(EVER))
    shown, steps = (
        rows[rows["step"].isin(STEPS)] for rows in (shown, cells.assign(step=cells["measure_code"].map(step_of)))
    )
    named = share_names([shown, steps, pd.DataFrame([BLANK])], NAMES)[:2]
    off = _missed(*named) if len(shown) and len(steps) else pd.Series(dtype=float)
    near, wide = (percent((100 * off <= limit).sum(), len(off)) for limit in (policy.insider_percent, FAR))
    return Attack("euros_ladder", len(off), near, allowed(len(off)), {"wide": wide, **nearness(policy)})


def _missed(shown: pd.DataFrame, steps: pd.DataFrame) -> pd.Series:
    """How far off the largest file of what is left is placed, as a share of that file, per step and total."""
    measures, left = _truth(steps, shown["grain"].unique())
    both = left.join(_less_next(_known(shown, measures)), how="inner")
    return (both["shown"] - both["exact"]).abs() / both["largest"]


def _truth(steps: pd.DataFrame, grains: Iterable[str]) -> tuple[pd.Series, pd.DataFrame]:
    """Per step and total how many measures have money there; and what it has that the next step has not, in euro."""
    numbered = steps.assign(file=steps.groupby(FILE, sort=False).ngroup())
    measures, left = [], []
    for grain in grains:
        dated = dated_cells(numbered, grain)
        there, money = dated[[*MEASURE, *FINEST]].drop_duplicates(), _left(dated)
        for view in VIEWS:
            if grain in view.grains:
                keys = ["step", *view.by, "period"]
                named = {name: "" for name in DIMENSIONS if name not in view.by} | {"view": view.name, "grain": grain}
                measures.append(there[[*MEASURE, *keys]].drop_duplicates().assign(**named))
                left.append(money.groupby(keys).agg({"exact": "sum", "largest": "max"}).reset_index().assign(**named))
    names = steps.dtypes[list(DIMENSIONS)].to_dict()
    every = [pd.concat(parts, ignore_index=True).astype(names) for parts in (measures, left)]
    return every[0].groupby(KEYS).size(), every[1].set_index(KEYS)


def _left(dated: pd.DataFrame) -> pd.DataFrame:
    """Per step, place and period what it has and the next one has not, in euro; what only the next one has is less than nothing."""
    parts = []
    for step, following in pairwise(STEPS):
        rows = dated[dated["step"].isin((step, following))]
        rows = rows.assign(times=np.where(rows["step"] == step, 1, -1), step=step)
        files = rows.groupby(["file", "period"], sort=False)
        rows["times"], rows["largest_cents"] = files["times"].transform("sum"), files["largest_cents"].transform("max")
        parts.append(rows[rows["times"] != 0].drop_duplicates(["file", "period"]))
    left = pd.concat(parts)
    return exact_sums(left.assign(amount_cents=left["times"] * left["amount_cents"]), FINEST).reset_index()


def _known(shown: pd.DataFrame, there: pd.Series) -> pd.DataFrame:
    """The sum of each step per total, where every measure of it that has money there is shown."""
    seen = shown.groupby(KEYS)["amount_eur"].agg(["sum", "size"])
    return seen["sum"][seen["size"] == there.reindex(seen.index)].rename("amount").reset_index()


def _less_next(known: pd.DataFrame) -> pd.Series:
    """Each step less the next one, where both are known."""
    both = known.merge(known.assign(step=known["step"] - 1), on=KEYS, suffixes=("", "_next")).set_index(KEYS)
    return (both["amount"] - both["amount_next"]).rename("shown")
