"""What time it is, and where its days begin."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")


def now() -> str:
    """This moment in UTC to the second, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def local(moment: str) -> datetime:
    """A moment in ISO 8601 in the time of the Netherlands."""
    return datetime.fromisoformat(moment).astimezone(HERE)
