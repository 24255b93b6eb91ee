"""Which entries of the log are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypedDict

from dashboard.clock import HERE


class Asked(TypedDict):
    """What the functions of ``dashboard.state.log`` are asked with."""

    since: str
    until: str
    kinds: tuple[str, ...]
    subject: str


@dataclass(frozen=True)
class Choice:
    """What was chosen; whatever is empty leaves nothing out.

    Attributes:
        since: first day, in the time of the Netherlands.
        until: last day.
        kind: a ``Kind`` of ``dashboard.state.log``.
        subject: who, by the id the log bears.
    """

    since: date | None = None
    until: date | None = None
    kind: str = ""
    subject: str = ""

    @property
    def asked(self) -> Asked:
        """The same as the log is asked: moments in UTC, the end left out."""
        return {
            "since": _begin(self.since),
            "until": _begin(self.until + timedelta(days=1)) if self.until else "",
            "kinds": (self.kind,) if self.kind else (),
            "subject": self.subject,
        }

    @property
    def as_codes(self) -> dict[str, str]:
        """What the log notes of it when these entries leave."""
        days = {"since": self.since, "until": self.until}
        codes = {"kind": self.kind, "person": self.subject}
        codes |= {name: one.isoformat() for name, one in days.items() if one}
        return {name: code for name, code in codes.items() if code}


def _begin(of: date | None) -> str:
    """The first moment of a day as the log writes moments; empty for no day."""
    return datetime.combine(of, time(), HERE).astimezone(UTC).isoformat(timespec="microseconds") if of else ""
