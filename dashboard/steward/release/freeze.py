"""Freeze: write the protected marts to a release file, check them, sum them, write the manifest.

The file is written beside its place and moved there whole; the manifest comes last, so a killed build leaves nothing a
reader could take for a release.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dashboard.catalogue import Query, queries, query
from dashboard.errors import PolicyViolation
from dashboard.store import READABLE, READABLE_FOLDER, file_hash, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.settings import Settings
    from dashboard.steward.protect.seam import Protected
    from dashboard.steward.vault import Connection

# In this order, because some marts read earlier ones.
FIRST = ("place", "area", "project")
RULES = frozenset({"count", "amount", "public"})
NUMERIC = re.compile(r"^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$")


def freeze(
    connection: Connection,
    settings: Settings,
    manifest: dict[str, Any],
    protected: Protected,
    progress: Callable[[str], None],
) -> None:
    """Write ``releases/<id>.duckdb`` and then ``<id>.json``."""
    if not settings.releases.exists():
        settings.releases.mkdir(parents=True)
        settings.releases.chmod(READABLE_FOLDER)
    beside = settings.releases / f".building-{manifest['id']}.duckdb"
    beside.unlink(missing_ok=True)
    beside.with_name(beside.name + ".wal").unlink(missing_ok=True)
    _take_in(connection, protected)
    tables = _write_marts(connection, beside, progress)
    final = settings.releases / f"{manifest['id']}.duckdb"
    manifest |= {"tables": tables, "file_sha256": file_hash(beside)}
    progress("build.step.move")
    beside.chmod(READABLE)
    beside.replace(final)
    progress("build.step.manifest")
    write_atomically(final.with_suffix(".json"), json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True))


def mart_order() -> tuple[Query, ...]:
    """All marts, those that others read first."""
    first = tuple(query("marts", name) for name in FIRST)
    return first + tuple(mart for mart in queries("marts") if mart.name not in FIRST)


def _take_in(connection: Connection, protected: Protected) -> None:
    frames = {"count_cell": protected.counts, "amount_total": protected.amounts, "settlement": protected.settlement}
    for name, frame in frames.items():
        connection.register("incoming", frame)
        # Categories would become enumerations, which sort in another order than their names.
        replaced = [f'"{c}"::varchar as "{c}"' for c, kind in frame.dtypes.items() if str(kind) == "category"]
        replaced += [f'"{c}"::date as "{c}"' for c in ("month", "period") if c in frame]
        columns = f"* replace ({', '.join(replaced)})" if replaced else "*"
        connection.execute(f"create or replace table protected.{name} as select {columns} from incoming")
        connection.unregister("incoming")


def _write_marts(connection: Connection, path: Path, progress: Callable[[str], None]) -> dict[str, Any]:
    connection.execute(f"attach '{path}' as release (storage_version 'v1.5.0')")
    try:
        connection.execute("create schema release.mart")
        connection.execute("create schema if not exists mart")
        for mart in mart_order():
            progress(f"build.step.mart {mart.name}")
            connection.execute(f"create table release.mart.{mart.name} as {mart.sql}")
            connection.execute(f"create or replace view mart.{mart.name} as from release.mart.{mart.name}")
            _hold_to_rules(connection, mart)
        _run_checks(connection)
        tables = {mart.name: _fingerprint(connection, mart.name) for mart in mart_order()}
        connection.execute("drop schema mart cascade")
    finally:
        connection.execute("detach release")
    return tables


def _hold_to_rules(connection: Connection, mart: Query) -> None:
    rows = connection.execute(f"describe release.mart.{mart.name}").fetchall()
    for name, kind, *_ in rows:
        if NUMERIC.match(kind) and mart.protection.get(name) not in RULES:
            raise PolicyViolation("error.column_without_rule", mart=mart.name, column=name)


def _run_checks(connection: Connection) -> None:
    for check in queries("checks"):
        offending = connection.sql(check.sql).fetchall()
        if offending:
            raise PolicyViolation("error.check_failed", check=check.name, rows=len(offending))


def _fingerprint(connection: Connection, table: str) -> dict[str, Any]:
    row = connection.execute(
        f"select count(*), sum(hash(t)::hugeint)::varchar from release.mart.{table} as t"
    ).fetchall()[0]
    return {"rows": row[0], "sum": row[1]}
