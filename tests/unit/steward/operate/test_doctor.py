"""What is not as it should be is said with what to do about it, and nothing is touched."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from dashboard.settings import Settings
from dashboard.state.engine import FILE, close
from dashboard.state.log import Kind, append
from dashboard.steward.operate import doctor
from dashboard.steward.operate.doctor import CHECKS, State, examine

NOBODY = 65_534


@pytest.fixture(scope="module")
def built(data, tmp_path_factory):
    """The sample with a log, without its deliveries."""
    home = Settings(data=tmp_path_factory.mktemp("doctor") / "data")
    shutil.copytree(data, home.data, ignore=shutil.ignore_patterns("state", "made.lock", "vault.duckdb", "archive"))
    home.archive.mkdir(mode=0o700)
    append(home, Kind.BUILT, "s-1")
    close()
    return home.data


@pytest.fixture
def home(built, tmp_path, monkeypatch):
    """A data folder of a test's own, in the environment."""
    settings = Settings(data=tmp_path / "data")
    shutil.copytree(built, settings.data)
    for name in list(os.environ):
        if name.startswith(("DASHBOARD_", "LSI_")):
            monkeypatch.delenv(name)
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\necho Chromium 1.2.3\n")  # the real one takes longer to say so
    browser.chmod(0o755)
    monkeypatch.setenv("DASHBOARD_CHROMIUM", str(browser))
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    return settings


def states():
    """What is not sound, by check."""
    return {one.check: one.state for one in examine() if one.state != State.SOUND}


def everything(folder):
    """Names, rights, times and bytes."""
    return {
        path: (
            path.lstat().st_mode,
            path.lstat().st_mtime_ns,
            path.is_file() and hashlib.sha256(path.read_bytes()).digest(),
        )
        for path in (folder, *folder.rglob("*"))
    }


def test_all_is_well_and_nothing_was_touched(home, monkeypatch):
    monkeypatch.delenv("DASHBOARD_CHROMIUM")
    before = everything(home.data)
    findings = examine()

    assert [one.sentence for one in findings if one.state != State.SOUND] == []
    assert [one.check for one in findings] == list(CHECKS)
    assert everything(home.data) == before


def test_before_anything_was_done_it_makes_nothing(home, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "new"))

    assert states() == {"folders": State.WARNING, "release": State.WARNING, "areas": State.WARNING}
    assert not (tmp_path / "new").exists()


def open_vault(home):
    (home.vault / "key").chmod(0o644)


def open_archive(home):
    home.archive.chmod(0o755)


def hidden_release(home):
    (home.releases / "current").chmod(0o600)


def lost_key(home):
    (home.vault / "key").unlink()


def another_key(home):
    (home.vault / "key").write_bytes(b"x" * 32)


def old_ledger(home):
    (home.vault / "ledger" / "current").unlink()


def cut_ledger(home):
    for file in home.vault.glob("ledger/*/cells.parquet"):
        file.write_bytes(b"x")


def damaged_release(home):
    file = home.releases / f"{(home.releases / 'current').read_text()}.duckdb"
    file.write_bytes(b"x" + file.read_bytes()[1:])


def damaged_other(home):
    (home.releases / "00000000ff.json").write_text("{")
    (home.releases / "00000000ff.json").chmod(0o644)


def damaged_areas(home):
    (home.areas / "2022" / "manifest.json").write_text("{")


def areas_of_another_version(home):
    file = home.areas / "2022" / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"format_version": 1}))


def half_the_areas(home):
    (home.areas / "2024" / "shape.parquet").unlink()


def forged_log(home):
    with sqlite3.connect(home.state / FILE) as connection:
        connection.execute("update log_entry set subject = 's-9'")


def no_database(home):
    (home.state / FILE).write_bytes(b"no database at all, but a file of some length" * 100)


def older_database(home):
    with sqlite3.connect(home.state / FILE) as connection:
        connection.execute("update alembic_version set version_num = '0001'")


def clock_back(home):
    with sqlite3.connect(home.state / FILE) as connection:
        connection.execute("update log_entry set at = '2099-01-01T00:00:00+00:00'")


def release_of_tomorrow(home):
    file = home.releases / f"{(home.releases / 'current').read_text()}.json"
    said = json.loads(file.read_text())
    said["history"][-1]["at"] = "2099-01-01T00:00:00+00:00"
    file.write_text(json.dumps(said))


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (open_vault, {"folders": State.FAULT}),
        (open_archive, {"folders": State.FAULT}),
        (hidden_release, {"folders": State.WARNING}),
        (lost_key, {"key": State.FAULT}),
        (another_key, {"key": State.FAULT}),
        (old_ledger, {"ledger": State.FAULT}),
        (cut_ledger, {"ledger": State.FAULT}),
        (damaged_release, {"release": State.FAULT}),
        (damaged_other, {"release": State.WARNING}),
        (damaged_areas, {"areas": State.FAULT}),
        (areas_of_another_version, {"areas": State.FAULT}),
        (half_the_areas, {"areas": State.FAULT}),
        (forged_log, {"database": State.FAULT}),
        (no_database, {"database": State.FAULT}),
        (older_database, {"database": State.WARNING}),
        (clock_back, {"database": State.FAULT, "clock": State.FAULT}),
        (release_of_tomorrow, {"clock": State.FAULT}),
    ],
)
def test_what_is_wrong_is_found_there_and_not_mended(home, harm, expected):
    harm(home)
    before = everything(home.data)

    assert states() == expected
    assert everything(home.data) == before


def test_wrong_settings_are_all_that_is_told(home, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATTA", "x")
    (only,) = examine()

    assert (only.check, only.state) == ("settings", State.FAULT)
    assert "DASHBOARD_DATA?" in only.sentence


def test_names_that_look_like_ours_and_what_visitors_count_as_are_noted(home, monkeypatch):
    monkeypatch.setenv("DASHBORD_DATA", "x")
    monkeypatch.setenv("DASHBOARD_ADDRESS", "https://lsi.example")
    told = [one.sentence for one in examine() if one.check == "settings" and one.state == State.WARNING]

    assert "DASHBORD_DATA" in told[0]
    assert "DASHBOARD_PROXIES" in told[1]
    assert len(told) == 2


def test_who_may_come_in_is_told(home, monkeypatch):
    monkeypatch.setenv("LSI_ACCESS", "open")
    assert states() == {"access": State.WARNING}
    monkeypatch.setenv("LSI_ACCESS", str(home.data / "no-such.toml"))
    assert states() == {"access": State.FAULT}


def test_a_browser_that_is_not_there_or_does_not_start_is_noted(home, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_CHROMIUM", str(tmp_path / "none"))
    assert states() == {"chromium": State.WARNING}
    (tmp_path / "broken").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "broken").chmod(0o755)
    monkeypatch.setenv("DASHBOARD_CHROMIUM", str(tmp_path / "broken"))
    assert states() == {"chromium": State.WARNING}


@pytest.mark.parametrize(("free", "state"), [(100, State.FAULT), (500, State.WARNING)])
def test_a_disk_that_is_nearly_full_is_told(home, monkeypatch, free, state):
    usage = shutil._ntuple_diskusage(10**12, 0, free * doctor.MEGABYTE)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _folder: usage)

    assert states() == {"disk": state}


def test_a_database_elsewhere_is_asked_and_left_as_it_is(home, monkeypatch, postgresql):
    address = postgresql.new()
    monkeypatch.setenv("DASHBOARD_DATABASE", address)
    assert states() == {"database": State.WARNING}
    with psycopg.connect(address) as connection:
        named = "select count(*) from information_schema.tables where table_schema = current_schema()"
        assert connection.execute(named).fetchone() == (0,)

    append(Settings(data=home.data, database=address), Kind.BUILT, "s-1")
    assert states() == {}
    monkeypatch.setenv("DASHBOARD_DATABASE", "postgresql://nobody@127.0.0.1:1/nothing")
    assert states() == {"database": State.FAULT}
    close()


@contextmanager
def another_account(home):
    """As the account of the app, which owns nothing; who is not root loses its own rights for as long."""
    closed = (home.vault, home.archive, home.state)
    is_root = os.getuid() == 0
    if is_root:
        os.setresuid(NOBODY, NOBODY, 0)
    else:
        for folder in closed:
            folder.chmod(0)
    try:
        yield
    finally:
        if is_root:
            os.setresuid(0, 0, 0)
        else:
            for folder in closed:
                folder.chmod(0o700)


def test_for_the_account_of_the_app_a_closed_vault_is_as_it_should_be(home, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:  # that of pytest is closed to other accounts
        Path(folder).chmod(0o755)
        there = Settings(data=Path(shutil.move(home.data, Path(folder) / "data")))
        monkeypatch.setenv("DASHBOARD_DATA", str(there.data))
        monkeypatch.setenv("DASHBOARD_CHROMIUM", shutil.copy(os.environ["DASHBOARD_CHROMIUM"], folder))
        with another_account(there):
            assert states() == {}
            monkeypatch.setenv("LSI_ACCESS", "open")
            assert states() == {"access": State.WARNING, "database": State.FAULT}


def test_a_check_that_fails_by_a_mistake_of_ours_keeps_no_other_from_being_made(home, monkeypatch):
    def broken(_settings):
        raise ZeroDivisionError
        yield

    monkeypatch.setitem(CHECKS, "fonts", broken)

    assert states() == {"fonts": State.FAULT}
