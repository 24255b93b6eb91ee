"""Days to remember as an iCalendar file, which every calendar program takes in.

Written by ``icalendar``. Source: RFC 5545: a whole day is a DATE (3.3.4) with an exclusive end, every event has a UID that
stays the same and a DTSTAMP (3.6.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    file = icalendar.Calendar()
    name = icalendar.vText(plain(title))  # a name of their own kind is no text by itself
    heads = {"version": "2.0", "prodid": MAKER, "calscale": "GREGORIAN", "method": "PUBLISH", "x-wr-calname": name}
    for head, value in heads.items():
        file.add(head, value)
    for event in events:
        day = icalendar.Event()
        day.add("uid", f"{plain(event.name)}@{DOMAIN}")
        day.add("dtstamp", made_at.astimezone(UTC))
        day.add("dtstart", event.on)
        day.add("dtend", event.on + timedelta(days=1))
        day.add("summary", plain(event.title))
        day.add("description", plain(event.text))
        day.add("transp", "TRANSPARENT")
        file.add_component(day)
    content: bytes = file.to_ical(sorted=False)
    return content


def plain(text: str) -> str:
    r"""A text without control characters, which a calendar may not hold; each line break is ``\n``."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign for sign in line if sign.isprintable()) for line in lines)
