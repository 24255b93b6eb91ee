"""The only door to data: ``ask(kind, rights, release, **parameters)`` runs one statement of ``queries/answers``.

The kind is the class of its rows (``dashboard.answers.rows``), which follows from the header of the statement. What comes back is safe already, because a release holds protected marts only. Answers, and what follows from them alone
(``derived``), are cached here and nowhere else, and are immutable because every viewer gets the same ones.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import duckdb
from pyarrow.types import is_list, is_nested

from dashboard.access.narrowing import condition, narrowed
from dashboard.answers.rows import NAMES
from dashboard.catalogue import Query, definitions_hash, query
from dashboard.errors import AccessDenied, DataDamaged, UnknownQuery
from dashboard.frozen import FrozenDict, freeze
from dashboard.policy import active_policy
from dashboard.shared import FrozenTable, refuse_mutable
from dashboard.store import Release, cursor
from dashboard.text import language
from dashboard.text.markup import Delivered

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import pandas as pd
    import pyarrow as pa

    from dashboard.access import Rights
    from dashboard.policy import Policy
    from dashboard.store import Narrowing

CACHED_ANSWERS, CACHED_DERIVED = 512, 256
# Columns that hold what projects wrote in their own words.
DELIVERED = frozenset(
    {
        "title", "reason", "note", "extension_reason", "agreement", "evidence", "owner_role", "manager_role", "embedded_in",
        "what_worked", "what_did_not", "stated_reason",
    }
)  # fmt: skip
Value = str | int | float | bool | None | tuple[str, ...]
Row = TypeVar("Row", bound=NamedTuple)
Question = tuple[type[NamedTuple], Mapping[str, Value]]
_SIDE_BY_SIDE = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="answers")
Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Answer(Generic[Row]):
    """One answer: its rows and where they come from.

    Attributes:
        kind: class of its rows.
        found: what the statement found, in the order its header promises; Arrow, which nobody can change.
        query: the statement with its header.
        release: the release it was asked of.
        parameters: what it was asked with.
    """

    kind: type[Row]
    found: pa.Table
    query: Query
    release: Release
    parameters: Mapping[str, Any]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows: dates as ``date``, what is missing as None."""
        columns = (
            _delivered(column.to_pylist()) if name in DELIVERED else _settled(column)
            for name, column in zip(self.found.column_names, self.found.columns, strict=True)
        )
        make: Any = self.kind._make
        return tuple(map(make, zip(*columns, strict=True)))

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame that belongs to the one who asks: for tables, downloads and statistics over many rows."""
        return self._table.frame

    @cached_property
    def _table(self) -> FrozenTable:
        with cursor(self.release) as connection:
            return FrozenTable(connection.from_arrow(self.found).df())

    @property
    def empty(self) -> bool:
        """Whether there are no rows."""
        return not self.found.num_rows


def _delivered(values: list[Any]) -> list[Any]:
    return [Delivered(value) if isinstance(value, str) else value for value in values]


def _settled(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column; lists and records as what nobody can change, told by the type and not by the first value."""
    values: list[Any] = column.to_pylist()
    if not is_nested(column.type):
        return values
    if is_list(column.type) and not is_nested(column.type.value_type):
        return [None if value is None else tuple(value) for value in values]
    return list(map(freeze, values))


_IMMUTABLE = (Answer, Release)


def ask(kind: type[Row], rights: Rights, release: Release, **parameters: Value) -> Answer[Row]:
    """Ask one question of one release.

    Args:
        kind: the class of its rows.
        rights: what the viewer may see; holds here and nowhere else, for every statement alike.
        release: the release to ask.
        parameters: values of the statement's ``$names``; those with a null example may be left out.

    Raises:
        AccessDenied: the viewer may not view.
        UnknownQuery: no such answer, or a parameter it does not declare.
        DataDamaged: the release was made by another version of the program and has no such table or column.
    """
    if not rights.may_view:
        raise AccessDenied("error.access_denied")
    name = NAMES[kind]
    statement = query("answers", name)
    declared = {parameter.name: parameter for parameter in statement.parameters}
    if unknown := set(parameters) - set(declared):
        raise UnknownQuery(f"{name} has no parameter {sorted(unknown)}")
    bound = {key: parameters.get(key) for key in declared}
    return _run(kind, statement, release, tuple(bound.items()), narrowed(rights, name), condition(rights, name))


def ask_ahead(rights: Rights, release: Release, *questions: Question) -> None:
    """Ask several questions side by side, so that ``ask`` finds them answered: DuckDB works outside Python's lock.

    Args:
        rights: as for ``ask``.
        release: as for ``ask``.
        questions: kind of rows and parameters of each.

    Raises:
        AccessDenied, UnknownQuery: as ``ask``.
    """
    asking: Callable[..., Answer[Any]] = ask
    running = [_SIDE_BY_SIDE.submit(asking, kind, rights, release, **given) for kind, given in questions]
    for future in running:
        future.result()


@dataclass(frozen=True)
class Reader:
    """Who asks, and which release.

    Attributes:
        rights: what may be seen.
        release: the release that is asked.
    """

    rights: Rights
    release: Release

    def ask(self, kind: type[Row], **parameters: Value) -> Answer[Row]:
        """As ``ask``, of this release with these rights."""
        return ask(kind, self.rights, self.release, **parameters)

    def ask_ahead(self, *questions: Question) -> None:
        """As ``ask_ahead``, of this release with these rights."""
        ask_ahead(self.rights, self.release, *questions)


@lru_cache(maxsize=CACHED_ANSWERS)
def _run(
    kind: type[Row],
    statement: Query,
    release: Release,
    bound: tuple[tuple[str, Value], ...],
    narrowing: Narrowing | None,
    only: str,
) -> Answer[Row]:
    sql = f"select * from ({statement.sql}) where {only} order by {statement.order}" if only else statement.sql
    parameters: dict[str, Any] = {key: list(value) if isinstance(value, tuple) else value for key, value in bound}
    try:
        with cursor(release, narrowing) as connection:
            found = connection.sql(sql, params=parameters).to_arrow_table()
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        if release.manifest.get("definitions") == definitions_hash():
            raise  # a mistake of ours
        raise DataDamaged("error.other_tables", id=release.id) from error
    return Answer(kind, found, statement, release, FrozenDict(bound))


def derived(make: Callable[..., Made], *given: Hashable) -> Made:
    """What a pure function makes of answers, made once per language and policy, and shared between viewers.

    Args:
        make: a function of a module, so that it is the same one in every run; what it makes is immutable.
        given: answers, and whatever else it depends on, immutable too.

    Raises:
        TypeError: something given or made could be changed.
    """
    try:
        made: Made = _derive(make, (language(), active_policy()), given)
    except TypeError:
        refuse_mutable(given, _IMMUTABLE)  # says what it is, where the cache only says that it has no hash
        raise
    return made


@lru_cache(maxsize=CACHED_DERIVED)
def _derive(make: Callable[..., Any], _words: tuple[str, Policy], given: tuple[Hashable, ...]) -> Any:
    refuse_mutable(given, _IMMUTABLE)
    made = make(*given)
    refuse_mutable(made, _IMMUTABLE)
    return made


def asked() -> tuple[int, int]:
    """How many questions the cache answered, and how many a release did, since this process began."""
    told = _run.cache_info()
    return told.hits, told.misses


def forget_answers() -> None:
    """Empty the cache; for benches and tests."""
    _run.cache_clear()
    _derive.cache_clear()
