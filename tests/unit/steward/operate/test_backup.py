"""A backup stands whole or not at all, and never holds the key."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import subprocess
import sys

import pytest

from dashboard.errors import BuilderBusy, DataDamaged, DataMissing, DiskFull, StateAway, UserError
from dashboard.settings import Settings
from dashboard.state.copies import Means
from dashboard.state.log import Kind, entries
from dashboard.steward import vault
from dashboard.steward.operate import backup
from dashboard.steward.operate.backup import BESIDE, back_up
from dashboard.steward.operate.inventory import NAME, read_inventory, verify
from tests.unit.steward.operate.conftest import AT, RELEASE

COPIED = {
    "vault/key.fingerprint",
    "vault/vault.duckdb",
    "vault/ledger/current",
    f"vault/ledger/{RELEASE}/cells.parquet",
    "archive/aa.xlsx",
    "areas/2024/area.parquet",
    "releases/current",
    f"releases/{RELEASE}.duckdb",
    "events.csv",
    "state/state.sqlite",
}


def kept(home, folder, key_to=None, progress=lambda _step: None, **more):
    return back_up(home, folder, key_to, "local:anne", AT, progress, **more)


def test_everything_that_cannot_be_made_again_is_in_it_and_nothing_else(home, tmp_path):
    inventory = kept(home, tmp_path / "backup")
    files = {str(path.relative_to(tmp_path / "backup")) for path in (tmp_path / "backup").rglob("*") if path.is_file()}

    assert {item.path for item in inventory.items} == COPIED
    assert files == {*COPIED, NAME}
    assert read_inventory(tmp_path / "backup") == inventory
    verify(tmp_path / "backup", inventory)
    assert (inventory.release, inventory.state) == (RELEASE, Means.FILE)
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "backup").rglob("*")} == {0}


def test_the_key_goes_elsewhere_and_is_in_no_file_of_it(home, tmp_path):
    keys = tmp_path / "keys"
    keys.mkdir()
    inventory = kept(home, tmp_path / "backup", keys)
    key = (home.vault / "key").read_bytes()
    (file,) = keys.iterdir()

    assert file.read_bytes() == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert inventory.key == vault.fingerprint(key)
    assert [path for path in (tmp_path / "backup").rglob("*") if path.is_file() and key in path.read_bytes()] == []
    kept(home, tmp_path / "again", keys)  # the same key stands there already


def test_a_key_that_does_not_fit_on_the_disk_leaves_no_half_one(home, tmp_path):
    """The limit of the size of a file is to it what a full disk is."""
    keys = tmp_path / "keys"
    keys.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            backup.keep_key(home, tmp_path / "backup", keys, b"k" * 32)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list(keys.iterdir()) == []


def test_that_it_was_made_is_noted_and_in_it(home, tmp_path):
    kept(home, tmp_path / "backup")
    restored = Settings(data=tmp_path / "other")
    restored.state.mkdir(parents=True)
    shutil.copy(tmp_path / "backup" / "state" / "state.sqlite", restored.state)

    for where in (home, restored):
        (newest, *_) = entries(where)
        assert (newest.kind, newest.subject) == (Kind.BACKED_UP, "local:anne")


def test_nobody_builds_sends_or_publishes_meanwhile(home, tmp_path):
    tried = []

    def look(_step):
        for place in (home.vault / "lock", home.archive / ".lock", home.releases):
            handle = os.open(place, os.O_RDONLY)
            with pytest.raises(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.close(handle)
            tried.append(place)

    kept(home, tmp_path / "backup", progress=look)

    assert len(tried) == 15


def test_while_somebody_builds_there_is_none(home, tmp_path):
    with vault.held(home), pytest.raises(BuilderBusy):
        kept(home, tmp_path / "backup")

    assert not (tmp_path / "backup").exists()


def a_full_folder(home, tmp_path):
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "x").touch()
    return {"folder": tmp_path / "backup"}


def a_file(home, tmp_path):
    (tmp_path / "backup").touch()
    return {"folder": tmp_path / "backup"}


def within_the_data(home, tmp_path):
    return {"folder": home.data / "backup"}


def the_key_in_the_backup(home, tmp_path):
    return {"folder": tmp_path / "backup", "key_to": tmp_path / "backup" / "key"}


def the_key_beside_the_vault(home, tmp_path):
    return {"folder": tmp_path / "backup", "key_to": home.data / "copy"}


def another_key_there(home, tmp_path):
    (tmp_path / "key").write_bytes(b"x" * 32)
    return {"folder": tmp_path / "backup", "key_to": tmp_path / "key"}


def no_key_yet(home, tmp_path):
    (home.vault / "key").unlink()
    (home.vault / "key.fingerprint").unlink()
    return {"folder": tmp_path / "backup", "key_to": tmp_path / "key"}


def a_lost_key(home, tmp_path):
    (home.vault / "key").unlink()
    return {"folder": tmp_path / "backup"}


def nothing(home, tmp_path):
    shutil.rmtree(home.data)
    return {"folder": tmp_path / "backup"}


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (a_full_folder, UserError),
        (a_file, UserError),
        (within_the_data, UserError),
        (the_key_in_the_backup, UserError),
        (the_key_beside_the_vault, UserError),
        (another_key_there, UserError),
        (no_key_yet, DataMissing),
        (a_lost_key, DataDamaged),
        (nothing, DataMissing),
    ],
)
def test_a_place_that_will_not_do_is_said_before_anything_is_written(home, tmp_path, harm, kind):
    given = harm(home, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(kind):
        kept(home, **given)

    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before] == []


def test_without_room_there_is_none(home, tmp_path, monkeypatch):
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(DiskFull):
        kept(home, tmp_path / "backup")

    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_one_that_cannot_be_noted_is_not_made(home, tmp_path):
    away = Settings(data=home.data, database="postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StateAway):
        kept(away, tmp_path / "backup")

    assert not (tmp_path / "backup").exists()


def test_one_that_was_interrupted_leaves_nothing(home, tmp_path):
    def stop(step):
        if step.endswith("releases"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept(home, tmp_path / "backup", progress=stop)

    assert [path.name for path in tmp_path.iterdir()] == ["data"]


KILLED = """
import os, signal, sys
from pathlib import Path
from dashboard.settings import Settings
from dashboard.steward.operate.backup import back_up

def stop(step):
    if step.endswith("releases"):
        os.kill(os.getpid(), signal.SIGKILL)

back_up(Settings(data=Path(sys.argv[1])), Path(sys.argv[2]), None, "x", "2026-11-27T12:00:00+00:00", stop)
"""


def test_one_that_was_killed_is_no_backup_and_goes_with_the_next(home, tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(home.data), str(tmp_path / "backup")], check=False)
    (left,) = tmp_path.glob(f"{BESIDE}*")
    with pytest.raises(UserError) as error:
        read_inventory(left)
    assert error.value.key == "operate.error.no_backup"
    assert not (tmp_path / "backup").exists()

    kept(home, tmp_path / "backup")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "data"]
