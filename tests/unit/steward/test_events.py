"""Events of the steward: a file is taken as a whole or refused with every line that is wrong, and stands in the marts."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from dashboard import text
from dashboard.errors import UserError
from dashboard.settings import Settings
from dashboard.state.log import Kind, entries
from dashboard.steward import events
from dashboard.steward.events import load_own_events, own_events, take_events
from dashboard.steward.release import build
from dashboard.text import say

HEAD = "date,name_nl,name_en,source,area\n"
GOOD = (
    HEAD
    + "2025-03-01,Nieuwe werkwijze,New way of working,Besluit 12,\n2024-06-01,Kantoor open,Office opens,Raad,GM9002\n"
)


@pytest.fixture
def world(tmp_path):
    """A data folder with one year of areas in it."""
    folder = tmp_path / "data" / "areas" / "2024"
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        areas = "(values ('PV90'), ('GM9002'), ('WK900201')) as t(area_code)"
        connection.execute(f"copy (select * from {areas}) to '{folder / 'area.parquet'}'")
    return Settings(data=tmp_path / "data")


@pytest.fixture
def given(tmp_path):
    """Write a file of events."""

    def write(content, encoding="utf-8"):
        file = tmp_path / "events.csv"
        file.write_bytes(content.encode(encoding))
        return file

    return write


def refusal(file, settings):
    with pytest.raises(UserError) as error:
        take_events(file, settings, "s-1")
    return say(error.value.key, **error.value.values)


def test_events_are_kept_in_order_of_time_and_read_back(world, given):
    taken = take_events(given(GOOD), world, "s-1")

    assert [(event.date, event.area) for event in taken] == [(date(2024, 6, 1), "GM9002"), (date(2025, 3, 1), "")]
    assert own_events(world) == taken
    (noted,) = entries(world)
    assert (noted.kind, noted.subject, noted.about) == (Kind.EVENTS_TAKEN, "s-1", {"n": str(len(taken))})


def test_a_spreadsheet_in_dutch_puts_semicolons_and_a_mark_before_it(world, given):
    content = GOOD.replace(",", ";") + ";;;;\n"

    assert take_events(given(content, "utf-8-sig"), world, "s-1") == take_events(given(GOOD), world, "s-1")


def test_without_a_file_there_are_none(world):
    assert own_events(world) == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1-3-2025,a,b,c,", "Regel 2: ‘1-3-2025’ is geen dag"),
        ("2025-03-01,,b,c,", "Regel 2: de kolom name_nl is leeg."),
        ("2025-03-01,a,b", "Regel 2: de kolom source is leeg."),
        ("2025-03-01,a,b,c,WK900201", "‘WK900201’ is geen code van een provincie of gemeente"),
        ("2025-03-01,a,b,c,GM0001", "‘GM0001’ is geen code"),
        (f"2025-03-01,{'a' * 121},b,c,", "langer dan 120 tekens"),
        ("2020-02-05,SyRI-uitspraak,x,c,", "‘SyRI-uitspraak’ staat er op die dag al."),
        ("2025-03-01,a,b,c,\n2025-03-01,a,d,e,", "Regel 3: ‘a’ staat er op die dag al."),
    ],
)
def test_a_wrong_line_is_told_and_nothing_is_kept(world, given, line, told):
    take_events(given(GOOD), world, "s-1")

    assert told in refusal(given(HEAD + line + "\n"), world)
    assert len(own_events(world)) == 2


@pytest.mark.parametrize(
    ("content", "encoding", "told"),
    [
        ("datum;naam\n", "utf-8", "date, name_nl, name_en, source, area"),
        ("", "utf-8", "heeft niet de kolommen"),
        (HEAD + "2025-03-01,é,b,c,\n", "latin-1", "geen tekst in UTF-8"),
    ],
)
def test_what_is_no_file_of_events_is_refused_in_a_sentence(world, given, content, encoding, told):
    assert told in refusal(given(content, encoding), world)


def test_many_problems_are_told_as_a_few_and_how_many_more(world, given):
    told = refusal(given(HEAD + "x,a,b,c,\n" * (events.MOST + 1)), world)

    assert told.count("Regel ") == events.MOST_TOLD
    assert f"En nog {events.MOST + 2 - events.MOST_TOLD} keer iets." in told


def test_english_answers_in_english(world, given):
    text.use("en")

    assert "Line 2: column name_nl is empty." in refusal(given(HEAD + "2025-03-01,,b,c,\n"), world)


def test_they_stand_beside_the_seeds_as_days_and_codes(world, given):
    take_events(given(GOOD), world, "s-1")
    with duckdb.connect() as connection:
        connection.execute("create schema seed")
        load_own_events(connection, world)
        rows = connection.execute("select event_date, area_code from seed.own_event order by 1").fetchall()

    assert rows == [(date(2024, 6, 1), "GM9002"), (date(2025, 3, 1), None)]


def test_areas_come_first(tmp_path, given):
    with pytest.raises(UserError) as error:
        take_events(given(GOOD), Settings(data=tmp_path / "nothing"), "s-1")

    assert error.value.key == "error.no_areas"


def test_a_release_is_another_one_with_other_events_and_the_same_without_any(world, given):
    def made_of():
        return build.ingredients(world, (), b"key")

    before = made_of()
    take_events(given(GOOD), world, "s-1")
    first = made_of()
    take_events(given(GOOD + "2025-05-05,Later,Later,Raad,\n"), world, "s-1")

    assert "events" not in before
    assert first["events"] != made_of()["events"]
    assert before == {name: value for name, value in first.items() if name != "events"}
