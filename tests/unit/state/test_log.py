"""The log adds up, tells when it was touched, and lives through processes that are killed."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, insert, update

from dashboard.errors import LogBroken, NoCode, StateAway, UserError
from dashboard.settings import Settings
from dashboard.state import log
from dashboard.state.engine import forget, writing
from dashboard.state.log import (
    GENESIS,
    Beginning,
    Kind,
    Tally,
    append,
    begun,
    entries,
    expire,
    tally,
    verify,
    walk,
)
from dashboard.state.tables import ANCHOR, HEAD, LOG


@pytest.fixture
def kept(state):
    """A log of four entries."""
    for number in range(4):
        append(state, Kind.VIEWED, "s-1", page="kaart", n=str(number))
    return state


def test_an_empty_log_holds(state):
    assert verify(state).n_entries == 0
    assert verify(state).head == GENESIS


def test_each_entry_bears_the_hash_of_the_one_before(kept):
    newest, *older = entries(kept)
    assert [one.number for one in (newest, *older)] == [4, 3, 2, 1]
    assert newest.before == older[0].hash
    assert older[-1].before == GENESIS
    assert dict(newest.about) == {"page": "kaart", "n": "3"}
    assert verify(kept) == log.Verdict(4, 1, 4, newest.hash)


def test_entries_are_found_by_kind_person_and_moment(kept):
    append(kept, Kind.EXPORTED, "s-2", what="csv")
    assert [one.kind for one in entries(kept, kinds=[Kind.EXPORTED])] == ["exported"]
    assert len(entries(kept, subject="s-1")) == 4
    assert len(entries(kept, last=2)) == 2
    moment = entries(kept)[0].at
    assert [one.number for one in entries(kept, since=moment)] == [5]
    assert len(entries(kept, until=moment)) == 4


@pytest.mark.parametrize(
    ("touched", "number"),
    [
        (update(LOG).where(LOG.c.number == 2).values(about='{"page": "overzicht"}'), "2"),
        (update(LOG).where(LOG.c.number == 2).values(subject="s-9"), "2"),
        (update(LOG).where(LOG.c.number == 2).values(at="2020-01-01T00:00:00.000000+00:00"), "2"),
        (delete(LOG).where(LOG.c.number == 3), "3"),
        (delete(LOG).where(LOG.c.number == 4), "4"),
        (update(HEAD).values(number=3), "5"),
    ],
)
def test_an_entry_that_was_touched_breaks_the_chain(kept, touched, number):
    with writing(kept) as connection:
        connection.execute(touched)
    with pytest.raises(LogBroken) as broken:
        verify(kept)
    assert str(broken.value.values["number"]) == number


def test_an_end_that_was_cut_off_and_mended_is_seen_by_a_hash_noted_elsewhere(kept):
    noted = verify(kept).head
    with writing(kept) as connection:
        connection.execute(delete(LOG).where(LOG.c.number == 4))
        third = connection.execute(LOG.select().where(LOG.c.number == 3)).one()
        connection.execute(update(HEAD).values(number=3, hash=third.hash))
    assert verify(kept).n_entries == 3
    with pytest.raises(LogBroken) as broken:
        verify(kept, noted)
    assert broken.value.key == "error.log_noted"


def test_a_hash_noted_before_is_found(kept):
    noted = verify(kept).head
    append(kept, Kind.VIEWED, "s-1", page="project")
    assert verify(kept, noted).n_entries == 5


def test_what_is_past_its_time_goes_with_a_proof(kept):
    with writing(kept) as connection:  # as if three of them were two years old: written so from the start
        before = GENESIS
        for row in connection.execute(LOG.select().order_by(LOG.c.number)).all():
            at = "2020-01-01T00:00:00.000000+00:00" if row.number < 4 else row.at
            made = log._hash(row.number, at, row.subject, row.kind, row.about, before)
            connection.execute(update(LOG).where(LOG.c.number == row.number).values(at=at, before=before, hash=made))
            before = made
        connection.execute(update(HEAD).values(hash=before))
    third = entries(kept)[1].hash
    assert expire(kept, 365, "clerk") == 3
    told, left = entries(kept)
    assert told.kind == "log_expired"
    assert dict(told.about) == {"n": "3", "last": "3", "hash": third, "days": "365"}
    assert left.before == third
    assert verify(kept).first == 4
    assert verify(kept, third).n_entries == 2
    assert expire(kept, 365, "clerk") == 0


def test_a_beginning_that_was_cut_off_without_an_entry_is_seen(kept):
    """Also where what is left is told to begin there, as after a deletion in time."""
    second = list(walk(kept))[1]
    with writing(kept) as connection:
        connection.execute(delete(LOG).where(LOG.c.number <= 2))
        connection.execute(insert(ANCHOR).values(number=2, hash=second.hash, at=second.at))

    with pytest.raises(LogBroken):
        verify(kept)


def test_everything_may_be_past_its_time(kept, monkeypatch):
    assert expire(kept, -1, "clerk") == 4
    assert [one.kind for one in entries(kept)] == ["log_expired"]
    assert verify(kept).first == 5


def test_those_who_write_at_once_wait_for_each_other(state):
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: append(state, Kind.VIEWED, f"s-{n}").number, range(40)))
    assert sorted(numbers) == list(range(1, 41))
    assert verify(state).n_entries == 40


# Four at a time: each is there once before any of them goes on writing without a pause, because SQLite leaves who waits
# for such a writer waiting; they are killed as soon as one of them went on.
KILLED = """
import os, signal
from dashboard.settings import Settings
from dashboard.state.engine import forget
from dashboard.state.log import Kind, append, verify

settings = Settings.from_environment()
verify(settings)  # reads the modules of the database once, instead of in every child
forget(settings)
for start in range(0, 100, 4):
    heard, saying = os.pipe()
    waiting, starting = os.pipe()
    children = []
    for number in range(start, start + 4):
        if child := os.fork():
            children.append(child)
            continue
        append(settings, Kind.LOGIN, f"s-{number}")
        os.write(saying, b".")
        os.read(waiting, 1)
        while True:
            append(settings, Kind.VIEWED, f"s-{number}", page="kaart")
            os.write(saying, b".")
    for _ in children:
        assert os.read(heard, 1) == b"."
    os.write(starting, b"....")
    assert os.read(heard, 1) == b"."
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    for end in (heard, saying, waiting, starting):
        os.close(end)
"""


def test_the_chain_holds_after_a_hundred_killed_processes(state, environment):
    subprocess.run([sys.executable, "-c", KILLED], env=environment, check=True, timeout=300)
    verdict = verify(state)
    assert len(entries(state, kinds=[Kind.LOGIN])) == 100
    assert verdict.n_entries > 100
    assert append(state, Kind.VIEWED, "s-1").number == verdict.last + 1


def test_a_database_that_is_away_is_one_sentence_without_its_address(tmp_path):
    away = Settings(data=tmp_path, database="postgresql://lsi:geheim@127.0.0.1:1/lsi")
    with pytest.raises(StateAway) as told:
        append(away, Kind.VIEWED, "s-1")
    assert "geheim" not in str(told.value.values)
    assert told.value.__cause__ is None


@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql", "file.sqlite", "::"])
def test_a_database_nobody_knows_is_told(tmp_path, address):
    with pytest.raises(UserError) as told:
        verify(Settings(data=tmp_path, database=address))
    assert told.value.key == "error.unknown_database"


def test_the_file_belongs_to_its_owner_alone(tmp_path):
    here = Settings(data=tmp_path)
    append(here, Kind.VIEWED, "s-1")
    assert not (here.state / "state.sqlite").stat().st_mode & 0o077
    assert not here.state.stat().st_mode & 0o077
    forget(here)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "state").write_text("no folder")
    with pytest.raises(StateAway):
        append(Settings(data=tmp_path), Kind.VIEWED, "s-1")


def test_how_many_there_are_is_counted_per_month_and_kind(kept):
    append(kept, Kind.EXPORTED, "s-2", what="csv")
    month = entries(kept)[0].at[:7]
    assert tally(kept) == (Tally(month, "exported", 1), Tally(month, "viewed", 4))
    assert tally(kept, subject="s-2") == (Tally(month, "exported", 1),)
    assert tally(kept, until="2020") == ()


def test_all_of_it_is_walked_oldest_first(kept):
    assert [one.number for one in walk(kept)] == [1, 2, 3, 4]
    assert list(walk(kept, kinds=[Kind.EXPORTED])) == []
    assert [one.number for one in entries(kept, last=2, skip=1)] == [3, 2]


def test_where_the_log_begins_is_said(kept):
    assert begun(kept) == Beginning(next(walk(kept)).at, "", 0)
    expire(kept, -1, "clerk")
    assert begun(kept).n_expired == 4
    assert begun(kept).expired_at


# What a careless caller could hand over: names, addresses of every kind, files and figures as they stand on a page.
CANARIES = [
    "Jan Jansen",
    "j.jansen@voorbeeld.example",
    "Dorpsstraat 12",
    "10.1.2.3",
    "2001:db8::7",
    "https://lsi.example/kaart",
    "Jansen-uitkeringen.xlsx",
    "../vault/key",
    "€1200",
    "12,5",
    "x" * 101,
]


@pytest.mark.parametrize("canary", CANARIES)
def test_what_is_no_code_is_not_noted(tmp_path, canary):
    here = Settings(data=tmp_path)
    with pytest.raises(NoCode) as refused:
        append(here, Kind.DELIVERED, "s-1", release="0123456789", source=canary)
    assert canary not in str(refused.value)
    assert entries(here) == ()
    forget(here)


@pytest.mark.parametrize("code", ["0123456789", "GM9001", "2026-11-27T09:00:00+00:00", "kaart", "1.0", "", "a" * 64])
def test_a_code_is_noted(tmp_path, code):
    here = Settings(data=tmp_path)
    assert dict(append(here, Kind.VIEWED, "s-1", page=code).about) == {"page": code}
    forget(here)


def test_a_line_of_ones_own_is_cut(tmp_path):
    here = Settings(data=tmp_path)
    assert append(here, Kind.EXPORTED, "s-1", line="Voor de raad. " * 40).about["line"] == ("Voor de raad. " * 40)[:200]
    forget(here)
