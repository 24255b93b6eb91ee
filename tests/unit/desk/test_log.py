"""Which entries are meant, how they leave, and the commands of the log."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from dashboard.access import STRANGER
from dashboard.cli import main
from dashboard.desk.log.choices import Choice
from dashboard.desk.log.export import COLUMNS, export_to, exported
from dashboard.desk.log.page import page
from dashboard.desk.log.words import about_of, kind_of, moment
from dashboard.errors import AccessDenied, LogBroken, StateAway
from dashboard.settings import Settings
from dashboard.state import log
from dashboard.state.engine import forget, writing
from dashboard.state.log import Entry, Kind, append, entries, verify
from dashboard.state.tables import LOG

DAYS = ("2026-03-28T22:59:59.000000+00:00", "2026-03-29T21:59:59.000000+00:00", "2026-03-29T22:00:00.000000+00:00")


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Three entries round the day on which the clock is moved: just before it begins, in its last second, and after it."""
    settings = Settings(data=tmp_path / "data")
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    with monkeypatch.context() as clock:
        for at in DAYS:
            clock.setattr(log, "_now", lambda at=at: at)
            append(settings, Kind.VIEWED, "=cmd", page="kaart")
    yield settings
    forget(settings)


def lsi(*arguments):
    return CliRunner().invoke(main, ["log", *map(str, arguments)])


def test_a_day_begins_and_ends_by_the_clock_of_the_netherlands(kept):
    day = Choice(date(2026, 3, 28), date(2026, 3, 29))
    assert [one.at for one in entries(kept, **day.asked)] == [DAYS[1], DAYS[0]]
    assert [one.at for one in entries(kept, **Choice(until=date(2026, 3, 28)).asked)] == [DAYS[0]]
    assert len(entries(kept, **Choice().asked)) == 3
    assert entries(kept, **Choice(kind="built").asked) == ()
    assert entries(kept, **Choice(subject="s-2").asked) == ()


def test_a_moment_is_read_by_the_clock_of_the_netherlands():
    assert moment(DAYS[2]) == "30 mrt 2026 00:00:00"


def test_what_another_version_wrote_is_shown_by_its_code():
    entry = Entry(1, DAYS[0], "s", "hologram", {"release": "0123456789", "colour": "blue", "why": ""}, "", "")
    assert kind_of(entry.kind) == "hologram"
    assert about_of(entry) == "release: 0123456789; colour: blue"


def test_what_was_refused_is_told_in_words():
    entry = Entry(1, DAYS[0], "s", "refused", {"act": "approved", "release": "0123456789", "reason": "role"}, "", "")
    assert about_of(entry) == "wat geweigerd is: Goedgekeurd; release: 0123456789; regel: role"


def test_pages_and_purposes_are_told_in_words():
    about = {"page": "area_map", "purpose": "meeting"}
    assert about_of(Entry(1, DAYS[0], "s", "exported", about, "", "")) == "pagina: Kaart; doel: Overleg of besluit"
    about = {"page": "hologram", "purpose": "elsewhere"}
    assert about_of(Entry(1, DAYS[0], "s", "exported", about, "", "")) == "pagina: hologram; doel: elsewhere"


def test_every_kind_has_a_word():
    assert [kind for kind in Kind if kind_of(kind) == kind] == []


def test_a_file_for_programs_is_enough_to_check_the_chain(kept):
    lines = [json.loads(line) for line in exported(kept, Choice(), "jsonl", "s-9").decode().splitlines()]
    assert len(lines) == 3
    before = log.GENESIS
    for one in lines:
        about = json.dumps(one["about"], sort_keys=True, ensure_ascii=False)
        whole = json.dumps([one["number"], one["at"], one["subject"], one["kind"], about, before], ensure_ascii=False)
        before = hashlib.sha256(whole.encode()).hexdigest()
        assert before == one["hash"]


def test_a_file_for_people_runs_nothing_and_is_noted(kept):
    choice = Choice(date(2026, 3, 29), None, "viewed", "=cmd")
    rows = list(csv.reader(exported(kept, choice, "csv", "s-9").decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [len(row) for row in rows] == [len(COLUMNS)] * 3
    assert rows[1][3] == "'=cmd"
    newest = entries(kept)[0]
    assert (newest.kind, newest.subject) == ("log_exported", "s-9")
    assert dict(newest.about) == {"form": "csv", "n": "2", "kind": "viewed", "person": "=cmd", "since": "2026-03-29"}


def test_nothing_leaves_that_cannot_be_noted(tmp_path):
    away = Settings(data=tmp_path, database="postgresql://lsi@127.0.0.1:1/lsi")
    with pytest.raises(StateAway):
        export_to(away, Choice(), tmp_path / "log.csv", "s-9")
    assert list(tmp_path.iterdir()) == []


def test_others_do_not_enter():
    with pytest.raises(AccessDenied):
        page(STRANGER)


def test_the_log_is_verified_from_the_keyboard(kept):
    head = verify(kept).head
    told = lsi("verify", "--head", head)
    assert told.exit_code == 0
    assert head in told.output
    assert lsi("verify", "--head", "abc").exit_code == 2
    assert lsi("verify", "--head", "0" * 63 + "1").exit_code == LogBroken.exit_code
    with writing(kept) as connection:
        connection.execute(update(LOG).where(LOG.c.number == 2).values(kind="built"))
    told = lsi("verify")
    assert told.exit_code == LogBroken.exit_code
    assert "Regel 2" in told.output


def test_the_log_leaves_by_the_keyboard_for_its_owner_alone(kept, tmp_path):
    file = tmp_path / "log.jsonl"
    told = lsi("export", "--to", file, "--since", "2026-03-29", "--until", "2026-03-29")
    assert told.exit_code == 0
    assert len(file.read_text().splitlines()) == 1
    assert not file.stat().st_mode & 0o077
    refused = lsi("export", "--to", tmp_path / "log.xlsx")
    assert refused.exit_code == 2
    assert not (tmp_path / "log.xlsx").exists()


def test_what_is_past_its_time_goes_from_the_keyboard(kept):
    append(kept, Kind.LOGIN, "s-1")
    assert "3 regels" in lsi("expire", "--days", 30).output
    assert "niets verwijderd" in lsi("expire", "--days", 30).output
    assert "730" in lsi("expire").output  # as long as is usual where no access.toml says otherwise
    assert verify(kept).first == 4


def test_an_empty_log_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    told = lsi("verify")
    assert told.exit_code == 0
    assert "nog niets" in told.output
