"""Deliveries are read side by side, and come back in the order they were given."""

from __future__ import annotations

import os
import signal
from functools import partial

from dashboard.steward.intake.facts import Known
from dashboard.steward.intake.workers import FEW, _spread, examine_all, load_all

AT = "2026-11-01T09:00:00+00:00"


def test_order_is_kept_over_processes(world, deliver):
    paths = [deliver({"2025-01": 10 + n}, reference=f"2025-04-{n + 10}") for n in range(FEW + 1)]

    receipts = list(examine_all(paths, world, Known(), AT))
    deliveries = list(load_all(receipts, world))

    assert [receipt.file_name for receipt in receipts] == [path.name for path in paths]
    assert [delivery.sha256 for delivery in deliveries] == [receipt.sha256 for receipt in receipts]
    assert [int(one.sheets["result"]["value"].iloc[0]) for one in deliveries] == [10, 11, 12, 13, 14]


def test_a_few_are_read_here(world, deliver):
    receipts = list(examine_all([deliver({"2025-01": 10})], world, Known(), AT))

    assert [receipt.status for receipt in receipts] == ["accepted"]


def test_when_a_process_is_ended_from_outside_the_rest_is_read_here(tmp_path):
    """The process that comes by item 3 kills itself; every item is still done here, in order."""
    mark = tmp_path / "killed"

    assert list(_spread(partial(double_or_die, mark=mark, here=os.getpid()), range(6))) == [0, 2, 4, 6, 8, 10]
    assert mark.exists()


def double_or_die(item, mark, here):
    if item == 3 and os.getpid() != here:
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * item
