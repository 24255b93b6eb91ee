"""A folder that follows object storage: what is fetched, verified, kept and taken away."""

from __future__ import annotations

import hashlib
import json

import pytest

from dashboard.errors import DataDamaged, StorageFailed
from dashboard.following import Follower
from dashboard.objects import Objects

FIRST, SECOND, THIRD = "aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"
SIZE = 600_000  # bytes of a file; with at most one megabyte there is room for one


class Releases:
    """What a steward would have sent."""

    def __init__(self, bucket):
        self.objects = Objects(bucket)

    def put(self, release_id, status="published", content=None):
        content = content or release_id[:1].encode() * SIZE
        told = {"id": release_id, "history": [{"status": status, "at": "2026-11-01T09:00:00+00:00"}]}
        told["file_sha256"] = hashlib.sha256(content).hexdigest()
        self.objects.write(f"{release_id}.duckdb", content)
        self.objects.write(f"{release_id}.json", json.dumps(told).encode())

    def point(self, release_id):
        self.objects.write("current", release_id.encode())


@pytest.fixture
def releases(bucket):
    sent = Releases(bucket)
    sent.put(FIRST)
    sent.point(FIRST)
    return sent


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "fetched"


def follow(releases, folder, most_mb=10):
    """A follower that has looked once."""
    follower = Follower(Objects(releases.objects.address), folder, most_mb)
    follower.look()
    return follower


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_the_release_people_see_is_fetched_and_others_when_they_are_asked_for(releases, folder):
    releases.put(SECOND, "superseded")

    follower = follow(releases, folder)

    assert follower.trouble is None
    assert (folder / "current").read_text(encoding="utf-8") == FIRST
    assert names(folder) == {"current", f"{FIRST}.json", f"{FIRST}.duckdb", f"{SECOND}.json"}
    follower.fetch(SECOND)
    assert (folder / f"{SECOND}.duckdb").read_bytes() == b"b" * SIZE


def test_a_file_is_fetched_once(releases, folder):
    follow(releases, folder)
    releases.objects.remove(f"{FIRST}.json")
    kept = (folder / f"{FIRST}.duckdb").stat().st_mtime_ns
    releases.put(FIRST)

    follower = follow(releases, folder)  # as after a restart

    assert (follower.trouble, (folder / f"{FIRST}.duckdb").stat().st_mtime_ns) == (None, kept)


@pytest.mark.parametrize("wanted", [SECOND, "../../vault/key", ""])
def test_a_pointer_that_names_what_is_not_there_moves_nothing(releases, folder, wanted):
    follower = follow(releases, folder)
    releases.point(wanted)

    follower.look()

    assert (follower.trouble.key, follower.trouble.values["id"]) == ("error.objects.damaged", wanted)
    assert (folder / "current").read_text(encoding="utf-8") == FIRST


def test_a_new_release_is_there_when_the_pointer_names_it(releases, folder):
    follower = follow(releases, folder)
    releases.put(SECOND)
    releases.objects.write("leesmij.json", b"{}")  # of somebody else
    releases.point(SECOND)

    follower.look()

    assert (follower.trouble, (folder / "current").read_text(encoding="utf-8")) == (None, SECOND)
    assert (folder / f"{SECOND}.duckdb").exists()
    assert "leesmij.json" not in names(folder)


def test_a_withdrawal_and_a_release_that_is_not_kept_come_over(releases, folder):
    releases.put(SECOND, "superseded")
    follower = follow(releases, folder)
    follower.fetch(SECOND)
    releases.put(FIRST, "withdrawn")
    releases.put(SECOND, "removed")
    releases.objects.remove(f"{SECOND}.duckdb")

    follower.look()

    assert json.loads((folder / f"{FIRST}.json").read_bytes())["history"][-1]["status"] == "withdrawn"
    assert names(folder) == {"current", f"{FIRST}.json", f"{FIRST}.duckdb", f"{SECOND}.json"}


@pytest.mark.parametrize("content", [b"", b"other bytes", b"a" * (SIZE - 1)])
def test_a_damaged_file_is_never_shown_and_the_one_before_stays(releases, folder, content, caplog):
    follower = follow(releases, folder)
    releases.put(SECOND)
    releases.objects.write(f"{SECOND}.duckdb", content)
    releases.point(SECOND)

    follower.look()
    follower.look()

    assert follower.trouble.key == "error.objects.damaged"
    assert follower.trouble.values["id"] == SECOND
    assert (folder / "current").read_text(encoding="utf-8") == FIRST
    assert names(folder) == {"current", f"{FIRST}.json", f"{FIRST}.duckdb", f"{SECOND}.json"}
    assert len([one for one in caplog.records if one.name == "lsi"]) == 1  # told once
    with pytest.raises(DataDamaged):
        follower.fetch(SECOND)
    releases.put(SECOND)
    follower.look()
    assert (follower.trouble, (folder / "current").read_text(encoding="utf-8")) == (None, SECOND)


def test_a_damaged_manifest_says_nothing_of_the_others(releases, folder):
    releases.objects.write(f"{THIRD}.json", b"{")
    releases.put(SECOND)
    releases.point(SECOND)

    follower = follow(releases, folder)

    assert follower.trouble.key == "error.objects.damaged"
    assert (folder / "current").read_text(encoding="utf-8") == SECOND


def test_a_file_that_was_damaged_here_is_fetched_anew(releases, folder):
    follow(releases, folder)
    (folder / f"{FIRST}.duckdb").write_bytes(b"a" * (SIZE - 1) + b"b")

    follower = follow(releases, folder)

    assert follower.trouble is None
    assert (folder / f"{FIRST}.duckdb").read_bytes() == b"a" * SIZE


def test_what_was_used_longest_ago_makes_room_but_never_what_people_see(releases, folder):
    for one in (SECOND, THIRD):
        releases.put(one, "superseded")
    follower = follow(releases, folder, most_mb=1)

    follower.fetch(SECOND)
    assert {f"{FIRST}.duckdb", f"{SECOND}.duckdb"} <= names(folder)
    follower.fetch(THIRD)

    assert {f"{FIRST}.duckdb", f"{THIRD}.duckdb"} <= names(folder)
    assert f"{SECOND}.duckdb" not in names(folder)
    follower.fetch(SECOND)  # and back again
    assert f"{SECOND}.duckdb" in names(folder)


def test_when_the_storage_is_away_what_was_fetched_stays(releases, folder, monkeypatch):
    follow(releases, folder)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")

    follower = follow(releases, folder)

    assert isinstance(follower.trouble, StorageFailed)
    assert (folder / "current").read_text(encoding="utf-8") == FIRST


def test_where_nothing_was_published_there_is_no_trouble_and_no_pointer(bucket, tmp_path):
    follower = follow(Releases(bucket), tmp_path / "fetched")

    assert (follower.trouble, names(tmp_path / "fetched")) == (None, set())


def test_what_a_process_left_half_fetched_is_taken_away(releases, folder):
    folder.mkdir()
    (folder / f".{FIRST}.duckdb.999999999").write_bytes(b"half")

    follow(releases, folder)

    assert not [name for name in names(folder) if name.startswith(".")]


def test_it_keeps_up_until_it_is_ended(releases, folder, monkeypatch):
    monkeypatch.setattr("dashboard.following.EVERY", 0.01)
    follower = Follower(Objects(releases.objects.address), folder, 10)

    with follower.kept_up():
        releases.put(SECOND)
        releases.point(SECOND)
        seen = iter(lambda: (folder / "current").read_text(encoding="utf-8"), SECOND)
        assert set(seen) <= {FIRST}
