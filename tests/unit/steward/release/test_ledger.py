"""What was published never changes: the ledger is continued, kept privately, and missed when it is lost."""

from __future__ import annotations

import shutil
from calendar import monthrange

import pytest

from dashboard.errors import DataDamaged, PolicyViolation
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release import desk
from dashboard.steward.release.build import build
from dashboard.steward.release.ledger import parent, read_ledger
from dashboard.store import current_release, cursor, read_release
from tests.unit.steward.release.conftest import delivery_writer, empty_world, note_as_held

AT = "2026-11-01T09:00:00+00:00"


@pytest.fixture
def published(held):
    """Take deliveries in, build and publish."""

    def publish(world, *deliveries):
        assert take_in(world, deliveries, AT, str) == 0
        return desk.publish(world, held(world, build(world, str, AT).release), AT)

    return publish


@pytest.fixture
def current(drafted, held):
    """A world of one's own with one release, published."""
    world, draft = drafted
    return world, desk.publish(world, held(world, draft), AT)


def rows(release, until):
    with cursor(release) as connection:
        return connection.execute("select * from mart.outcome where month < ? order by all", [until]).fetchall()


def test_a_published_month_never_changes_when_new_months_come(world, deliver, published):
    first = published(world, deliver({"2025-01": 43, "2025-02": 7, "2025-03": 21}))
    second = published(
        world, deliver({"2025-04": 38, "2025-05": 14}, reference="2025-07-10", months=("2025-04", "2025-06"))
    )

    assert second.id != first.id
    assert rows(second, "2025-04-01") == rows(first, "2025-04-01")
    assert second.manifest["continues"] == first.id


def test_a_draft_leaves_no_trace(current, deliver):
    world, first = current
    take_in(world, [deliver({"2025-04": 38}, reference="2025-07-10", months=("2025-04", "2025-06"))], AT, str)
    build(world, str, AT)

    assert parent(world) == first.id


def test_before_the_first_publication_there_is_none(world):
    assert read_ledger(world, parent(world)) is None
    assert parent(world) is None


def test_a_lost_ledger_stops_the_build(current, deliver):
    world, first = current
    shutil.rmtree(world.vault / "ledger" / first.id)
    take_in(world, [deliver({"2025-01": 90}, reference="2025-08-01")], AT, str)

    with pytest.raises(DataDamaged) as error:
        build(world, str, AT)

    assert error.value.key == "error.ledger_lost"


QUARTERS = ("2025-01", "2025-03"), ("2025-04", "2025-06"), ("2025-07", "2025-09"), ("2025-10", "2025-12")


def take_quarter(world, write, first, last):
    day = f"{last}-{monthrange(*map(int, last.split('-')))[1]}"
    assert take_in(world, [write({first: 43, last: 8}, reference=day, months=(first, last))], AT, str) == 0


@pytest.fixture(scope="module")
def first_draft(tmp_path_factory, imported_areas, neighbourhoods):
    """A data folder with the draft of the first quarter, made once, to be copied."""
    folder = tmp_path_factory.mktemp("first")
    world = empty_world(folder, imported_areas)
    take_quarter(world, delivery_writer(folder, neighbourhoods), *QUARTERS[0])
    return world.data, note_as_held(world, build(world, str, AT).release)


@pytest.fixture
def four(world, deliver, first_draft):
    """Take in a delivery of each of four quarters, one per call; gives the draft built of it."""
    quarters = iter(QUARTERS)

    def draft():
        first, last = next(quarters)
        if (first, last) == QUARTERS[0]:
            shutil.copytree(
                first_draft[0], world.data, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("areas")
            )
            return read_release(world, first_draft[1])
        take_quarter(world, deliver, first, last)
        release = build(world, str, AT).release
        note_as_held(world, release)
        return release

    return draft


def test_without_the_ledger_of_what_was_published_nothing_is_built(world, four):
    first = four()
    desk.publish(world, first.id, AT)
    shutil.rmtree(world.vault / "ledger")

    with pytest.raises(DataDamaged) as error:
        build(world, str, AT)

    assert error.value.key == "error.ledger_behind"
    assert error.value.values["id"] == first.id
    desk.withdraw(world, first.id, "begonnen met een nieuwe gegevensset", AT)
    again = build(world, str, AT)
    assert not again.existed
    assert again.release.status == "draft"


def test_a_ledger_put_back_from_too_old_a_backup_stops_the_build(world, four, tmp_path):
    desk.publish(world, four().id, AT)
    shutil.copytree(world.vault / "ledger", tmp_path / "backup")
    second = four()
    desk.publish(world, second.id, AT)
    shutil.rmtree(world.vault / "ledger")
    shutil.copytree(tmp_path / "backup", world.vault / "ledger")

    with pytest.raises(DataDamaged) as error:
        four()

    assert error.value.values["id"] == second.id


def test_publishing_an_older_release_does_not_turn_the_ledger_back(world, four):
    first = four()
    desk.publish(world, first.id, AT)
    second = four()
    desk.publish(world, second.id, AT)
    desk.publish(world, first.id, AT)
    third = four()

    assert current_release(world).id == first.id
    assert third.manifest["continues"] == second.id
    assert rows(third, "2025-07-01") == rows(second, "2025-07-01")
    assert desk.publish(world, third.id, AT).status == "published"


def test_a_draft_that_was_overtaken_is_not_published_but_built_again(world, four):
    desk.publish(world, four().id, AT)
    overtaken, newer = four(), four()
    desk.publish(world, newer.id, AT)

    with pytest.raises(PolicyViolation) as error:
        desk.publish(world, overtaken.id, AT)

    assert error.value.key == "error.draft_overtaken"
    assert parent(world) == newer.id


def test_an_overtaken_draft_of_the_same_deliveries_is_made_again(world, four, held):
    first, second = four(), four()
    desk.publish(world, first.id, AT)

    again = build(world, str, AT)

    assert second.manifest["continues"] is None
    assert not again.existed
    assert (again.release.id, again.release.manifest["continues"]) == (second.id, first.id)
    assert desk.publish(world, held(world, again.release), AT).status == "published"


def test_a_release_whose_ledger_is_gone_is_not_published(world, four):
    draft = four()
    shutil.rmtree(world.vault / "ledger" / draft.id)

    with pytest.raises(DataDamaged) as error:
        desk.publish(world, draft.id, AT)

    assert error.value.key == "error.ledger_lost"


def test_the_ledger_is_private(current):
    world, first = current
    folder = world.vault / "ledger"
    modes = {path.stat().st_mode & 0o777 for path in [*(folder / first.id).iterdir(), folder / "current"]}
    assert modes == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (folder, folder / first.id)} == {0o700}


def test_published_values_of_follow_ups_stay_when_later_ones_come(world, deliver, published, agreement):
    sql = "select moment_months, n_value from mart.sustainment order by all"
    first = [agreement("0", 203), agreement("6", 101)]
    with cursor(published(world, deliver({"2025-01": 43}, agreements=first))) as connection:
        before = connection.execute(sql).fetchall()
    later = deliver({"2025-01": 43}, reference="2025-06-01", agreements=[*first, agreement("12", 98)])
    with cursor(published(world, later)) as connection:
        after = connection.execute(sql).fetchall()

    assert after[:2] == before
    assert after[2] in {(12, 95), (12, 100)}
