"""All that marts are made of, in a database of its own: protected tables, facts named public, areas and seeds.

The vault is not there: a mart that asks for anything exact finds nothing, whoever wrote it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from dashboard.catalogue import queries
from dashboard.steward.events import load_own_events
from dashboard.steward.protect.public import hold_to_named
from dashboard.steward.references import load_areas, load_crosswalks, load_seeds
from dashboard.steward.vault import MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dashboard.catalogue import Query
    from dashboard.settings import Settings
    from dashboard.steward.protect.run import Protected
    from dashboard.steward.vault import Connection

SOURCES = "mart_sources"
FILE = f"{SOURCES}.duckdb"  # in the vault's folder, for as long as marts are made


@contextmanager
def mart_sources(vault: Connection, settings: Settings, protected: Protected, release: Path) -> Iterator[Connection]:
    """A connection that holds what marts may read, with the file of the release attached as ``release``, and opens nothing else.

    Args:
        vault: the vault, of which the statements of ``queries/public`` are asked and nothing more.
        settings: where vault and areas are.
        protected: what protection gave back.
        release: file to write marts to.

    Raises:
        PolicyViolation: a statement of ``queries/public`` gives what is not named public.
    """
    path = settings.vault / FILE
    _remove(path)
    connection = duckdb.connect(path, config={"memory_limit": MEMORY})
    try:
        for schema in ("protected", "public", "areas", "mart"):
            connection.execute(f"create schema {schema}")
        load_seeds(connection)
        load_own_events(connection, settings)
        load_areas(connection, settings.areas, "area", "shape", "neighbour")
        load_crosswalks(connection, settings.areas)
        _take_protected(connection, protected)
        for statement in queries("public"):
            take_public(connection, vault, statement)
        connection.execute(f"attach '{release}' as release (storage_version 'v1.5.0')")
        connection.execute("set enable_external_access = false")
        yield connection
        connection.execute("detach release")
    finally:
        connection.close()
        _remove(path)


def _take_protected(connection: Connection, protected: Protected) -> None:
    frames = {"count_cell": protected.counts, "amount_total": protected.amounts, "settlement": protected.settlement}
    for name, frame in frames.items():
        connection.register("incoming", frame)
        # Categories would become enumerations, which sort in another order than their names.
        replaced = [f'"{c}"::varchar as "{c}"' for c, kind in frame.dtypes.items() if str(kind) == "category"]
        replaced += [f'"{c}"::date as "{c}"' for c in ("month", "period") if c in frame]
        columns = f"* replace ({', '.join(replaced)})" if replaced else "*"
        connection.execute(f"create table protected.{name} as select {columns} from incoming")
        connection.unregister("incoming")


def take_public(connection: Connection, vault: Connection, statement: Query) -> None:
    """Let one table of facts pass from the vault.

    Raises:
        PolicyViolation: the statement gives what is not named public.
    """
    rows = vault.sql(statement.sql).to_arrow_table()
    hold_to_named(statement.name, rows.column_names)
    connection.register("incoming", rows)
    connection.execute(f"create table public.{statement.name} as from incoming")
    connection.unregister("incoming")


def _remove(path: Path) -> None:
    for file in (path, path.with_name(f"{path.name}.wal")):
        file.unlink(missing_ok=True)
