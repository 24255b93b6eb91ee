"""Euros of the sample against its vault: how far totals are off, and that nothing moves from release to release."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward import vault
from dashboard.steward.protect.amounts import CELL, add_noise, in_cents
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.sums import period_of
from dashboard.steward.protect.totals import BY_NAME, Left, total_amounts

KEYS = [bytes([number]) * 32 for number in range(5)]
SLOW = pytest.mark.slow


@pytest.fixture(scope="module")
def amounts(settings):
    with vault.locked_vault(settings) as connection:
        return vault.exact_cells(connection, "amount_cell")


def publish(amounts, policy, key, ledger=None):
    noise = add_noise(in_cents(amounts, ledger), policy, key, ledger)
    cells = in_cents(amounts).assign(y=amounts["n_files"].to_numpy())
    left = Left(noise["amount_nodes"], noise["amount_quarters"])
    return total_amounts(noise["amounts"], cells, left, policy), noise


def against_the_vault(totals, amounts, view, grain="year"):
    """Shown totals of a view with the exact amount beside them."""
    cells = in_cents(amounts)
    cells["period"] = period_of(cells, grain)
    keys = [*MEASURE, *BY_NAME[view].by, "period"]
    exact = (cells.groupby(keys)["amount_cents"].sum() / 100).rename("exact_eur").reset_index()
    rows = totals[(totals["view"] == view) & (totals["grain"] == grain) & (totals["part"] == "total")]
    return rows[rows["amount_eur"].notna()].merge(exact, on=keys)


@pytest.fixture(scope="module", params=[1, pytest.param(5, marks=SLOW)], ids=["one key", "five keys"])
def drawn(request, amounts, policy):
    """Totals of the sample under keys of their own; more of them before a release."""
    return [publish(amounts, policy, key)[0] for key in KEYS[: request.param]]


@pytest.mark.parametrize("grain", ["year", "decision_year"])
@pytest.mark.parametrize(("view", "median", "p90"), [("programme", 3, 8), ("partner", 5, 12)])
def test_totals_of_a_year_are_close_to_the_truth_and_their_margins_hold(amounts, drawn, view, median, p90, grain):
    off, holds = [], []
    for totals in drawn:
        rows = against_the_vault(totals, amounts, view, grain)
        percent = 100 * (rows["amount_eur"] / rows["exact_eur"] - 1).abs()
        off.append((percent.median(), percent.quantile(0.9)))
        holds.append(
            ((rows["amount_eur"] - rows["exact_eur"]).abs() <= rows["margin_pct"] / 100 * rows["amount_eur"]).mean()
        )

    assert np.mean(off, axis=0)[0] <= median
    assert np.mean(off, axis=0)[1] <= p90
    assert np.mean(holds) >= 0.93


@pytest.mark.slow
def test_a_year_of_monthly_releases_changes_no_published_figure(amounts, policy):
    """Twenty-four in a row are played on invented money in test_amounts; here the totals of the sample are looked at."""
    months = pd.date_range("2021-01-01", periods=12, freq="MS")
    ledger, before = None, None
    for month in months:
        cells = amounts[pd.to_datetime(amounts["month"]) <= month]
        totals, ledger = publish(cells, policy, KEYS[1], ledger)
        closed = totals[(totals["grain"] == "quarter") & (totals["part"] == "total") & (totals["view"] == "programme")]
        closed = closed[closed["period"] < month.to_period("Q").start_time].set_index([*MEASURE, "period"])
        if before is not None:
            again = closed["amount_eur"].reindex(before.index)
            pd.testing.assert_series_equal(again, before)
        before = closed["amount_eur"].dropna()

    assert len(before) > 20
    assert not ledger["amounts"].duplicated([*CELL, "kind", "amount_cents"]).any()
