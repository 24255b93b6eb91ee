"""Freeze: write the protected marts to a release file, check them, sum them, write the manifest.

The file is written beside its place and moved there whole; the manifest comes last, so a killed build leaves nothing a
reader could take for a release.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import duckdb

from dashboard.catalogue import Query, queries, query
from dashboard.errors import PolicyViolation
from dashboard.files import file_hash, put_in_place, write_atomically
from dashboard.policy import read_policy
from dashboard.steward.release.mart_sources import SOURCES, mart_sources
from dashboard.store import READABLE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.policy import Policy
    from dashboard.settings import Settings
    from dashboard.steward.protect.run import Protected
    from dashboard.steward.vault import Connection

# In this order, because some marts read earlier ones.
FIRST = ("place", "area_figure", "area", "project", "project_quarter")
BUILDING = ".building-"
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
    beside = settings.releases / f"{BUILDING}{manifest['id']}.duckdb"
    final = settings.releases / f"{manifest['id']}.duckdb"
    try:
        with mart_sources(connection, settings, protected, beside) as sources:
            tables = _write_marts(sources, read_policy(manifest["policy"]), progress)
        manifest |= {"tables": tables, "file_sha256": file_hash(beside)}
        progress("build.step.move")
        put_in_place(beside, final)
    finally:  # what failed keeps no room on a disk that may be full
        for half in settings.releases.glob(f"{beside.name}*"):
            half.unlink()
    progress("build.step.manifest")
    write_atomically(final.with_suffix(".json"), json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True))


def mart_order() -> tuple[Query, ...]:
    """All marts, those that others read first."""
    first = tuple(query("marts", name) for name in FIRST)
    return first + tuple(mart for mart in queries("marts") if mart.name not in FIRST)


def write_mart(connection: Connection, mart: Query, policy: Policy) -> None:
    """Make one mart in the release from what stands in ``mart_sources`` and the numbers of the policy it names.

    Raises:
        PolicyViolation: it reads something else, or has a numeric column without a protection rule.
    """
    try:
        connection.execute(f"create table release.mart.{mart.name} as {mart.sql}", _rules(mart, policy))
    except (duckdb.CatalogException, duckdb.PermissionException) as error:
        raise PolicyViolation("error.mart_reads_more", mart=mart.name, detail=str(error).splitlines()[0]) from None
    connection.execute(f"create view mart.{mart.name} as from release.mart.{mart.name}")
    _hold_to_rules(connection, mart)


def _write_marts(connection: Connection, policy: Policy, progress: Callable[[str], None]) -> dict[str, Any]:
    connection.execute("create schema release.mart")
    for mart in mart_order():
        progress(f"build.step.mart {mart.name}")
        write_mart(connection, mart, policy)
    connection.execute("use release")
    for macro in queries("macros"):  # what answers have in common is spelled once, and travels with the marts
        connection.execute(macro.sql)
    connection.execute(f"use {SOURCES}")
    _run_checks(connection, policy)
    return {mart.name: _fingerprint(connection, mart.name) for mart in mart_order()}


def _hold_to_rules(connection: Connection, mart: Query) -> None:
    rows = connection.execute(f"describe release.mart.{mart.name}").fetchall()
    for name, kind, *_ in rows:
        if NUMERIC.match(kind) and mart.protection.get(name) not in RULES:
            raise PolicyViolation("error.column_without_rule", mart=mart.name, column=name)


def _run_checks(connection: Connection, policy: Policy) -> None:
    """Every check finds nothing."""
    for check in queries("checks"):
        offending = connection.execute(check.sql, _rules(check, policy)).fetchall()
        if offending:
            raise PolicyViolation("error.check_failed", check=check.name, rows=len(offending))


def _rules(statement: Query, policy: Policy) -> dict[str, int]:
    """What a mart or check declares as a parameter: a rule of the policy."""
    return {parameter.name: getattr(policy, parameter.name) for parameter in statement.parameters}


def _fingerprint(connection: Connection, table: str) -> dict[str, Any]:
    row = connection.execute(
        f"select count(*), sum(hash(t)::hugeint)::varchar from release.mart.{table} as t"
    ).fetchall()[0]
    return {"rows": row[0], "sum": row[1]}
