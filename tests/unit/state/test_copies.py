"""A copy of the state is of one moment, on both databases, and one is looked at without a trace."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from dashboard.errors import DataDamaged, DataMissing, UserError
from dashboard.settings import Settings
from dashboard.state.copies import Means, copy_state, hold_empty, means_of
from dashboard.state.engine import close, inspecting, looking, revisions, writing
from dashboard.state.log import Kind, append, newest, verify, verify_on


def test_how_a_copy_is_made_follows_the_setting(state):
    is_server = bool(state.database)

    assert means_of(state) == (Means.DUMP if is_server else Means.NONE)
    append(state, Kind.VIEWED, "s-1")
    assert means_of(state) == (Means.DUMP if is_server else Means.FILE)
    assert means_of(state, apart=True) == (Means.APART if is_server else Means.FILE)


def test_a_copy_is_of_one_moment_while_somebody_writes(state, tmp_path):
    append(state, Kind.VIEWED, "s-1")
    with writing(state) as connection:
        connection.execute(text("delete from log_entry"))  # is not there until the block ends
        file = copy_state(state, means_of(state), tmp_path)
        connection.rollback()

    assert file.stat().st_size > 0
    assert file.stat().st_mode & 0o077 == 0
    if not state.database:
        copied = Settings(data=tmp_path / "other")
        copied.state.mkdir(parents=True)
        file.rename(copied.state / file.name)
        assert verify(copied).n_entries == 1


def test_another_kind_of_database_or_a_filled_one_takes_nothing(state):
    is_server = bool(state.database)
    with pytest.raises(UserError) as error:
        hold_empty(state, Means.FILE if is_server else Means.DUMP)
    assert error.value.key == "error.state_other"
    hold_empty(state, Means.DUMP if is_server else Means.FILE)
    append(state, Kind.VIEWED, "s-1")
    if is_server:
        with pytest.raises(UserError) as error:
            hold_empty(state, Means.DUMP)
        assert error.value.key == "error.state_filled"
    with pytest.raises(UserError):
        hold_empty(Settings(database="sqlite:////elsewhere.sqlite"), Means.FILE)


def test_a_program_that_is_not_there_is_named(state, tmp_path, monkeypatch):
    append(state, Kind.VIEWED, "s-1")
    monkeypatch.setenv("PATH", str(tmp_path))
    if not state.database:
        assert copy_state(state, Means.FILE, tmp_path)  # needs none
        return
    with pytest.raises(UserError) as error:
        copy_state(state, Means.DUMP, tmp_path)
    assert error.value.values["program"] == "pg_dump"


def test_looking_at_a_database_as_it_stands_makes_nothing(state):
    if state.database:
        with inspecting(state) as connection:
            assert revisions(connection)[0] is None
    else:
        with pytest.raises(DataMissing), inspecting(state):
            pass
        assert not state.data.exists()
    append(state, Kind.VIEWED, "s-1")
    with inspecting(state) as connection:
        found, head = revisions(connection)
        assert found == head is not None
        assert verify_on(connection).n_entries == 1
        assert len(newest(connection)) == 1


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(state):
    with writing(state) as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    close()
    with pytest.raises(DataDamaged) as error, looking(state):
        pass
    assert error.value.key == "error.state_newer"
    with inspecting(state) as connection:
        assert revisions(connection)[0] == "9999"
