"""What the documents of a release as open data tell: its tables as they are, and what holds for all of their rows."""

from __future__ import annotations

from contextvars import copy_context
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from dashboard import text
from dashboard.answers.tables import Words, code_lists, open_tables
from dashboard.policy import use_policy
from dashboard.text import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.answers.tables import OpenColumn, OpenTable
    from dashboard.policy import Policy
    from dashboard.store import Release

LICENCE = "CC-BY-4.0"
LICENCE_NAME = "Creative Commons Attribution 4.0 International"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
PUBLISHER = Words(
    "Landelijke Stuurgroep Interventieteams (LSI)", "National steering group for intervention teams (LSI)"
)
TIMED = ("outcome_project", "month")  # what says which months a release is about
Made = TypeVar("Made")


@dataclass(frozen=True)
class File:
    """One file of a table.

    Attributes:
        name: in the folder.
        n_bytes: how long it is.
        sha256: of its bytes, in hex.
    """

    name: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True)
class Field:
    """A column of a table, and what holds for all of its rows.

    Attributes:
        column: what the list says of it.
        kind: ``string``, ``integer``, ``number``, ``boolean`` or ``date``.
        is_required: whether it is never empty.
        codes: every value it may have; empty where any.
        refers: table and column in which each value is found; empty where it is found in none.
    """

    column: OpenColumn
    kind: str
    is_required: bool
    codes: tuple[str, ...]
    refers: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """A table as it is in this release.

    Attributes:
        table: what the list says of it.
        n_rows: how many rows.
        fields: its columns in order.
        key: columns that no two rows share and that are never empty; empty where there are none.
        csv: the rows as CSV.
        parquet: the same rows as Parquet.
    """

    table: OpenTable
    n_rows: int
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    csv: File
    parquet: File


@dataclass(frozen=True)
class Edition:
    """A release as open data.

    Attributes:
        id: of the release.
        is_sample: whether it is the made-up sample.
        made_at: moment it was made, in ISO 8601.
        issued_at: moment it was published first.
        first_day: first day it has results of; None without results.
        last_day: last day of the last month it has results of.
        policy: rules of disclosure control it was made with.
        resources: its tables.
    """

    id: str
    is_sample: bool
    made_at: str
    issued_at: str
    first_day: date | None
    last_day: date | None
    policy: Policy
    resources: tuple[Resource, ...]

    @property
    def title(self) -> Words:
        """What it is called; made-up data say so first."""
        return self.both("open_data.title_sample" if self.is_sample else "open_data.title")

    @property
    def about(self) -> Words:
        """What it is, in a few sentences."""
        return self.both("open_data.about_sample" if self.is_sample else "open_data.about")

    def both(self, key: str, **values: object) -> Words:
        """A text of our own in both languages, with the numbers of this release's policy."""
        return Words(*(self.spoken(language, say, key, **values) for language in LANGUAGES))

    def spoken(self, language: str, make: Callable[..., Made], *given: object, **named: object) -> Made:
        """What a function makes in a language and by the policy of this release; nothing else is changed."""

        def make_it() -> Made:
            text.use(language)
            use_policy(self.policy)
            return make(*given, **named)

        return copy_context().run(make_it)


def edition(release: Release, found: Mapping[str, pa.Table], files: Mapping[str, tuple[File, File]]) -> Edition:
    """The release as open data.

    Args:
        release: a published one.
        found: the rows of every table by its name, as they stand in the files.
        files: CSV and Parquet of every table by its name.
    """
    months = found[TIMED[0]].column(TIMED[1])
    first, last = pc.min(months).as_py(), pc.max(months).as_py()
    history = release.manifest["history"]
    return Edition(
        id=release.id,
        is_sample=bool(release.manifest.get("is_sample")),
        made_at=history[0]["at"],
        issued_at=next(line["at"] for line in history if line["status"] == "published"),
        first_day=first,
        last_day=last and _last_day(last),
        policy=release.policy,
        resources=tuple(_resource(table, found, *files[table.name]) for table in open_tables()),
    )


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _resource(table: OpenTable, found: Mapping[str, pa.Table], csv: File, parquet: File) -> Resource:
    rows = found[table.name]
    fields = tuple(_field(column, rows.column(column.name), found) for column in table.columns)
    return Resource(table, rows.num_rows, fields, table.key if _is_key(table.key, rows) else (), csv, parquet)


def _field(column: OpenColumn, values: pa.ChunkedArray, found: Mapping[str, pa.Table]) -> Field:
    codes = tuple(code_lists()[column.codes]) if column.codes else ()
    refers = column.refers
    return Field(
        column=column,
        kind=_kind(values.type),
        is_required=not column.optional and not values.null_count,
        codes=codes if _are_in(values, pa.array(codes, pa.string())) else (),
        refers=refers if refers and _are_in(values, found[refers[0]].column(refers[1])) else (),
    )


def _are_in(values: pa.ChunkedArray, known: pa.Array | pa.ChunkedArray) -> bool:
    return bool(
        pc.all(pc.is_in(values.drop_null(), value_set=pa.array(known.to_pylist(), values.type)), min_count=0).as_py()
    )


def _is_key(key: tuple[str, ...], rows: pa.Table) -> bool:
    if any(rows.column(name).null_count for name in key):
        return False
    return bool(key) and rows.group_by(list(key)).aggregate([]).num_rows == rows.num_rows


def _kind(kind: pa.DataType) -> str:
    """The type of a column as Table Schema calls it.

    Raises:
        TypeError: the list names a column that no file of text can hold, a programming mistake a test catches.
    """
    named = {
        "string": pa.types.is_string,
        "integer": pa.types.is_integer,
        "number": pa.types.is_floating,
        "boolean": pa.types.is_boolean,
        "date": pa.types.is_date,
    }
    for name, fits in named.items():
        if fits(kind):
            return name
    raise TypeError(f"no type of Table Schema for {kind}")
