"""The migrations make the tables the code speaks of, from any version before; an act and its entry are there both or neither."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, insert, select

from dashboard.errors import DiskFull, StateAway
from dashboard.state.engine import forget, looking, writing
from dashboard.state.log import Kind, add, append, entries, verify
from dashboard.state.tables import ACT, LOG, METADATA
from dashboard.text import say


def test_the_migrations_make_the_tables_of_the_code(state):
    with writing(state) as connection:
        assert not compare_metadata(MigrationContext.configure(connection), METADATA)


def test_a_database_of_this_version_is_opened_again_with_what_was_in_it(state):
    append(state, Kind.VIEWED, "s-1")
    forget(state)
    assert verify(state).n_entries == 1


def approve_and_stop(state):
    with writing(state) as connection:
        add(connection, Kind.APPROVED, "s-1", release="0123456789")
        act = {"release_id": "0123456789", "act": "approved", "subject": "s-1", "at": "2026-11-01", "why": ""}
        connection.execute(insert(ACT).values(**act))
        raise RuntimeError


def test_an_act_and_its_entry_are_there_both_or_neither(state):
    with pytest.raises(RuntimeError):
        approve_and_stop(state)
    with looking(state) as connection:
        assert connection.scalar(select(func.count()).select_from(ACT)) == 0
        assert connection.scalar(select(func.count()).select_from(LOG)) == 0
    assert append(state, Kind.VIEWED, "s-1").number == 1


def test_a_database_that_went_away_and_came_back_is_used_again(tmp_path, postgresql):
    from dashboard.settings import Settings

    here = Settings(data=tmp_path, database=postgresql.new())
    append(here, Kind.VIEWED, "s-1")
    postgresql.stop()
    try:
        with pytest.raises(StateAway):
            append(here, Kind.VIEWED, "s-1")
    finally:
        postgresql.start()
    assert append(here, Kind.VIEWED, "s-1").number == 2
    assert [one.number for one in entries(here)] == [2, 1]
    forget(here)


# A real end of the room of a file; PostgreSQL is made to say what it says then.
FULL = {
    "sqlite": "pragma max_page_count = 1",
    "postgresql": "do $$ begin raise exception using errcode = 'disk_full'; end $$",
}


def fill(state):
    with writing(state) as connection:
        connection.exec_driver_sql(FULL[connection.dialect.name])
        for number in range(100):
            add(connection, Kind.APPROVED, f"s-{number}", why="w" * 200)


def test_a_database_without_room_is_one_sentence_and_what_stood_stands(state):
    append(state, Kind.VIEWED, "s-1")
    with pytest.raises(DiskFull) as refused:
        fill(state)
    assert "Er is geen ruimte meer" in say(refused.value.key, **refused.value.values)
    forget(state)

    assert append(state, Kind.VIEWED, "s-2").number == verify(state).n_entries == 2
