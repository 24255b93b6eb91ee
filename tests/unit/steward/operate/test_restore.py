"""A backup comes back whole into an empty folder, and nothing of one that is not what was written."""

from __future__ import annotations

import json
import re
import shutil

import psycopg
import pytest

from dashboard.errors import DataDamaged, UserError
from dashboard.settings import Settings
from dashboard.state.engine import close
from dashboard.state.log import Kind, append, entries, verify
from dashboard.steward import vault
from dashboard.steward.operate.backup import back_up
from dashboard.steward.operate.inventory import FORMAT, NAME, read_inventory
from dashboard.steward.operate.restore import restore
from dashboard.steward.release.build import build
from tests.unit.steward.operate.conftest import AT, RELEASE


@pytest.fixture
def kept(home, tmp_path):
    """Folder of a backup; the key lies beside it."""
    back_up(home, tmp_path / "backup", tmp_path / "key", "local:anne", AT, lambda _step: None)
    return tmp_path / "backup"


def brought(kept, to, key=None, progress=lambda _step: None, **settings):
    return restore(Settings(data=to, **settings), kept, key, "local:bram", progress)


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_of_it_comes_back_with_its_rights(home, kept, tmp_path):
    brought(kept, tmp_path / "other", tmp_path / "key")
    there, here = content(tmp_path / "other"), content(home.data)

    assert set(there) == {item.path for item in read_inventory(kept).items} | {"vault/key"}
    assert [name for name, text in there.items() if here[name] != text and name != "state/state.sqlite"] == []
    rights = {
        name: (tmp_path / "other" / name).stat().st_mode & 0o777
        for name in (
            ".",
            "vault",
            "vault/key",
            "archive",
            "archive/aa.xlsx",
            "releases",
            "releases/current",
            "areas/2024",
        )
    }
    assert rights == {
        ".": 0o755,
        "vault": 0o700,
        "vault/key": 0o600,
        "archive": 0o700,
        "archive/aa.xlsx": 0o400,
        "releases": 0o755,
        "releases/current": (home.releases / "current").stat().st_mode & 0o777,
        "areas/2024": 0o755,
    }


def test_the_log_goes_on_where_it_was(home, kept, tmp_path):
    brought(kept, tmp_path / "other")
    other = Settings(data=tmp_path / "other")

    assert [entry.kind for entry in entries(other)] == [Kind.RESTORED, Kind.BACKED_UP, Kind.BUILT]
    assert verify(other, entries(home)[0].hash).n_entries == 3


def test_a_folder_that_is_there_and_empty_will_do(kept, tmp_path):
    (tmp_path / "other").mkdir()

    assert brought(kept, tmp_path / "other").release == RELEASE


def changed(kept):
    file = kept / "vault" / "ledger" / RELEASE / "cells.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"!")


def cut(kept):
    (kept / "archive" / "aa.xlsx").chmod(0o600)
    (kept / "archive" / "aa.xlsx").write_text("deliver")


def missing(kept):
    (kept / "events.csv").unlink()


def no_list(kept):
    (kept / NAME).unlink()


def half_a_list(kept):
    (kept / NAME).write_bytes((kept / NAME).read_bytes()[:200])


def told(kept, **changes):
    said = json.loads((kept / NAME).read_bytes())
    for name, value in changes.items():
        if name in said:
            said[name] = value
        else:
            said["items"][0][name] = value
    (kept / NAME).write_text(json.dumps(said))


def newer(kept):
    told(kept, format=FORMAT + 1)


def no_items(kept):
    told(kept, items=[{}])


def outside(kept):
    told(kept, path="vault/../../outside")


def absolute(kept):
    told(kept, path=str(kept / "x"))


def elsewhere(kept):
    told(kept, path="static/x.js")


def a_list_of_others(kept):
    (kept / NAME).write_text("[]")


@pytest.mark.parametrize(
    "harm",
    [changed, cut, missing, no_list, half_a_list, newer, no_items, outside, absolute, elsewhere, a_list_of_others],
)
def test_of_one_that_is_not_what_was_written_nothing_comes_back(kept, tmp_path, harm):
    harm(kept)
    before = set(tmp_path.iterdir())
    with pytest.raises(UserError) as error:
        brought(kept, tmp_path / "other")

    assert error.value.key.startswith("operate.error.")
    assert set(tmp_path.iterdir()) == before


def test_a_folder_with_something_in_it_stays_as_it_is(kept, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x").touch()
    with pytest.raises(UserError) as error:
        brought(kept, tmp_path / "other")

    assert error.value.key == "operate.error.data_not_empty"
    assert list((tmp_path / "other").iterdir()) == [tmp_path / "other" / "x"]


def test_another_key_is_refused_and_without_one_nothing_is_built(kept, tmp_path):
    (tmp_path / "wrong").write_bytes(b"x" * 32)
    (tmp_path / "longer").write_bytes((tmp_path / "key").read_bytes() + b"x")
    for wrong in ("wrong", "longer"):
        with pytest.raises(DataDamaged) as error:
            brought(kept, tmp_path / "other", tmp_path / wrong)
        assert error.value.key == "operate.error.wrong_key"
        assert not (tmp_path / "other").exists()

    brought(kept, tmp_path / "other")

    with pytest.raises(DataDamaged) as error:
        vault.read_key(Settings(data=tmp_path / "other"))
    assert error.value.key == "error.key_lost"


def test_one_that_is_interrupted_leaves_nothing(kept, tmp_path):
    def stop(step):
        if step.endswith("releases"):
            raise KeyboardInterrupt

    before = set(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        brought(kept, tmp_path / "other", progress=stop)

    assert set(tmp_path.iterdir()) == before


def test_a_build_after_it_gives_the_same_release(data, tmp_path):
    home = Settings(data=tmp_path / "sample")
    shutil.copytree(data, home.data)
    back_up(home, tmp_path / "backup", tmp_path / "key", "local:anne", AT, lambda _step: None)
    shutil.rmtree(home.data)
    elsewhere = tmp_path / "on" / "another" / "machine"
    inventory = brought(tmp_path / "backup", elsewhere, tmp_path / "key")
    built = build(Settings(data=elsewhere), lambda _step: None, AT)

    assert built.existed
    assert built.release.id == inventory.release == (data / "releases" / "current").read_text()


@pytest.fixture
def in_postgresql(home, postgresql):
    """The same home with its log in a PostgreSQL."""
    address = postgresql.new()
    settings = Settings(data=home.data, database=address)
    append(settings, Kind.BUILT, "s-2")
    yield settings
    close()


def emptied(address):
    """The same place in that PostgreSQL, as on a new machine."""
    close()
    name = re.search(r"search_path%3D(\w+)", address)[1]
    with psycopg.connect(address) as connection:
        connection.execute(f"drop schema {name} cascade; create schema {name}")


def test_a_log_in_postgresql_goes_along(in_postgresql, tmp_path):
    inventory = back_up(in_postgresql, tmp_path / "backup", None, "local:anne", AT, lambda _step: None)
    head = entries(in_postgresql)[0].hash
    with pytest.raises(UserError) as error:
        brought(tmp_path / "backup", tmp_path / "other", database=in_postgresql.database)
    assert error.value.key == "error.state_filled"
    with pytest.raises(UserError) as error:
        brought(tmp_path / "backup", tmp_path / "other")
    assert error.value.key == "error.state_other"
    assert not (tmp_path / "other").exists()

    emptied(in_postgresql.database)
    brought(tmp_path / "backup", tmp_path / "other", database=in_postgresql.database)

    assert inventory.state == "postgresql"
    assert not (tmp_path / "other" / "state").exists()
    assert [entry.kind for entry in entries(in_postgresql)] == [Kind.RESTORED, Kind.BACKED_UP, Kind.BUILT]
    assert verify(in_postgresql, head).n_entries == 3


def test_a_postgresql_that_is_copied_by_its_own_means_stays_out(in_postgresql, tmp_path):
    inventory = back_up(
        in_postgresql, tmp_path / "backup", None, "local:anne", AT, lambda _step: None, database_apart=True
    )
    n_before = len(entries(in_postgresql))
    brought(tmp_path / "backup", tmp_path / "other", database=in_postgresql.database)

    assert inventory.state == "apart"
    assert len(entries(in_postgresql)) == n_before
