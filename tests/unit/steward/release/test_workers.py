"""Deliveries are read side by side, and come back in the order they were given."""

from __future__ import annotations

import os

from dashboard.errors import UserError
from dashboard.steward.intake.archive import TAKING_IN, sweep
from dashboard.steward.intake.facts import Known
from dashboard.steward.intake.take_in import Pace, take_in
from dashboard.steward.intake.workers import FEW, check_each, examine_all, load_all

AT = "2026-11-01T09:00:00+00:00"


def test_order_is_kept_over_processes(world, deliver):
    paths = [deliver({"2025-01": 10 + n}, reference=f"2025-04-{n + 10}") for n in range(FEW + 1)]

    receipts = list(examine_all(paths, world, Known(), AT))
    deliveries = list(load_all(receipts, world))

    assert [receipt.file_name for receipt in receipts] == [path.name for path in paths]
    assert [delivery.sha256 for delivery in deliveries] == [receipt.sha256 for receipt in receipts]
    assert [int(one.sheets["result"]["value"].iloc[0]) for one in deliveries] == [10, 11, 12, 13, 14]


def test_a_file_that_cannot_be_read_stops_no_other(world, deliver, tmp_path):
    broken = tmp_path / "kapot.xlsx"
    broken.write_bytes(b"PK\x03\x04 half a file")
    lines = []

    refused = take_in(world, [broken, deliver({"2025-01": 10})], AT, lines.append)

    assert refused == 1
    assert lines[0].startswith("geweigerd, niet te lezen: kapot.xlsx\nkapot.xlsx is beschadigd")
    assert lines[1].startswith("aangenomen: ")
    assert len(list(world.archive.glob("*.json"))) == 1


def test_what_lies_beside_the_deliveries_is_named_and_left_alone(world, deliver, tmp_path):
    folder = tmp_path / "alles"
    (folder / "leeg").mkdir(parents=True)
    deliver({"2025-01": 10}).rename(folder / "b.zip")
    for name in ("Thumbs.db", "desktop.ini", "~$b.xlsx", "leesmij.txt", ".DS_Store"):
        (folder / name).write_bytes(b"x")
    lines = []

    assert take_in(world, [folder], AT, lines.append) == 0
    assert sorted(line for line in lines if line.startswith("overgeslagen")) == [
        f"overgeslagen, geen levering: {name}"
        for name in (".DS_Store", "Thumbs.db", "desktop.ini", "leeg", "leesmij.txt", "~$b.xlsx")
    ]
    assert len(list(world.archive.glob("*.json"))) == 1


def test_check_and_build_see_the_same_deliveries(world, deliver, tmp_path):
    folder = tmp_path / "alles"
    (folder / "map").mkdir(parents=True)
    deliver({"2025-01": 10}).rename(folder / "map" / "b.zip")
    (folder / "a.xlsx").write_bytes(b"%PDF-1.4")

    checked = check_each(folder, world)
    received = list(examine_all(list(checked), world, Known(), AT))

    assert [path.name for path in checked] == ["a.xlsx", "b.zip"]
    assert [outcome.exit_code for outcome in checked.values()] == [2, 0]
    assert [isinstance(receipt, UserError) for receipt in received] == [True, False]


def test_what_a_process_that_was_ended_left_behind_is_removed(world):
    gone = world.archive / f"{TAKING_IN}{2**22 + 1}-x"
    busy = world.archive / f"{TAKING_IN}{os.getpid()}-x"
    for folder in (gone, busy):
        folder.mkdir(parents=True)

    sweep(world)

    assert [gone.exists(), busy.exists()] == [False, True]


def test_a_long_run_says_how_far_it_is_and_how_long_it_still_takes(monkeypatch):
    clock = iter([0.0, 0.0, 1.0, 60.0, 61.0, 120.0])
    monkeypatch.setattr("dashboard.steward.intake.take_in.time.monotonic", lambda: next(clock))
    pace = Pace(4)
    lines = [pace.after(number, f"{number}.zip") for number in (1, 2, 3, 4)]

    assert lines == ["", "2 van 4 gelezen, laatst 2.zip; nog ongeveer 1 minuut", "", ""]
