"""What was published never changes: the ledger is continued, kept privately, and missed when it is lost."""

from __future__ import annotations

import shutil

import pytest

from dashboard.errors import DataDamaged
from dashboard.release import desk
from dashboard.release.build import build
from dashboard.release.ledger import parent, read_ledger
from dashboard.release.take_in import take_in
from dashboard.store import cursor

AT = "2026-11-01T09:00:00+00:00"


@pytest.fixture
def published(held):
    """Take deliveries in, build and publish."""

    def publish(world, *deliveries):
        assert take_in(world, deliveries, AT, str) == 0
        return desk.publish(world, held(world, build(world, str, AT).release), AT)

    return publish


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


def test_a_draft_leaves_no_trace(world, deliver, published):
    first = published(world, deliver({"2025-01": 43}))
    take_in(world, [deliver({"2025-04": 38}, reference="2025-07-10", months=("2025-04", "2025-06"))], AT, str)
    build(world, str, AT)

    assert parent(world) == first.id


def test_before_the_first_publication_there_is_none(world):
    assert read_ledger(world) is None
    assert parent(world) is None


def test_a_lost_ledger_stops_the_build(world, deliver, published):
    first = published(world, deliver({"2025-01": 43}))
    shutil.rmtree(world.vault / "ledger" / first.id)
    take_in(world, [deliver({"2025-01": 90}, reference="2025-08-01")], AT, str)

    with pytest.raises(DataDamaged) as error:
        build(world, str, AT)

    assert error.value.key == "error.ledger_lost"


def test_the_ledger_is_private(world, deliver, published):
    first = published(world, deliver({"2025-01": 43}))

    modes = {path.stat().st_mode & 0o777 for path in (world.vault / "ledger" / first.id).iterdir()}
    assert modes == {0o600}


def test_published_values_of_follow_ups_stay_when_later_ones_come(world, deliver, published, agreement):
    sql = "select moment_months, n_value from mart.embedding order by all"
    first = [agreement("0", 203), agreement("6", 101)]
    with cursor(published(world, deliver({"2025-01": 43}, agreements=first))) as connection:
        before = connection.execute(sql).fetchall()
    later = deliver({"2025-01": 43}, reference="2025-06-01", agreements=[*first, agreement("12", 98)])
    with cursor(published(world, later)) as connection:
        after = connection.execute(sql).fetchall()

    assert after[:2] == before
    assert after[2] in {(12, 95), (12, 100)}
