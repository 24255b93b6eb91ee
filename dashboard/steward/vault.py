"""The vault: exact figures in one private DuckDB file, with one writer at a time."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from dashboard.catalogue import query
from dashboard.errors import BuilderBusy, DataDamaged
from dashboard.private import close_to_others, closed_to_others
from dashboard.settings import QUERIES
from dashboard.steward.intake.contract import SHEETS, Column, Sheet
from dashboard.steward.references import load_seeds
from dashboard.store import disk_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from dashboard.settings import Settings

Connection = duckdb.DuckDBPyConnection

EXACT = (
    "current_month",
    "current_project",
    "current_sheet",
    "current_result",
    "current_referral",
    "result_period",
    "result_cell",
    "files_cell",
    "new_files_cell",
    "context_cell",
    "referral_cell",
    "follow_up_cell",
    "count_cell",
    "amount_cell",
    "settlement_row",
)
_TYPES = {
    "codes": "varchar[]",
    "numbers": "varchar[]",
    "date": "date",
    "month": "date",
    "count": "bigint",
    "days": "double",
    "amount": "double",
    "yes_no": "boolean",
    "year": "integer",
}
KEY_BYTES = 32
KEY, MARK, LOCK = "key", "key.fingerprint", "lock"
MEMORY, IDLE_MEMORY = "768MB", "256MB"  # beyond it DuckDB writes to disk; protection needs its own share of the machine


@contextmanager
def locked_vault(settings: Settings) -> Iterator[Connection]:
    """The vault open for writing, held alone; vault and archive are closed to all other accounts first.

    Raises:
        AccessDenied, BuilderBusy: as ``held``.
        DataDamaged: the vault file cannot be read.
    """
    with held(settings):
        connection = _open(settings.vault / "vault.duckdb")
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Nobody else builds, attacks or copies meanwhile; the vault is not opened, and what is made is for this account alone.

    Raises:
        AccessDenied: vault or archive belongs to another account.
        BuilderBusy: another builder holds the lock; says who.
    """
    for folder in (settings.vault, settings.archive):
        close_to_others(folder)
    with closed_to_others(), (settings.vault / LOCK).open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise BuilderBusy("error.builder_busy", who=lock.read().strip()) from None
        lock.truncate(0)
        lock.write(f"pid {os.getpid()}")
        lock.flush()
        yield


def read_key(settings: Settings) -> bytes:
    """The secret of the rounding: made once, beside the vault, readable by its owner only.

    Raises:
        DataDamaged: the key is lost, cut or another one than the vault began with.
    """
    path, mark = settings.vault / KEY, settings.vault / MARK
    if not mark.exists():
        _write_privately(path, secrets.token_bytes(KEY_BYTES))
        _write_privately(mark, fingerprint(path.read_bytes()).encode())
    key = path.read_bytes() if path.exists() else b""
    if len(key) != KEY_BYTES or fingerprint(key).encode() != mark.read_bytes():
        raise DataDamaged("error.key_lost", path=path)
    return key


def fingerprint(key: bytes) -> str:
    """What may be told of a key: enough to see that it is another one, nothing to find it by."""
    return hashlib.blake2b(b"fingerprint", key=key, digest_size=8).hexdigest() if key else ""


def seal(key: bytes, sha256: str) -> str:
    """What a release tells of a delivery's bytes: the same bytes give the same seal, and nobody without the key can make it.

    A plain hash of a short delivery is found by trying every value it may hold.
    Source: RFC 7693, keyed BLAKE2b, personalised for this use.
    """
    return hashlib.blake2b(bytes.fromhex(sha256), key=key, digest_size=16, person=b"delivery").hexdigest()


def prepare(connection: Connection) -> None:
    """Make schemas, raw tables and seeds; safe to call again.

    Raw tables of another contract go: they are made again from the archive.
    """
    for schema in ("raw", "stg", "exact", "areas"):
        connection.execute(f"create schema if not exists {schema}")
    if not _follows_contract(connection):
        connection.execute("drop schema raw cascade; create schema raw")
    for sheet in SHEETS:
        columns = ", ".join(f'"{column.name}" {_type(column)}' for column in sheet.columns)
        connection.execute(f"create table if not exists raw.{sheet.name} (delivery_id varchar, {columns})")
    load_seeds(connection)


def load(connection: Connection, delivery_id: str, sheets: dict[str, pd.DataFrame]) -> None:
    """Put one accepted delivery's typed sheets into the raw tables, whole or not at all."""
    connection.begin()
    for sheet in SHEETS:
        frame = sheets.get(sheet.name)
        if frame is None or frame.empty:
            continue
        connection.register("delivered", frame)
        connection.execute(
            f"insert into raw.{sheet.name} by name select {_casts(sheet, frame)} from delivered", [delivery_id]
        )
        connection.unregister("delivered")
    connection.commit()


def loaded(connection: Connection) -> set[str]:
    """Ids of the deliveries the vault holds; none before it was prepared."""
    if not connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'raw' and table_name = 'delivery'"
    ).fetchall():
        return set()
    return {row[0] for row in connection.execute("select distinct delivery_id from raw.delivery").fetchall()}


def forget(connection: Connection, delivery_ids: set[str]) -> None:
    """Take deliveries out that are no longer accepted."""
    for sheet in SHEETS:
        for delivery_id in sorted(delivery_ids):
            connection.execute(f"delete from raw.{sheet.name} where delivery_id = ?", [delivery_id])


def stage(connection: Connection) -> None:
    """Make the staging views and the exact tables protection reads."""
    for path in sorted((QUERIES / "staging").glob("*.sql")):
        name = path.stem.removeprefix("stg_")
        connection.execute(f"create or replace view stg.{name} as {query('staging', path.stem).sql}")
    for name in EXACT:
        connection.execute(f"create or replace table exact.{name} as {query('exact', name).sql}")


def exact_cells(connection: Connection, name: str) -> pd.DataFrame:
    """An exact table as a frame with its texts as categories: a handful of names for millions of rows."""
    described = connection.execute(f"describe exact.{name}").fetchall()
    texts = [column for column, kind, *_ in described if kind == "VARCHAR"]
    frame = connection.sql(f"from exact.{name}").to_arrow_table()
    for column in texts:
        place = frame.schema.get_field_index(column)
        frame = frame.set_column(place, column, frame[column].dictionary_encode())
    cells: pd.DataFrame = frame.to_pandas(self_destruct=True, split_blocks=True, date_as_object=False)
    return cells


def give_memory_back(connection: Connection) -> None:
    """Let DuckDB give back what it keeps between statements: protection needs the room."""
    for limit in (IDLE_MEMORY, MEMORY):
        connection.execute(f"set memory_limit = '{limit}'")


def _write_privately(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _open(path: Path) -> Connection:
    try:
        connection = duckdb.connect(path, config={"memory_limit": MEMORY})
    except duckdb.Error as error:
        known = disk_error(error, path.parent.parent)
        raise known or DataDamaged("error.vault_damaged", path=path, detail=type(error).__name__) from None
    return connection


def _follows_contract(connection: Connection) -> bool:
    """Whether the raw tables that stand have the columns of the contract."""
    sql = "select table_name, list(column_name order by column_index) from duckdb_columns() where schema_name = 'raw' group by all"
    expected = {sheet.name: ["delivery_id", *(column.name for column in sheet.columns)] for sheet in SHEETS}
    return all(expected.get(name) == columns for name, columns in connection.execute(sql).fetchall())


def _type(column: Column) -> str:
    return _TYPES.get(column.kind, "varchar")


def _casts(sheet: Sheet, frame: pd.DataFrame) -> str:
    casts = [f'"{c.name}"::{_type(c)} as "{c.name}"' for c in sheet.columns if c.name in frame.columns]
    return ", ".join(["? as delivery_id", *casts])
