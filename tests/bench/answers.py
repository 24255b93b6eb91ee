"""Every answer, past the cache: median and worst time over questions people ask."""

from __future__ import annotations

import statistics
import time

import duckdb

from dashboard.catalogue import Query, queries
from dashboard.store import Release, cursor
from tests.bench.budgets import Row

TIMES = 5
LONG = {"from_month": "2019-01-01", "until_month": "2026-09-01"}


def measure(release: Release) -> list[Row]:
    """Two rows per answer."""
    with cursor(release) as connection:
        connection.execute("select count(*) from mart.outcome").df()
        cases = _cases(connection)
    rows = []
    for answer in queries("answers"):
        times = [_time(release, answer, case) for case in _fitting(answer, cases) for _ in range(TIMES)]
        rows.append(Row("answer_median", f"answer {answer.name}, median", statistics.median(times)))
        rows.append(Row("answer_worst", f"answer {answer.name}, worst", max(times)))
    return rows


def _cases(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """The example of each header, the whole programme, the busiest municipality, a province, a type, all years."""
    busiest = _first(connection, "select municipality_code from mart.outcome group by 1 order by count(*) desc, 1")
    province = _first(connection, "select province_code from mart.area where level = 'province' order by 1")
    kind = _first(connection, "select type_code from mart.outcome group by 1 order by count(*) desc, 1")
    inside = {"area": busiest, "parent": busiest, "level": "neighbourhood"}
    return [
        {},
        LONG,
        inside,
        inside | LONG,
        inside | LONG | {"project_type": kind},
        LONG | {"project_type": kind},
        LONG | {"area": province, "parent": province, "level": "district"},
        LONG | {"grain": "month"},
    ]


def _first(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    return connection.execute(f"{sql} limit 1").fetchall()[0][0]


def _fitting(answer: Query, cases: list[dict[str, object]]) -> list[dict[str, object]]:
    example = {one.name: duckdb.sql(f"select {one.example}").fetchall()[0][0] for one in answer.parameters}
    return [example | {name: value for name, value in case.items() if name in example} for case in cases]


def _time(release: Release, answer: Query, case: dict[str, object]) -> float:
    started = time.perf_counter()
    with cursor(release) as connection:
        connection.execute(answer.sql, case).df()
    return 1000 * (time.perf_counter() - started)
