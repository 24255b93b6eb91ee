"""The log as a file: CSV for people and their spreadsheets, JSON Lines for programs, from which the chain can be checked again.

What leaves is noted first; without an entry of it nothing leaves.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

from dashboard.clock import local
from dashboard.desk.log.words import about_of, kind_of
from dashboard.documents.sheet import BOM, inert
from dashboard.errors import UserError
from dashboard.files import OWNER_ONLY, whole_file
from dashboard.state.log import Kind, append, tally, walk
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dashboard.desk.log.choices import Choice
    from dashboard.settings import Settings
    from dashboard.state.log import Entry

COLUMNS = ("number", "at", "here", "subject", "kind", "meaning", "about", "before", "hash")


def exported(settings: Settings, choice: Choice, form: str, subject: str) -> bytes:
    """The chosen entries as the bytes of a file, oldest first.

    Args:
        settings: where the state is.
        choice: which entries.
        form: ``csv`` or ``jsonl``.
        subject: who takes them.

    Raises:
        StateAway: the database cannot be reached, so that nothing leaves.
    """
    out = io.BytesIO()
    _write(settings, choice, form, subject, out)
    return out.getvalue()


def export_to(settings: Settings, choice: Choice, path: Path, subject: str) -> int:
    """Write the chosen entries to a file that is there whole or not at all, for its owner alone; gives how many.

    Args:
        settings: where the state is.
        choice: which entries.
        path: where; its ending says in which form.
        subject: who takes them.

    Raises:
        UserError: the ending is of no form.
        StateAway: the database cannot be reached.
    """
    form = path.suffix.removeprefix(".")
    if form not in FORMS:
        raise UserError("desk_log.error.form", name=path.name)
    with whole_file(path, OWNER_ONLY) as out:
        return _write(settings, choice, form, subject, out)


def _write(settings: Settings, choice: Choice, form: str, subject: str, out: IO[bytes]) -> int:
    asked = choice.asked
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    asked["until"] = min(asked["until"] or now, now)  # the entry of this export is of the next file
    n = sum(one.n for one in tally(settings, **asked))
    append(settings, Kind.LOG_EXPORTED, subject, form=form, n=str(n), **choice.as_codes)
    for line in FORMS[form](walk(settings, **asked)):
        out.write(line.encode("utf-8"))
    return n


def _sheet(entries: Iterable[Entry]) -> Iterable[str]:
    """Lines for Dutch Excel; none of them holds a cell that a spreadsheet would run."""
    yield BOM + _line([say(f"desk_log.column.{name}") for name in COLUMNS])
    for one in entries:
        here = f"{local(one.at):%Y-%m-%d %H:%M:%S}"
        cells = [
            one.number,
            one.at,
            here,
            one.subject,
            one.kind,
            kind_of(one.kind),
            about_of(one),
            one.before,
            one.hash,
        ]
        yield _line([inert(str(cell)) for cell in cells])


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _lines(entries: Iterable[Entry]) -> Iterable[str]:
    """One object per line, with everything its hash was taken of."""
    for one in entries:
        yield json.dumps(asdict(one) | {"about": dict(one.about)}, ensure_ascii=False, sort_keys=True) + "\n"


FORMS: dict[str, Callable[[Iterable[Entry]], Iterable[str]]] = {"csv": _sheet, "jsonl": _lines}
