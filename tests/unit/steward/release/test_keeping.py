"""Older releases go when nobody keeps them; what is said of them stays."""

from __future__ import annotations

import pytest

from dashboard.errors import DataMissing, UserError
from dashboard.steward.release import desk, keeping
from dashboard.store import current_release, earlier_releases, linked_release, manifests, read_manifest

AT = "2026-11-01T09:00:00+00:00"


def test_the_last_few_and_those_that_are_cited_stay(published):
    world, first, _second = published
    assert desk.releases(world)
    keeping.keep(world, first.id, "besluit van 12 maart", AT)
    assert keeping.clear(world, 0, AT) == []
    assert linked_release(world, first.id).id == first.id


def test_what_is_cleared_leaves_its_manifest_and_who_to_ask(published):
    world, first, second = published
    assert keeping.clear(world, 1, AT) == []
    assert keeping.clear(world, 0, AT) == [first.id]

    assert not first.path.exists()
    assert set(manifests(world.releases)) == {first.id, second.id}
    with pytest.raises(DataMissing) as error:
        linked_release(world, first.id)
    assert error.value.key == "error.link.removed"
    assert [one.id for one in desk.releases(world)] == [second.id]
    assert earlier_releases(second) == []
    assert current_release(world).id == second.id
    assert keeping.clear(world, 0, AT) == []


def test_a_file_that_was_said_to_be_gone_goes_with_the_next(published):
    """Clearing was ended between the two."""
    world, first, _second = published
    data = first.path.read_bytes()
    keeping.clear(world, 0, AT)
    first.path.write_bytes(data)

    assert keeping.clear(world, 0, AT) == []
    assert not first.path.exists()


@pytest.mark.parametrize("harm", ["unknown", "draft", "no reason", "cleared"])
def test_only_a_published_release_is_kept_and_with_a_reason(published, harm):
    world, first, _second = published
    release_id, why = first.id, "verslag"
    if harm == "unknown":
        release_id = "0123456789"
    elif harm == "no reason":
        why = " "
    elif harm == "cleared":
        keeping.clear(world, 0, AT)
    else:
        desk.change(world, first.id, lambda manifest: manifest.update(history=manifest["history"][:1]))

    with pytest.raises((UserError, DataMissing)):
        keeping.keep(world, release_id, why, AT)
    assert "kept" not in (read_manifest(world.releases / f"{first.id}.json") or {})
