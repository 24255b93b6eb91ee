"""What an entry of the log says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_datetime

from dashboard.charts.numbers import locale
from dashboard.clock import local
from dashboard.frozen import FrozenDict
from dashboard.text import say, texts

if TYPE_CHECKING:
    from dashboard.state.log import Entry

KINDS = frozenset({"act", "kind"})  # of what is told those that are kinds themselves
WORDS = FrozenDict({"page": "{}.title", "purpose": "gate.for.{}"})  # and those whose codes have words


def kind_of(kind: str) -> str:
    """What a kind of entry is called; one of another version of the program by its code."""
    return say(f"desk_log.kind.{kind}") if f"desk_log.kind.{kind}" in texts("nl") else kind


def about_of(entry: Entry) -> str:
    """What an entry is about: names and codes, with semicolons between them."""
    return "; ".join(f"{_name(name)}: {_value(name, value)}" for name, value in entry.about.items() if value)


def moment(at: str) -> str:
    """``27 nov 2026 09:15:03``, in the time of the Netherlands."""
    return str(format_datetime(local(at).replace(tzinfo=None), "d MMM yyyy HH:mm:ss", locale=locale()))


def _name(name: str) -> str:
    return say(f"desk_log.about.{name}") if f"desk_log.about.{name}" in texts("nl") else name


def _value(name: str, value: str) -> str:
    """What a code means to people, where it has words; of another version of the program the code."""
    if name in KINDS:
        return kind_of(value)
    key = WORDS[name].format(value) if name in WORDS else ""
    return say(key) if key in texts("nl") else value
