"""Days to remember as an iCalendar file, which every calendar program takes in.

Source: RFC 5545: lines end in CRLF and are folded at 75 octets (3.1), texts are escaped (3.3.11), a whole day is a DATE
(3.3.4) with an exclusive end, every event has a UID that stays the same and a DTSTAMP (3.6.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OCTETS = 75
CRLF = "\r\n"
MAKER = "-//LSI//LSI-resultaten//NL"
DOMAIN = "lsi-resultaten"


@dataclass(frozen=True)
class Event:
    """One whole day to remember.

    Attributes:
        name: what it is known by, for ever; a calendar that takes the file in again replaces it.
        on: the day.
        title: one line.
        text: what to know about it.
    """

    name: str
    on: date
    title: str
    text: str


def calendar(events: Iterable[Event], title: str, made_at: datetime) -> bytes:
    """An iCalendar file of whole days.

    Args:
        events: in any order.
        title: name of the calendar.
        made_at: when the release was made, so that one release always gives the same file.
    """
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{MAKER}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escape(title)}")
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escape(event.name)}@{DOMAIN}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escape(event.title)}",
            f"DESCRIPTION:{escape(event.text)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + CRLF for line in lines).encode("utf-8")


def escape(text: str) -> str:
    r"""A text value: backslash, semicolon and comma get a backslash, a line break becomes ``\n``; other controls go.

    Example:
        >>> escape("Zuid; na 6, en 12")
        'Zuid\\; na 6\\, en 12'
    """
    whole = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    whole = whole.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return "".join(sign for sign in whole if sign.isprintable())


def fold(line: str) -> str:
    """A line in pieces of at most 75 octets, each further piece after CRLF and a space; a character is never broken."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode("utf-8"))
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += octets
    return CRLF.join([*pieces, piece])
