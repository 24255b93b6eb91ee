"""What protecting euros costs: all years at once, and one more quarter beside what was published."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward import vault
from dashboard.steward.protect.amounts import add_noise, in_cents, with_files
from dashboard.steward.protect.totals import Left, total_amounts
from dashboard.steward.release.ledger import published_cells
from tests.bench.budgets import Row

if TYPE_CHECKING:
    from dashboard.settings import Settings
    from dashboard.store import Release

TIMES = 3  # the best of them: a machine is never all ours


def measure(settings: Settings, release: Release) -> list[Row]:
    """Protect the euros of a vault: every quarter, and the last one on a ledger of those before."""
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
    ]


def _row(budget, what, protect, ledger, size) -> Row:
    walls, works = [], []
    for _ in range(TIMES):
        wall, work = time.perf_counter(), time.process_time()
        protect(ledger)
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - work)
    return Row(budget, what, min(walls), f"{min(works):.1f} s of processor time; {size:,} amounts")
