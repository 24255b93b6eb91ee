"""Publishing moves one pointer; withdrawing tells readers why."""

from __future__ import annotations

import pytest

from dashboard.errors import DataDamaged, DataMissing, PolicyViolation
from dashboard.settings import Settings
from dashboard.steward.release import desk
from dashboard.store import (
    FORMAT,
    UNSEEN,
    current_release,
    earlier_releases,
    linked_release,
    published_at,
    read_release,
)

AT = "2026-11-01T09:00:00+00:00"


def test_before_publishing_there_is_nothing_to_read(drafted, held):
    world, _ = drafted
    held(*drafted)

    with pytest.raises(DataMissing) as error:
        current_release(world)

    assert error.value.key == "error.no_release"


def test_publishing_supersedes_the_release_before(two):
    world, first, second = two
    desk.publish(world, second.id, AT)

    assert current_release(world).id == second.id
    assert read_release(world, first.id).status == "superseded"
    assert desk.publish(world, second.id, AT).manifest["history"][-1]["status"] == "published"


def test_a_withdrawn_release_is_not_shown_and_not_published_again(two):
    world, first, _ = two
    desk.withdraw(world, first.id, "verkeerde indeling", AT)

    with pytest.raises(DataMissing) as shown:
        current_release(world)
    with pytest.raises(DataMissing) as again:
        desk.publish(world, first.id, AT)

    assert shown.value.values["why"] == "verkeerde indeling"
    assert again.value.key == "error.publish_withdrawn"


def test_what_was_not_attacked_or_did_not_hold_is_not_published(drafted):
    world, draft = drafted

    with pytest.raises(PolicyViolation) as unseen:
        desk.publish(world, draft.id, AT)
    desk.keep_attack_report(world, draft.id, {"passed": False, "attacks": []})
    with pytest.raises(PolicyViolation) as broken:
        desk.publish(world, draft.id, AT)

    assert unseen.value.key == "error.not_attacked"
    assert broken.value.key == "error.attack_found_more"
    assert read_release(world, draft.id).status == "draft"


def test_the_newest_release_is_the_one_made_last(two, tmp_path):
    assert desk.newest(two[0]) in {two[1].id, two[2].id}
    with pytest.raises(DataMissing):
        desk.newest(Settings(data=tmp_path / "empty"))


def test_publishing_without_a_draft_says_so(world):
    world.releases.mkdir()
    with pytest.raises(DataMissing) as error:
        desk.publish(world, None, AT)

    assert error.value.key == "error.no_draft"


def test_an_unknown_release_says_so(world):
    with pytest.raises(DataMissing) as error:
        read_release(world, "0000000000")

    assert error.value.key == "error.unknown_release"


@pytest.mark.parametrize("harm", ["edited", "cut", "gone", "manifest", "newer", "older"])
def test_a_damaged_release_is_refused(two, harm):
    world, first, _ = two
    manifest = first.path.with_suffix(".json")
    if harm == "edited":
        first.path.write_bytes(first.path.read_bytes() + b"x")
    elif harm == "cut":
        first.path.write_bytes(first.path.read_bytes()[:5000])
    elif harm == "gone":
        first.path.unlink()
    elif harm == "manifest":
        manifest.write_text("{", encoding="utf-8")
    else:
        other = 99 if harm == "newer" else 1
        manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', f'"format": {other}'), encoding="utf-8")

    with pytest.raises(DataDamaged) as error:
        current_release(world)

    assert error.value.key == (f"error.{harm}_format" if harm in {"newer", "older"} else "error.damaged")


def test_releases_are_listed_newest_first(two):
    world, first, second = two

    assert {release.id for release in desk.releases(world)} == {first.id, second.id}


@pytest.mark.parametrize("status", UNSEEN)
def test_what_waits_to_be_published_is_seen_by_nobody(two, status):
    world, first, second = two
    desk.note(world, second.id, status, AT)

    with pytest.raises(DataMissing) as linked:
        linked_release(world, second.id)
    assert linked.value.key == "error.link.unknown"
    assert published_at(read_release(world, second.id).manifest) == ""
    assert second.id not in dict(earlier_releases(read_release(world, first.id)))
    assert desk.next_release(world) == second.id


def test_a_release_that_waits_to_be_published_again_stays_what_it_was_to_readers(published):
    world, first, _ = published
    for status in UNSEEN:
        desk.note(world, first.id, status, AT)

    assert linked_release(world, first.id).id == first.id
    desk.withdraw(world, first.id, "fout", AT)
    desk.note(world, first.id, "draft", AT)
    desk.note(world, first.id, "approved", AT)
    with pytest.raises(DataMissing) as gone:
        linked_release(world, first.id)
    assert gone.value.key == "error.link.withdrawn"
