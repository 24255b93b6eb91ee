"""Who may read what: vault, ledger, key and archive are the builder's alone, a release may be read by the app's account."""

from __future__ import annotations

import os
import pwd
import tempfile
from pathlib import Path

import pytest

from dashboard.errors import AccessDenied
from dashboard.settings import Settings
from dashboard.steward import vault
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release import desk
from dashboard.steward.release.build import build

AT = "2026-11-01T09:00:00+00:00"


@pytest.fixture
def usual_umask():
    """The umask most machines have, so that a file is only private when the product makes it so."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder):
    return sorted(path.name for path in [folder, *folder.rglob("*")] if path.stat().st_mode & 0o077)


def test_all_that_is_secret_is_closed_and_the_release_is_not(world, deliver, held, usual_umask):
    world.vault.mkdir(mode=0o755)
    world.archive.mkdir(mode=0o755)
    take_in(world, [deliver({"2025-01": 40})], AT, str)
    desk.publish(world, held(world, build(world, str, AT).release), AT)

    assert open_to_others(world.vault) == []
    assert open_to_others(world.archive) == []
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in [world.releases, *world.releases.iterdir()])


def test_what_was_left_open_is_closed_by_the_next_build(world, deliver, usual_umask):
    take_in(world, [deliver({"2025-01": 40})], AT, str)
    build(world, str, AT)
    for path in [world.vault, *world.vault.rglob("*"), world.archive, *world.archive.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o055)

    build(world, str, AT)

    assert open_to_others(world.vault) == []
    assert open_to_others(world.archive) == []


def test_what_the_database_writes_beside_the_vault_is_private_too(world, usual_umask):
    with vault.locked_vault(world) as connection:
        connection.execute("create table t as select range as i from range(1000)")
        log = world.vault / "vault.duckdb.wal"

        assert log.exists()
        assert open_to_others(world.vault) == []
    assert os.umask(0o022) == 0o022


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_vault_of_another_account_is_refused_with_a_sentence():
    """Built as nobody, where the vault is root's and stands open."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        settings.vault.mkdir()
        for path in (settings.data, settings.vault):
            path.chmod(0o777)
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
        try:
            with pytest.raises(AccessDenied) as error, vault.locked_vault(settings):
                pass
        finally:
            os.seteuid(0)

    assert error.value.key == "error.not_private"
