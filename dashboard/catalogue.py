"""The SQL files of ``queries/`` and their headers: the contract of every statement.

A header is the run of ``-- field: value`` lines at the top of a file.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dashboard.errors import UnknownQuery
from dashboard.frozen import FrozenDict
from dashboard.settings import QUERIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FIELDS = ("title", "grain", "params", "returns", "protect", "source", "notes")
_FIELD = re.compile(r"^-- (\w+):\s*(.*)$")
_COLUMN = re.compile(r"(\w+) ([\w\[\]]+?)(\?)?(?: \[([^\]]*)\])?")
_PARAMETER = re.compile(r"(\w+) ([\w\[\]]+?)(\?)? = (.+)")


@dataclass(frozen=True)
class Parameter:
    """One ``$name`` of an answer: its type, whether null is allowed, and the example the tests use."""

    name: str
    type: str
    nullable: bool
    example: str


@dataclass(frozen=True)
class Column:
    """One column an answer returns: its type, whether it may be missing, and its unit."""

    name: str
    type: str
    nullable: bool
    unit: str


@dataclass(frozen=True, eq=False)
class Query:
    """One SQL file: its name, its text and its header; read once, so it is equal only to itself."""

    name: str
    sql: str
    header: Mapping[str, str]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Parameters declared in the header, in order."""
        return tuple(
            Parameter(name, kind, bool(mark), example.strip())
            for part in _parts(self.header.get("params", ""))
            for name, kind, mark, example in [_matched(_PARAMETER, part, self.name).groups()]
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns declared in the header, in order."""
        return tuple(
            Column(name, kind, bool(mark), unit or "")
            for part in _parts(self.header.get("returns", ""))
            for name, kind, mark, unit in [_matched(_COLUMN, part, self.name).groups()]
        )

    @property
    def order(self) -> str:
        """The columns its rows are ordered by."""
        return self.header["grain"].partition("ordered by ")[2]

    @property
    def protection(self) -> dict[str, str]:
        """Protection rule per numeric column of a mart."""
        pairs = (part.split() for part in _parts(self.header.get("protect", "")))
        return dict(pairs)


@cache
def query(folder: str, name: str) -> Query:
    """The statement in ``queries/<folder>/<name>.sql``.

    Raises:
        UnknownQuery: there is no such file, a programming mistake.
    """
    path = QUERIES / folder / f"{name}.sql"
    if not path.exists():
        raise UnknownQuery(f"queries/{folder}/{name}.sql")
    return _read(path)


@cache
def queries(folder: str) -> tuple[Query, ...]:
    """All statements of one folder, by name."""
    return tuple(query(folder, path.stem) for path in sorted((QUERIES / folder).glob("*.sql")))


@cache
def definitions_hash() -> str:
    """SHA-256 over every seed and statement, so a release knows by which definitions it was made."""
    digest = hashlib.sha256()
    for path in sorted(QUERIES.rglob("*")):
        if path.suffix in {".sql", ".csv"}:
            digest.update(path.relative_to(QUERIES).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> Query:
    sql = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        if match := _FIELD.match(line):
            header[match[1]] = match[2].strip()
        elif header:
            last = next(reversed(header))
            header[last] += " " + line.removeprefix("--").strip()
    return Query(path.stem, sql, FrozenDict(header))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip() and text.strip() != "none"]


def _matched(pattern: re.Pattern[str], part: str, name: str) -> re.Match[str]:
    if match := pattern.fullmatch(part):
        return match
    raise UnknownQuery(f"{name}: unreadable header part {part!r}")
