"""Which gemeentecodes went, which came and since when, so that last year's code is explained and not guessed at.

Source: CBS, *Gemeentelijke indelingen per jaar*, every merger from 2017; ``queries/seeds/mergers.csv``. A gemeente that was divided
has a row for each that got a part of it.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache

from dashboard.settings import QUERIES
from dashboard.text import say


def explain(code: str, year: int | None = None) -> str:
    """Why the gemeente of an area code is not in a division, in a sentence; empty when no merger says so.

    Args:
        code: of a gemeente, or of a wijk or buurt in it.
        year: year of the division, as it was on 1 January; left out when that is not known.
    """
    municipality = f"GM{code[2:6]}"
    gone = [
        row for row in _mergers() if row["from_code"] == municipality and (year is None or _since(row) <= _first(year))
    ]
    if gone:
        return _said("gone", gone[0], "from", into=_listed(gone, "to"))
    came = [row for row in _mergers() if row["to_code"] == municipality and row["is_new"] == "true"]
    if came and (year is None or _since(came[0]) > _first(year)):
        return _said("not_yet", came[0], "to", out_of=_listed(came, "from"))
    return ""


def _first(year: int) -> date:
    return date(year, 1, 1)


@cache
def _mergers() -> tuple[dict[str, str], ...]:
    with (QUERIES / "seeds" / "mergers.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _since(row: dict[str, str]) -> date:
    return date.fromisoformat(row["since_date"])


def _said(what: str, row: dict[str, str], end: str, **others: str) -> str:
    since = _since(row)
    day = f"{since.day}-{since.month}-{since.year}"
    return say(f"areas.merger.{what}", code=row[f"{end}_code"], name=row[f"{end}_name"], since=day, **others)


def _listed(rows: list[dict[str, str]], end: str) -> str:
    return ", ".join(f"{row[f'{end}_code']} ({row[f'{end}_name']})" for row in rows)
