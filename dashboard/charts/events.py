"""Events on a series: numbered marks that never lie over each other, the list beneath, and what a table says of them."""

from __future__ import annotations

from calendar import monthrange
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from dashboard.charts.base import DASH, Figure
from dashboard.charts.named import named
from dashboard.charts.numbers import day
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.answers.rows import DefinitionsBreaks, TrendEvents
    from dashboard.charts.palette import Palette

MOST_PROJECTS = 6  # that began or ended in the period; of more none is marked
PROJECT = {"project_start": "events.project_start", "project_end": "events.project_end"}
APART = 0.035  # of the axis; marks closer together stand on lines of their own, the width of a number on a telephone
BARE, LINE = 14, 18  # pixels above a figure without marks, and of each line of them
LEVEL, FIRST = 0.075, 1.01  # of the height of the figure: between two lines of marks, and the lowest of them


class Event(NamedTuple):
    """What happened.

    Attributes:
        on: its day.
        name: what happened, in the language of the page.
        source: where that is written; the code of a project for its first and last day.
        kind: as in the release; ``break`` for a change in what is counted.
    """

    on: date
    name: str
    source: str
    kind: str


def events(rows: Sequence[TrendEvents], breaks: Sequence[DefinitionsBreaks] = ()) -> tuple[Event, ...]:
    """Events and breaks in order of time.

    Args:
        rows: as they were answered.
        breaks: in the definition of what is drawn.
    """
    found = [Event(row.event_date, _name(row), row.source, row.kind) for row in rows]
    found += [Event(row.break_date, named(row), row.source, "break") for row in breaks]
    return tuple(sorted(found, key=attrgetter("on")))


def _name(row: TrendEvents) -> str:
    return say(PROJECT[row.kind], name=named(row)) if row.kind in PROJECT else named(row)


def last_day(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def inside(found: Sequence[Event], ends: tuple[date, date]) -> tuple[Event, ...]:
    """Those from one day to another, which are the ones that are numbered."""
    return tuple(event for event in found if ends[0] <= event.on <= ends[1])


def marks(found: Sequence[Event], ends: tuple[date, date], colours: Palette) -> tuple[list[Figure], list[Figure]]:
    """A thin line and a number for every event, as shapes and annotations.

    Args:
        found: in order of time.
        ends: first and last day of the axis.
        colours: the active palette.
    """
    shapes, notes = [], []
    for number, (event, level) in enumerate(zip(found, levels(found, ends), strict=True), start=1):
        on = event.on.isoformat()
        line = {"color": colours.muted, "width": 1, "dash": DASH}
        shapes.append(
            {"type": "line", "xref": "x", "yref": "paper", "x0": on, "x1": on, "y0": 0, "y1": 1, "line": line}
        )
        notes.append(
            {
                "x": on,
                "y": FIRST + LEVEL * level,
                "xref": "x",
                "yref": "paper",
                "text": str(number),
                "hovertext": event.name,
                "showarrow": False,
                "yanchor": "bottom",
                "xanchor": "center",
                "font": {"size": 12, "color": colours.text},
            }
        )
    return shapes, notes


def line_of(note: Figure) -> int:
    """On which line of numbers a mark stands, the lowest is 0."""
    height: float = note["y"]
    return round((height - FIRST) / LEVEL)


def room_above(notes: Sequence[Figure]) -> int:
    """Pixels above a figure that its numbers take."""
    return BARE + LINE * max((line_of(note) + 1 for note in notes), default=0)


def levels(found: Sequence[Event], ends: tuple[date, date]) -> list[int]:
    """On which line above the figure each mark stands: the lowest on which it lies over no other."""
    room = APART * max((ends[1] - ends[0]).days, 1)
    last: list[date] = []
    placed = []
    for event in found:
        free = next((at for at, on in enumerate(last) if (event.on - on).days >= room), len(last))
        last[free : free + 1] = [event.on]
        placed.append(free)
    return placed


def listed(found: Sequence[Event]) -> str:
    """The events with their number, day, name and source, after each other in small type; empty without any."""
    if not found:
        return ""
    lines = [
        say(
            "events.listed" if event.kind in PROJECT else "events.sourced",
            number=number,
            day=day(event.on),
            name=event.name,
            source=event.source,
        )
        for number, event in enumerate(found, start=1)
    ]
    return Markup(" · ").join(lines) + "."


def per_period(found: Sequence[Event], starts: Sequence[date], months: int) -> list[str]:
    """What happened in each period, by name, as texts of one line.

    Args:
        found: in order of time.
        starts: first days of the periods.
        months: length of a period.
    """
    return ["; ".join(event.name for event in found if _within(event.on, start, months)) for start in starts]


def _within(on: date, start: date, months: int) -> bool:
    return 0 <= 12 * (on.year - start.year) + on.month - start.month < months
