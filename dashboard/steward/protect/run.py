"""Disclosure control as a whole: what it is given from the vault and what it gives back for a release.

``counts`` has one row per base cell: origin, project_code, partner_code, municipality_code, family, component, rule,
area_code, area_year, district_code, class_code, month, value; besides family_rank, province_code, rung and same_as. Origins of
counts are ``result``, ``files``, ``new_files`` (of money whose files return), ``context``, ``referral`` and ``follow_up`` (what
an agreement holds after closure); all are rounded alike, and come back with the same keys and the protected count as ``value``. ``amounts`` has one row per base
cell as ``exact.amount_cell`` gives it; of money only totals come back, never a cell. ``medians`` are the lead times of
referrals as ``exact.settlement_row`` gives them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.steward.protect.accuracy import measure_accuracy
from dashboard.steward.protect.amount_accuracy import measure_amounts
from dashboard.steward.protect.amounts import add_noise, in_cents, with_files
from dashboard.steward.protect.ledger import hold_to, made_with
from dashboard.steward.protect.linked import protect_linked
from dashboard.steward.protect.settlement import publish_settlement
from dashboard.steward.protect.totals import Left, total_amounts

if TYPE_CHECKING:
    from dashboard.policy import Policy


@dataclass(frozen=True)
class Protected:
    """Everything a release may be made of.

    Attributes:
        counts: protected count cells, zero cells left out.
        amounts: totals of money with their margin, as ``total_amounts`` gives them.
        settlement: lead times of referrals, by receiver, year and class of days.
        ledger: frames to be kept secretly beside the vault when the release is published.
        report: rounding error per kind of view; holds nothing below the protected level.
    """

    counts: pd.DataFrame
    amounts: pd.DataFrame = field(default_factory=pd.DataFrame)
    settlement: pd.DataFrame = field(default_factory=pd.DataFrame)
    ledger: dict[str, pd.DataFrame] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)


def protect(
    counts: pd.DataFrame,
    amounts: pd.DataFrame,
    *,
    policy: Policy,
    key: bytes,
    medians: pd.DataFrame | None = None,
    ledger: dict[str, pd.DataFrame] | None = None,
) -> Protected:
    """Turn exact cells into publishable ones; the only way from vault to release.

    Args:
        counts: exact count cells.
        amounts: exact amount cells.
        policy: the active policy.
        key: the secret of the rounding.
        medians: delivered lead times of referrals; None where there are none.
        ledger: frames kept when the last release was published; None makes everything one batch. Building twice from
            one ledger gives the same release, and so does taking the same deliveries in again.

    Raises:
        PolicyViolation: the ledger was made with another key or other bases.
    """
    hold_to(ledger, policy, key)
    cells = protect_linked(counts, policy, key, ledger)
    protected = cells[cells["value"] > 0].reset_index(drop=True)
    accuracy = measure_accuracy(counts, protected, policy, key)  # before there are amounts in memory beside it
    cents = in_cents(amounts, ledger)
    noise = add_noise(cents, policy, key, ledger)
    in_files = with_files(cents, protected)
    totals = total_amounts(noise["amounts"], in_files, Left(noise["amount_nodes"], noise["amount_quarters"]), policy)
    settlement = publish_settlement(medians, protected, ledger, policy)
    state = {"made_with": made_with(policy, key), "cells": cells, "settlement": settlement, **noise}
    report = {
        "policy": f"{policy.name} {policy.version}",
        "accuracy": accuracy,
        "amounts": measure_amounts(totals, in_files),
    }
    return Protected(protected, totals, settlement, state, report)
