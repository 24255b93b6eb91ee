"""Publishing reaches object storage, and viewers that follow it show the same release."""

from __future__ import annotations

import json

import pytest

from dashboard.access import Person, Role
from dashboard.errors import NotPermitted, ReleaseGone, StorageFailed
from dashboard.following import Follower
from dashboard.objects import Objects
from dashboard.settings import Settings
from dashboard.state.engine import forget
from dashboard.steward.release import approval, desk, keeping, planning
from dashboard.steward.release.sending import send
from dashboard.store import beside, current_release, cursor, earlier_releases, following, linked_release
from tests.unit.steward.release.conftest import AT

LATER = "2026-11-02T09:00:00+00:00"
STEWARD = Person("beheer", frozenset({Role.STEWARD, Role.APPROVER}))


@pytest.fixture
def sent_to(bucket, monkeypatch):
    """Where this process sends releases to."""
    monkeypatch.setenv("LSI_RELEASES", bucket)
    return Objects(bucket)


@pytest.fixture
def viewer(sent_to, tmp_path):
    """Settings of a viewer on another machine, and what follows the storage there."""
    settings = Settings(data=tmp_path / "viewer")
    return settings, Follower(sent_to, settings.fetched, 10)


def ids(two):
    """The world, and what its releases are called."""
    world, first, second = two
    return world, first.id, second.id


def rows(release):
    with cursor(release) as connection:
        return connection.execute("select count(*) from mart.area").fetchone()[0]


def test_nothing_is_sent_without_the_setting(two, monkeypatch):
    monkeypatch.delenv("LSI_RELEASES", raising=False)

    assert send(two[0]) == ()


def test_a_draft_stays_here_and_what_was_published_goes(two, sent_to):
    world, first, second = ids(two)

    assert send(world) == (first,)

    assert set(sent_to.listed()) == {"current", f"{first}.json", f"{first}.duckdb"}
    assert send(world) == ()
    desk.publish(world, second, LATER)
    assert set(send(world)) == {first, second}
    assert sent_to.read("current").decode() == second


def test_a_viewer_elsewhere_shows_what_was_published_and_an_older_one_by_its_link(two, sent_to, viewer):
    world, first, second = ids(two)
    settings, follower = viewer
    desk.publish(world, second, LATER)
    send(world)

    with following(follower):
        release = current_release(settings)
        assert (release.id, release.path.parent) == (second, settings.fetched)
        assert rows(release) > 0
        assert [one for one, _ in earlier_releases(release)] == [first]
        assert rows(beside(release, first)) > 0
        assert linked_release(settings, first).id == first
    assert not settings.releases.exists()


def test_a_release_that_is_taken_back_or_not_kept_is_gone_elsewhere_too(two, sent_to, viewer):
    world, first, second = ids(two)
    settings, follower = viewer
    desk.publish(world, second, LATER)
    send(world)
    with following(follower):
        linked_release(settings, first)
        keeping.clear(world, 0, LATER)
        follower.look()
        with pytest.raises(ReleaseGone):
            linked_release(settings, first)
        approval.withdraw(world, second, STEWARD, "verkeerd geteld", LATER)
        follower.look()
        with pytest.raises(ReleaseGone):
            linked_release(settings, second)
    assert set(sent_to.listed()) == {"current", f"{first}.json", f"{second}.json", f"{second}.duckdb"}
    forget(world)


def test_publishing_stands_here_when_it_cannot_be_sent_and_sending_again_finishes_it(two, bucket, storage, monkeypatch):
    world, first, _ = ids(two)
    monkeypatch.setenv("LSI_RELEASES", bucket)
    storage.ask_for_rights()
    try:
        with pytest.raises(NotPermitted) as refused:
            keeping.keep(world, first, "notulen", LATER)
    finally:
        storage.ask_for_rights("inf")

    assert refused.value.key == "error.objects.not_sent"
    assert json.loads((world.releases / f"{first}.json").read_bytes())["kept"]["why"] == "notulen"
    assert planning.publish_due(world, LATER).refused == ()  # as the timer does
    assert Objects(bucket).read("current").decode() == first
    forget(world)


def test_the_timer_says_what_could_not_be_sent(two, monkeypatch, bucket):
    world, *_ = two
    monkeypatch.setenv("LSI_RELEASES", "s3://no-such-bucket/lsi")

    (refused,) = planning.publish_due(world, LATER).refused

    assert isinstance(refused, StorageFailed)
    assert "no-such-bucket" in str(refused.values["why"])
    forget(world)


def test_a_viewer_says_what_keeps_the_first_release_away(sent_to, tmp_path):
    settings = Settings(data=tmp_path / "viewer")
    follower = Follower(Objects("s3://no-such-bucket/lsi"), settings.fetched, 10)

    with following(follower), pytest.raises(StorageFailed) as missing:
        current_release(settings)

    assert missing.value.key == "error.objects.missing"


def test_what_was_cut_off_is_sent_whole(two, sent_to):
    world, first, _ = ids(two)
    send(world)
    sent_to.write(f"{first}.duckdb", b"half")
    sent_to.remove("current")

    assert send(world) == (first,)

    assert sent_to.listed()[f"{first}.duckdb"][1] == (world.releases / f"{first}.duckdb").stat().st_size
    assert sent_to.read("current").decode() == first
    assert AT in json.dumps(json.loads(sent_to.read(f"{first}.json"))["history"])
