"""Amounts: totals of enough files in which no single one dominates; what is too small waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from dashboard.protect.policy import Policy

BLOCK = ["project_code", "partner_code", "municipality_code", "measure_code", "month", "is_mixed"]


def protect_amounts(amounts: pd.DataFrame, policy: Policy) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Add up per project, quarter, partner and measure; leave out what one file could be read from.

    Returns:
        one row per safe block with ``amount_eur`` rounded; and what waits: number of blocks and their measures.
    """
    quarter = pd.to_datetime(amounts["month"]).dt.to_period("Q").dt.start_time
    blocks = (
        amounts.assign(month=quarter)
        .groupby(BLOCK, as_index=False, sort=True)
        .agg(amount=("amount", "sum"), n_files=("n_files", "sum"), largest=("largest", "max"))
    )
    rest = blocks["amount"] - blocks["largest"]
    second = blocks[["largest"]].assign(rest=rest).min(axis=1)
    safe = (
        (blocks["n_files"] >= policy.block)
        & (blocks["n_files"] >= policy.contributors)
        & (rest - second >= policy.dominance_percent / 100 * blocks["largest"])
    )
    kept = blocks[safe].reset_index(drop=True)
    kept["amount_eur"] = (kept["amount"] / policy.amount_rounding).round() * policy.amount_rounding
    kept = kept.assign(area_code=kept["municipality_code"], area_year=0, class_code="overig")
    waiting = blocks.loc[~safe, "measure_code"].value_counts().sort_index()
    return kept.drop(columns=["amount", "n_files", "largest"]), {
        "blocks": int((~safe).sum()),
        "measures": waiting.to_dict(),
    }
