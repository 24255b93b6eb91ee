"""The seam between vault and release: what protection is given and what it gives back.

``counts`` has one row per base cell: origin, project_code, partner_code, municipality_code, family, component, rule,
area_code, area_year, district_code, class_code, month, value. ``amounts`` has one row per base cell: project_code,
partner_code, municipality_code, province_code, district_code, area_code, area_year, measure_code, class_code, month,
amount, n_files, largest, is_mixed. Origins of counts are ``result``, ``files``, ``context``, ``referral`` and
``follow_up`` (what an agreement holds after closure); all are rounded alike. What comes back has the same keys;
``value`` is the protected count, ``amount_eur`` the protected amount.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dashboard.protect.accuracy import measure_accuracy
from dashboard.protect.amounts import protect_amounts
from dashboard.protect.counts import protect_counts
from dashboard.protect.ledger import close, hold_to, made_with

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.protect.policy import Policy


@dataclass(frozen=True)
class Protected:
    """Everything a release may be made of.

    Attributes:
        counts: protected count cells, zero cells left out.
        amounts: protected amount cells.
        ledger: frames to be kept secretly beside the vault when the release is published.
        report: measured error per kind of view and the money that waits; holds nothing below the protected level.
    """

    counts: pd.DataFrame
    amounts: pd.DataFrame
    ledger: dict[str, pd.DataFrame] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)


def protect(
    counts: pd.DataFrame,
    amounts: pd.DataFrame,
    *,
    policy: Policy,
    key: bytes,
    ledger: dict[str, pd.DataFrame] | None = None,
) -> Protected:
    """Turn exact cells into publishable ones; the only door between vault and release.

    Args:
        counts: exact count cells.
        amounts: exact amount cells.
        policy: the active policy.
        key: the secret of the rounding.
        ledger: frames kept when the last release was published; None makes everything one batch. Building twice from
            one ledger gives the same release, and so does taking the same deliveries in again.

    Raises:
        PolicyViolation: the ledger was made with another key or other bases.
    """
    hold_to(ledger, policy, key)
    cells = protect_counts(counts, policy, key, ledger)
    protected = cells[cells["value"] > 0].reset_index(drop=True)
    blocks, kept, waiting = protect_amounts(amounts, counts, protected, policy, key, ledger)
    homes = amounts.drop_duplicates("municipality_code").astype({"municipality_code": "str", "province_code": "str"})
    province = homes.set_index("municipality_code")["province_code"]
    results = [_with_province(frame[frame["origin"] == "result"], province) for frame in (counts, protected)]
    state = {"made_with": made_with(policy, key), "cells": cells, "closed": close(counts, ledger), "amounts": kept}
    return Protected(
        protected,
        blocks,
        state,
        report={"policy": f"{policy.name} {policy.version}", "waiting": waiting, "errors": measure_accuracy(*results)},
    )


def _with_province(cells: pd.DataFrame, province: pd.Series) -> pd.DataFrame:
    """Add the provincie of each gemeente that has amounts; the others count together."""
    return cells.assign(province_code=cells["municipality_code"].astype("str").map(province).fillna(""))
