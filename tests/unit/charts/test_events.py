"""Events on a series: numbered in order of time, never over each other, listed with their source, told per period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dashboard import text
from dashboard.answers.rows import DefinitionsBreaks, TrendEvents
from dashboard.charts.events import APART, events, inside, levels, listed, marks, per_period, room_above
from dashboard.charts.palette import palette
from tests.conftest import row

LIGHT = palette("light")
ENDS = date(2020, 1, 1), date(2025, 12, 31)
ROWS = [
    TrendEvents(date(2025, 5, 19), "law", "Wet *nieuw*", "New act", "Stb. 2025, 1"),
    TrendEvents(date(2024, 2, 1), "project_start", "Wijk A", "Wijk A", "P1"),
]
BREAKS = [row(DefinitionsBreaks, break_date=date(2024, 1, 1), name_nl="Per uur", name_en="By the hour", source="Wet")]


def test_events_and_breaks_stand_in_order_of_time():
    assert [(event.kind, event.name) for event in events(ROWS, BREAKS)] == [
        ("break", "Per uur"),
        ("project_start", "begin van Wijk A"),
        ("law", "Wet *nieuw*"),
    ]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nl",
            (
                "**1.** 1 januari 2024: Per uur (Wet) · **2.** 1 februari 2024: begin van Wijk A · **3.** 19 mei 2025: Wet *nieuw*"
                " (Stb. 2025, 1)."
            ),
        ),
        (
            "en",
            (
                "**1.** 1 January 2024: By the hour (Wet) · **2.** 1 February 2024: start of Wijk A · **3.** 19 May 2025: New act"
                " (Stb. 2025, 1)."
            ),
        ),
    ],
)
def test_the_list_has_number_day_name_and_source_and_reads_no_markup_of_a_name(language, told):
    text.use(language)

    assert listed(events(ROWS, BREAKS)) == told
    assert "*nieuw*" not in listed(events(ROWS, BREAKS)).markdown
    assert listed(()) == ""


def test_marks_bear_the_number_of_the_list_and_say_the_name_to_who_points_at_them():
    shapes, notes = marks(events(ROWS, BREAKS), ENDS, LIGHT)

    assert [note["text"] for note in notes] == ["1", "2", "3"]
    assert notes[1]["hovertext"] == "begin van Wijk A"
    assert [shape["x0"] for shape in shapes] == ["2024-01-01", "2024-02-01", "2025-05-19"]
    assert room_above(notes) > room_above(notes[:1]) > room_above([])


def test_no_two_marks_lie_over_each_other():
    days = [ENDS[0] + timedelta(days=step) for step in (0, 10, 20, 30, 400, 401, 1500)]
    found = events([TrendEvents(day, "law", "x", "x", "") for day in days])
    placed = levels(found, ENDS)
    room = APART * (ENDS[1] - ENDS[0]).days

    assert placed == [0, 1, 2, 3, 0, 1, 0]
    assert all(
        abs((a.on - b.on).days) >= room
        for at, (a, level) in enumerate(zip(found, placed, strict=True))
        for b, other in list(zip(found, placed, strict=True))[:at]
        if level == other
    )


def test_a_period_names_what_happened_in_it_and_a_hole_between_periods_nothing():
    starts = [date(2024, 1, 1), date(2025, 1, 1), date(2025, 7, 1)]

    assert per_period(events(ROWS, BREAKS), starts, 3) == ["Per uur; begin van Wijk A", "", ""]
    assert per_period(events(ROWS, BREAKS), starts[:2], 12) == ["Per uur; begin van Wijk A", "Wet *nieuw*"]


def test_only_what_lies_in_the_periods_is_numbered():
    assert [event.kind for event in inside(events(ROWS, BREAKS), (date(2024, 2, 1), date(2025, 5, 19)))] == [
        "project_start",
        "law",
    ]
