"""Deliveries read by a real scheduler with two workers on loopback: the same receipts, in the same order."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from dashboard.errors import UserError
from dashboard.steward.intake import archive
from dashboard.steward.intake import cluster as cluster_module
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release.build import build
from tests.browser.conftest import look_again_soon

AT = "2026-11-01T09:00:00+00:00"
PATIENCE = 120  # seconds; a busy machine is no failure


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Address of a scheduler with two workers; all are ended with the tests of this file."""
    folder = tmp_path_factory.mktemp("cluster")
    told = folder / "scheduler.json"
    module = "distributed.cli.dask_{}"
    started = [start(module.format("scheduler"), "--host", "127.0.0.1", "--port", "0", "--scheduler-file", told)]
    try:
        until = time.monotonic() + PATIENCE
        while not told.exists() and time.monotonic() < until:
            assert started[0].poll() is None, "the scheduler ended"
            look_again_soon(started[0])
        for number in range(2):
            place = folder / f"worker{number}"
            place.mkdir()
            more = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--local-directory", place)
            started.append(start(module.format("worker"), "--scheduler-file", told, "--no-dashboard", *more))
        yield wait_for_workers(told)
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(30)


def start(module, *options):
    command = [sys.executable, "-m", module, *map(str, options)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_workers(told):
    """Address of the scheduler once both workers are there."""
    from distributed import Client

    with Client(scheduler_file=str(told), timeout=PATIENCE) as client:
        client.wait_for_workers(2, timeout=PATIENCE)
        return client.scheduler.address


def test_a_cluster_gives_the_same_receipts_and_the_same_release(
    cluster, world, deliver, tmp_path, imported_areas, monkeypatch
):
    paths = [deliver({"2025-01": 10 + n}, reference=f"2025-04-{n + 10}") for n in range(5)]
    broken = tmp_path / "kapot.xlsx"
    broken.write_bytes(b"PK\x03\x04 half a file")
    paths.insert(2, broken)
    there = type(world)(data=tmp_path / "there")
    there.data.mkdir()
    (there.data / "areas").symlink_to(imported_areas, target_is_directory=True)
    said = {}
    for settings, address in ((world, ""), (there, cluster)):
        monkeypatch.setenv("LSI_CLUSTER", address)
        lines = said.setdefault(address, [])
        assert take_in(settings, paths, AT, lines.append) == 1

    assert said[cluster] == said[""]
    assert archive.receipts(there) == archive.receipts(world)
    there.vault.mkdir()
    for name in ("key", "key.fingerprint"):
        build(world, str, AT)
        (there.vault / name).write_bytes((world.vault / name).read_bytes())
    first, second = (build(settings, str, AT).release for settings in (world, there))
    assert first.id == second.id
    assert first.manifest["tables"] == second.manifest["tables"]


def test_a_cluster_that_does_not_answer_is_said(world, deliver, monkeypatch):
    monkeypatch.setenv("LSI_CLUSTER", "tcp://127.0.0.1:9")
    monkeypatch.setattr(cluster_module, "SECONDS", 1)

    with pytest.raises(UserError) as error:
        take_in(world, [deliver({"2025-01": 10})], AT, str)
    assert error.value.key == "error.cluster_unreachable"
    assert archive.receipts(world) == []
