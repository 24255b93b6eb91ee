"""Events that the steward adds to the axis of time: a file checked as a whole, kept, and part of every later release.

What is published with the product stands in ``queries/seeds/events.csv``; these are of one programme or one area of it.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from dashboard.errors import UserError
from dashboard.files import write_atomically
from dashboard.settings import QUERIES
from dashboard.state.engine import writing
from dashboard.state.log import Kind, add
from dashboard.text import say
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from dashboard.settings import Settings

COLUMNS = ("date", "name_nl", "name_en", "source", "area")
LONGEST = 120  # characters of a name or a source
MOST = 200  # events; more would hide what a figure is about
MOST_TOLD = 10  # problems in one answer
LEVELS = ("PV", "GM")
ENCODING = "utf-8-sig"  # a spreadsheet puts a mark before it


class OwnEvent(NamedTuple):
    """One event.

    Attributes:
        area: code of a province or gemeente; empty for the whole programme.
    """

    date: date
    name_nl: str
    name_en: str
    source: str
    area: str


def take_events(file: Path, settings: Settings, subject: str) -> tuple[OwnEvent, ...]:
    """Check a file of events, keep it in the place of the one before and note it; nothing changes when a line of it is wrong.

    Args:
        file: CSV with a head of ``COLUMNS``, commas or semicolons between them.
        settings: where the data are.
        subject: who does it.

    Raises:
        UserError: the file is refused, with every line that is wrong and why.
        StateAway: the log cannot be written, so nothing was kept.
    """
    found = check_events(file, _areas(settings))
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows([COLUMNS, *found])
    with writing(settings) as connection:
        add(connection, Kind.EVENTS_TAKEN, subject, n=str(len(found)))
        write_atomically(settings.events, lines.getvalue())
    return found


def own_events(settings: Settings) -> tuple[OwnEvent, ...]:
    """The events that are kept, in order of time; none where no file was taken.

    Raises:
        UserError: the kept file was changed by hand into something that is no file of events.
    """
    return check_events(settings.events, None) if settings.events.exists() else ()


def check_events(file: Path, areas: Collection[str] | None) -> tuple[OwnEvent, ...]:
    """The events of a file, in order of time.

    Args:
        file: as for ``take_events``.
        areas: codes of provinces and gemeenten that are known; None to ask that not again.

    Raises:
        UserError: the file is refused, with every line that is wrong and why.
    """
    rows = _read(file)
    problems: list[str] = []
    found: list[OwnEvent] = []
    taken = _shipped() if areas is not None else set()
    for number, row in rows:
        wrong = list(_wrong(row, areas))
        if not wrong:
            event = OwnEvent(date.fromisoformat(row["date"]), *(row[name] for name in COLUMNS[1:]))
            if (event.date, event.name_nl) in taken:
                wrong.append(say("events.error.twice", name=event.name_nl))
            taken.add((event.date, event.name_nl))
            found.append(event)
        problems += [say("events.error.line", line=number, what=what) for what in wrong]
    if len(rows) > MOST:
        problems.append(say("events.error.many", most=MOST))
    if problems:
        more = [say("events.error.more", n=len(problems) - MOST_TOLD)] if len(problems) > MOST_TOLD else []
        raise UserError("events.error.refused", file=file.name, problems=" ".join([*problems[:MOST_TOLD], *more]))
    return tuple(sorted(found))


def _wrong(row: dict[str, str], areas: Collection[str] | None) -> Iterator[str]:
    """What is wrong with one line."""
    try:
        date.fromisoformat(row["date"])
    except ValueError:
        yield say("events.error.date", value=row["date"][:LONGEST])
    for name in ("name_nl", "name_en", "source"):
        if not row[name]:
            yield say("events.error.empty", column=name)
        elif len(row[name]) > LONGEST:
            yield say("events.error.long", column=name, most=LONGEST)
    if row["area"] and areas is not None and row["area"] not in areas:
        yield say("events.error.area", value=row["area"][:LONGEST])


def _read(file: Path) -> list[tuple[int, dict[str, str]]]:
    """The lines with their number, as a person counts them; cells without blanks and without signs nobody sees."""
    try:
        text = file.read_text(encoding=ENCODING)
    except UnicodeDecodeError:
        raise UserError("events.error.encoding", file=file.name) from None
    head = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    names = tuple(cell.strip() for cell in next(lines, []))
    if names != COLUMNS:
        raise UserError("events.error.head", file=file.name, columns=", ".join(COLUMNS))
    rows = []
    for cells in lines:
        if any(cell.strip() for cell in cells):
            padded = [clean(cell).strip() for cell in cells[: len(COLUMNS)]] + [""] * (len(COLUMNS) - len(cells))
            rows.append((lines.line_num, dict(zip(COLUMNS, padded, strict=True))))
    return rows


def _shipped() -> set[tuple[date, str]]:
    """Day and name of the events of the product."""
    with (QUERIES / "seeds" / "events.csv").open(encoding="utf-8", newline="") as file:
        return {(date.fromisoformat(row["event_date"]), row["name_nl"]) for row in csv.DictReader(file)}


def _areas(settings: Settings) -> set[str]:
    """Codes of the provinces and gemeenten of every imported year."""
    files = [str(path) for path in settings.areas.glob("*/area.parquet")]
    if not files:
        raise UserError("error.no_areas")
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select distinct area_code from read_parquet(?, union_by_name = true)", [files]
        ).fetchall()
    return {code for (code,) in rows if str(code)[:2] in LEVELS}


def load_own_events(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Put the events that are kept beside the seeds, as ``seed.own_event``."""
    connection.execute(
        "create or replace table seed.own_event (event_date date, name_nl varchar, name_en varchar, source varchar,"
        " area_code varchar)"
    )
    rows = [(*event[:4], event.area or None) for event in own_events(settings)]
    if rows:
        connection.executemany("insert into seed.own_event values (?, ?, ?, ?, ?)", rows)
