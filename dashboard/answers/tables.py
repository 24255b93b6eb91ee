"""The tables a release may be published as: which columns of which marts, and their rows for one viewer.

What may be published stands in ``tables.toml`` and nowhere else; what it does not list does not leave. Which rows somebody may have
is up to ``access.narrowing``, as on every page.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from dashboard.access.narrowing import narrowed
from dashboard.errors import AccessDenied
from dashboard.frozen import FrozenDict
from dashboard.store import cursor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.answers import Reader

CODES = "code"  # the table of the code lists, which stands in no mart


@dataclass(frozen=True)
class Words:
    """The same in both languages.

    Attributes:
        nl: in Dutch.
        en: in English.
    """

    nl: str
    en: str


@dataclass(frozen=True)
class OpenColumn:
    """One column that may be published.

    Attributes:
        name: what it is called in the files; stays the same.
        title: what it is called for people.
        text: what it says.
        unit: code of its unit in the code list ``unit``; empty where it has none.
        refers: table and column it is found in; empty tuple where it is found in none.
        codes: the code list of its values; empty where it has none.
        each: the list of the mart it has one row per item of; empty where it is a column of the mart itself.
        optional: whether it may be empty.
    """

    name: str
    title: Words
    text: Words
    unit: str
    refers: tuple[str, ...]
    codes: str
    each: str
    optional: bool


@dataclass(frozen=True)
class OpenTable:
    """One table that may be published.

    Attributes:
        name: what it is called in the files; stays the same.
        title: what it is called for people.
        text: what is in it and how to read it.
        mart: the table of the release it comes from; empty for the code lists.
        columns: in the order of the files.
        key: columns no two rows share; empty where there are none.
        summed: columns that are added up over what is left out.
        where: condition on the rows; empty for all of them.
        left_out: columns of the mart that are not published, each with why.
    """

    name: str
    title: Words
    text: Words
    mart: str
    columns: tuple[OpenColumn, ...]
    key: tuple[str, ...]
    summed: tuple[str, ...]
    where: str
    left_out: Mapping[str, str]

    @property
    def sql(self) -> str:
        """The statement that reads it, in an order that is always the same."""
        where = f"where {self.where}" if self.where else ""
        group = "group by all" if self.summed else ""
        return f"select {', '.join(map(self._term, self.columns))} from mart.{self.mart} {where} {group} order by all"

    def _term(self, column: OpenColumn) -> str:
        if column.name in self.summed:
            return f"sum({column.name})::bigint as {column.name}"
        return f"unnest({column.each}) as {column.name}" if column.each else column.name


@cache
def open_tables() -> tuple[OpenTable, ...]:
    """Every table that may be published, in the order of the list."""
    listed = _listed()
    return tuple(_table(name, entry, listed["column"]) for name, entry in listed["table"].items())


@cache
def code_lists() -> Mapping[str, Mapping[str, Words]]:
    """Every code list that has no table of its own: what each code means."""
    return FrozenDict(
        (name, FrozenDict((code, Words(*words)) for code, words in codes.items()))
        for name, codes in _listed()["codes"].items()
    )


def marts_left_out() -> Mapping[str, str]:
    """The tables of a release that are not published at all, each with why."""
    return FrozenDict(_listed()["left_out"])


def read_table(reader: Reader, table: OpenTable) -> pa.Table:
    """The rows of a table that a viewer may have, in Arrow.

    Args:
        reader: who asks, and which release.
        table: one of ``open_tables``.

    Raises:
        AccessDenied: the viewer may not view.
    """
    if not reader.rights.may_view:
        raise AccessDenied("error.access_denied")
    if not table.mart:
        return _code_table()
    with cursor(reader.release, narrowed(reader.rights)) as connection:
        return connection.sql(table.sql).to_arrow_table()


def _listed() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))


def _table(name: str, entry: Mapping[str, Any], shared: Mapping[str, Any]) -> OpenTable:
    own, optional = entry.get("column", {}), entry.get("optional", ())
    return OpenTable(
        name=name,
        title=Words(*entry["title"]),
        text=Words(*entry["text"]),
        mart="" if name == CODES else entry.get("mart", name),
        columns=tuple(_column(one, own.get(one) or shared[one], one in optional) for one in entry["columns"]),
        key=tuple(entry.get("key", ())),
        summed=tuple(entry.get("summed", ())),
        where=entry.get("where", ""),
        left_out=FrozenDict(entry.get("left_out", {})),
    )


def _column(name: str, entry: Mapping[str, Any], optional: bool) -> OpenColumn:
    return OpenColumn(
        name=name,
        title=Words(*entry["title"]),
        text=Words(*entry["text"]),
        unit=entry.get("unit", ""),
        refers=tuple(entry["refers"].split(".")) if "refers" in entry else (),
        codes=entry.get("codes", ""),
        each=entry.get("each", ""),
        optional=optional,
    )


def _code_table() -> pa.Table:
    rows = [
        {"list": name, "code": code, "name_nl": words.nl, "name_en": words.en}
        for name, codes in code_lists().items()
        for code, words in codes.items()
    ]
    return pa.Table.from_pylist(rows)
