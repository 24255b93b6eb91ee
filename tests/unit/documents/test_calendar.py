"""iCalendar by the letter of RFC 5545: line ends, folding, escaping, names that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dashboard.documents.calendar import Event, calendar

MADE = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=1)))
ONE = Event("LSI-2024-001-6", date(2026, 12, 31), "Meting; +6, nu", "Regel een\nRegel twee \\ slot")


def lines(content: bytes) -> list[str]:
    """Lines as a reader unfolds them."""
    return content.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_every_line_ends_in_crlf_and_is_at_most_75_octets():
    content = calendar([ONE, Event("b", date(2027, 1, 1), "é" * 200, "🏠" * 90)], "Metingen", MADE)

    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert f"SUMMARY:{'é' * 200}" in lines(content)
    assert f"DESCRIPTION:{'🏠' * 90}" in lines(content)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;b,c", r"a\;b\,c"),
        ("c:\\pad", r"c:\\pad"),
        ("een\r\ntwee\nlaatste", r"een\ntwee\nlaatste"),
        ("een\rtwee", r"een\ntwee"),
        ("bel\x07", "bel"),
        ("naam: é", "naam: é"),
    ],
)
def test_texts_are_escaped(text, written):
    found = lines(calendar([Event("a", date(2027, 1, 1), text, text)], text, MADE))

    assert {f"SUMMARY:{written}", f"DESCRIPTION:{written}", f"X-WR-CALNAME:{written}"} <= set(found)


def test_an_event_is_a_whole_day_with_the_release_as_its_stamp():
    found = lines(calendar([ONE], "Metingen", MADE))

    assert found[0] == "BEGIN:VCALENDAR"
    assert found[-1] == "END:VCALENDAR"
    for line in (
        "UID:LSI-2024-001-6@lsi-resultaten",
        "DTSTAMP:20261123T083000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        r"SUMMARY:Meting\; +6\, nu",
        r"DESCRIPTION:Regel een\nRegel twee \\ slot",
    ):
        assert line in found


def test_the_same_release_gives_the_same_file():
    assert calendar([ONE], "Metingen", MADE) == calendar([ONE], "Metingen", MADE.astimezone(UTC))


def test_no_event_is_a_calendar_still():
    assert lines(calendar([], "Leeg", MADE))[-1] == "END:VCALENDAR"
