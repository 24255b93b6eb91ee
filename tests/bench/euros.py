"""What protecting euros costs, all years at once and one more quarter, and how far shown euros are off."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward import vault
from dashboard.steward.protect.amounts import CENTS, add_noise, in_cents, with_files
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.sums import period_of
from dashboard.steward.protect.totals import BY_NAME, Left, total_amounts
from dashboard.steward.release.ledger import published_cells
from dashboard.store import cursor
from tests.bench.budgets import Row

if TYPE_CHECKING:
    from dashboard.settings import Settings
    from dashboard.store import Release

TIMES = 3  # the best of them: a machine is never all ours
# What is held per scale: budget, view of a year, and which share of its totals is less far off.
OFF = {
    "demo": (
        ("euros_off_demo", "programme", 0.5),
        ("euros_off_p90_demo", "programme", 0.9),
        ("euros_off_partner_demo", "partner", 0.5),
    ),
    "programme": (
        ("euros_off", "programme", 0.5),
        ("euros_off_p90", "programme", 0.9),
        ("euros_off_told", "partner", 0.5),
    ),
}


def measure(settings: Settings, release: Release, scale: str) -> list[Row]:
    """Protect the euros of a vault: every quarter, and the last one on a ledger of those before; hold what is shown to the vault."""
    with vault.locked_vault(settings) as connection:
        amounts, key = vault.exact_cells(connection, "amount_cell"), vault.read_key(settings)
    files, policy = published_cells(settings, release.id), release.policy
    quarter = pd.to_datetime(amounts["month"]).dt.to_period("Q")
    last = (quarter == quarter.max()).to_numpy()

    def protect(ledger):
        cents = in_cents(amounts, ledger)
        noise = add_noise(cents, policy, key, ledger)
        cells = with_files(cents, files)
        return total_amounts(noise["amounts"], cells, Left(noise["amount_nodes"], noise["amount_quarters"]), policy)

    before = add_noise(in_cents(amounts[~last]), policy, key)
    return [
        _row("euros_all", "protect the euros of all years", protect, None, len(amounts)),
        _row("euros_quarter", "protect the euros of one more quarter", protect, before, int(last.sum())),
        *errors(release, in_cents(amounts), scale),
    ]


def errors(release: Release, cells: pd.DataFrame, scale: str) -> list[Row]:
    """How far the totals of a year that a release shows are from the exact ones, in per cent.

    Money mixed at source with savings is told apart: a few small totals, that decide about the tail of all.
    """
    with cursor(release) as connection:
        totals = connection.sql("from mart.amount_total where grain = 'year' and part = 'total'").df()
    shown = totals[totals["amount_eur"].notna()].astype({"period": "datetime64[us]"})
    rows = []
    for budget, view, share in OFF.get(scale, ()):
        keys = [*MEASURE, *BY_NAME[view].by, "period"]
        exact = cells.assign(period=period_of(cells, "year")).groupby(keys)["amount_cents"].sum() / CENTS
        both = shown[shown["view"] == view].join(exact.rename("exact"), on=keys)
        off = 100 * (both["amount_eur"] / both["exact"] - 1).abs()
        plain, mixed = off[~both["is_mixed"]], off[both["is_mixed"]]
        what = f"euros of a year, {view}: error that {share:.0%} stay within"
        rows.append(Row(budget, what, float(plain.quantile(share)), f"{len(plain)} totals"))
        if len(mixed):
            rows.append(Row("euros_off_told", f"{what}, mixed", float(mixed.quantile(share)), f"{len(mixed)} totals"))
    return rows


def _row(budget, what, protect, ledger, size) -> Row:
    walls, works = [], []
    for _ in range(TIMES):
        wall, work = time.perf_counter(), time.process_time()
        protect(ledger)
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - work)
    return Row(budget, what, min(walls), f"{min(works):.1f} s of processor time; {size:,} amounts")
