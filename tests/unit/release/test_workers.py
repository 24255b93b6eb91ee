"""Deliveries are read side by side, and come back in the order they were given."""

from __future__ import annotations

from dashboard.intake.facts import Known
from dashboard.release.workers import FEW, accept_all, load_all

AT = "2026-11-01T09:00:00+00:00"


def test_order_is_kept_over_processes(world, deliver):
    paths = [deliver({"2025-01": 10 + n}, reference=f"2025-04-{n + 10}") for n in range(FEW + 1)]

    receipts = list(accept_all(paths, world, Known(), AT))
    deliveries = list(load_all(receipts, world))

    assert [receipt.file_name for receipt in receipts] == [path.name for path in paths]
    assert [delivery.sha256 for delivery in deliveries] == [receipt.sha256 for receipt in receipts]
    assert [int(one.sheets["result"]["value"].iloc[0]) for one in deliveries] == [10, 11, 12, 13, 14]


def test_a_few_are_read_here(world, deliver):
    receipts = list(accept_all([deliver({"2025-01": 10})], world, Known(), AT))

    assert [receipt.status for receipt in receipts] == ["accepted"]
