"""Answers on small marts: ``rows("answer", "column column", parameter=...)``."""

from __future__ import annotations

import re

import duckdb
import pytest

from dashboard.catalogue import queries, query


@pytest.fixture(scope="module")
def marts(request):
    """A connection with the marts of a few rows that stand in the module as ``MARTS``."""
    return small_marts(request.module.MARTS)


def small_marts(statements: str) -> duckdb.DuckDBPyConnection:
    """A connection with marts of a few rows and what answers have in common."""
    connection = duckdb.connect()
    connection.execute(statements)
    there = set(re.findall(r"create table mart\.(\w+)", statements))
    for macro in queries("macros"):
        if set(re.findall(r"(?:from|join) mart\.(\w+)", macro.sql)) <= there:
            connection.execute(macro.sql)
            there.add(macro.name)
    return connection


@pytest.fixture
def rows(marts):
    """Run an answer on the module's small marts: rows as tuples of texts of the wanted columns; what is not given is null."""

    def run(name: str, columns: str, **given: object) -> list[tuple[str, ...]]:
        statement = query("answers", name)
        frame = marts.execute(statement.sql, {p.name: given.get(p.name) for p in statement.parameters}).df()
        return [tuple(map(str, row)) for row in frame[columns.split()].itertuples(index=False)]

    return run
