"""The only door to data: ``ask(name, rights, **parameters)`` runs one statement of ``queries/answers`` on a release.

What comes back is safe already, because a release holds protected marts only. Answers, and what follows from them alone
(``derived``), are cached here and nowhere else, and are immutable because every viewer gets the same ones.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from dashboard.catalogue import Query, query
from dashboard.errors import AccessDenied, UnknownQuery
from dashboard.frozen import FrozenDict
from dashboard.shared import FrozenTable, refuse_mutable
from dashboard.store import Release, cursor
from dashboard.text import language

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from dashboard.access import Rights

# Answers are short: texts as Python's own are five times as quick to walk as arrow's, and need no copy.
pd.set_option("mode.string_storage", "python")
CACHED_ANSWERS, CACHED_DERIVED = 512, 256
ALLOWED = "allowed_municipalities"
Value = str | int | float | bool | None | tuple[str, ...]
Question = tuple[str, Mapping[str, Value]]
_SIDE_BY_SIDE = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="answers")
Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Answer:
    """One answer: its rows and where they come from.

    Attributes:
        table: rows in the order the header promises.
        query: the statement with its header.
        release: the release it was asked of.
        parameters: what it was asked with.
    """

    table: FrozenTable
    query: Query
    release: Release
    parameters: Mapping[str, Any]

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame that belongs to the one who asks."""
        return self.table.frame

    @cached_property
    def rows(self) -> tuple[Any, ...]:
        """The rows as named tuples."""
        return tuple(self.frame.itertuples(index=False))

    @property
    def empty(self) -> bool:
        """Whether there are no rows."""
        return not len(self.table)


_IMMUTABLE = (Answer, Release)


def ask(name: str, rights: Rights, release: Release, **parameters: Value) -> Answer:
    """Ask one question of one release.

    Args:
        name: file name in ``queries/answers`` without its ending.
        rights: what the viewer may see; bound here, never by a page.
        release: the release to ask.
        parameters: values of the statement's ``$names``; those with a null example may be left out.

    Raises:
        AccessDenied: the viewer may not view.
        UnknownQuery: no such answer, or a parameter it does not declare.
    """
    if not rights.may_view:
        raise AccessDenied("error.access_denied")
    statement = query("answers", name)
    declared = {parameter.name: parameter for parameter in statement.parameters}
    if unknown := set(parameters) - set(declared):
        raise UnknownQuery(f"{name} has no parameter {sorted(unknown)}")
    bound = {key: parameters.get(key) for key in declared}
    if ALLOWED in declared:
        bound[ALLOWED] = rights.municipalities
    return _run(statement, release, tuple(bound.items()))


def ask_together(rights: Rights, release: Release, questions: Mapping[str, Question]) -> dict[str, Answer]:
    """Ask several questions side by side: DuckDB works outside Python's lock, so two processors nearly halve the wait.

    Args:
        rights: as for ``ask``.
        release: as for ``ask``.
        questions: name of an answer and its parameters, by any key.

    Raises:
        AccessDenied, UnknownQuery: as ``ask``.
    """
    running = {
        key: _SIDE_BY_SIDE.submit(ask, name, rights, release, **given) for key, (name, given) in questions.items()
    }
    return {key: future.result() for key, future in running.items()}


@lru_cache(maxsize=CACHED_ANSWERS)
def _run(statement: Query, release: Release, bound: tuple[tuple[str, Value], ...]) -> Answer:
    parameters: dict[str, Any] = {key: list(value) if isinstance(value, tuple) else value for key, value in bound}
    with cursor(release) as connection:
        frame = connection.execute(statement.sql, parameters).df()
    return Answer(FrozenTable(frame), statement, release, FrozenDict(bound))


def derived(make: Callable[..., Made], *given: Hashable) -> Made:
    """What a pure function makes of answers, made once per language and shared between viewers.

    Args:
        make: a function of a module, so that it is the same one in every run; what it makes is immutable.
        given: answers, and whatever else it depends on, immutable too.

    Raises:
        TypeError: something given or made could be changed.
    """
    try:
        made: Made = _derive(make, language(), given)
    except TypeError:
        refuse_mutable(given, _IMMUTABLE)  # says what it is, where the cache only says that it has no hash
        raise
    return made


@lru_cache(maxsize=CACHED_DERIVED)
def _derive(make: Callable[..., Any], _language: str, given: tuple[Hashable, ...]) -> Any:
    refuse_mutable(given, _IMMUTABLE)
    made = make(*given)
    refuse_mutable(made, _IMMUTABLE)
    return made


def forget_answers() -> None:
    """Empty the cache; for benches and tests."""
    _run.cache_clear()
    _derive.cache_clear()
