"""How far shown euros are from the truth, per kind of view: measured when a release is made, said in coarse steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dashboard.steward.protect.amounts import CENTS
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.sums import EVER, period_of
from dashboard.steward.protect.totals import VIEWS, step_up

if TYPE_CHECKING:
    import pandas as pd

ENOUGH = 100  # figures; below it one figure could be read from the spread of all
MOST = 99  # per cent of margins that are told to hold; all of them would settle every single figure
SHARES = ("median", "p90")


def measure_amounts(totals: pd.DataFrame, cells: pd.DataFrame, enough: int = ENOUGH) -> dict[str, dict[str, int]]:
    """Errors of shown totals and how often their margin holds.

    Args:
        totals: as ``total_amounts`` gives them.
        cells: exact cells in cents.
        enough: figures of a view to tell of them.

    Returns:
        ``"view|grain"`` to ``median`` and ``p90`` of the absolute error in per cent of the truth, each rounded up to a step of
        margins, ``holds``: the share of margins that hold, in whole per cents, rounded down and at most ``MOST``, and
        ``figures``: of how many shown totals, which the release tells by showing them. Views with fewer than ``enough``
        figures are left out.
    """
    shown = totals[(totals["part"] == "total") & (totals["reason"] == "")].fillna({"period": EVER})
    spread = {}
    for view in VIEWS:
        for grain in view.grains:
            keys = [*MEASURE, *view.by, "period"]
            part = shown[(shown["view"] == view.name) & (shown["grain"] == grain)]
            if len(part) < enough:
                continue
            cents = cells.assign(period=period_of(cells, grain)).groupby(keys)["amount_cents"].sum()
            truth = (cents / CENTS).rename("exact_eur").reset_index()
            both = part.merge(truth, on=keys, how="inner")
            if len(both) >= enough:
                spread[f"{view.name}|{grain}"] = _spread(both)
    return spread


def _spread(both: pd.DataFrame) -> dict[str, int]:
    off = (both["amount_eur"] - both["exact_eur"]).abs()
    percent = 100 * off / both["exact_eur"].abs()
    ends = np.minimum(step_up(np.array([percent.median(), percent.quantile(0.9)])), 100)
    holds = off <= both["margin_pct"] / 100 * both["amount_eur"]
    told = dict(zip(SHARES, ends.astype(int).tolist(), strict=True))
    return told | {"holds": min(int(100 * holds.mean()), MOST), "figures": len(both)}
