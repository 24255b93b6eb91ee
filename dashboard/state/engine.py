"""The database of the state: opened once per process, brought up to date by its migrations, one transaction at a time.

A write is one transaction that is there whole or not at all, also when its process is ended halfway.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from dashboard.errors import DataDamaged, DataMissing, DiskFull, StateAway, UserError
from dashboard.private import closed_to_others, private_folder
from dashboard.store import disk_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

    from dashboard.settings import Settings

MIGRATIONS = Path(__file__).with_name("migrations")
PATIENCE = 30  # seconds one writer waits for another
READS = "reads"
FILE = "state.sqlite"
UPGRADE = 7_201_954  # the number by which PostgreSQL knows the lock of a migration
POSTGRESQL_FULL = "53100"
_OPEN: list[Engine] = []
DIALECTS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg"}


@contextmanager
def writing(settings: Settings) -> Iterator[Connection]:
    """A transaction that may write; others that write wait.

    Raises:
        StateAway: the database cannot be reached or written.
        DiskFull: it has no room.
        NotPermitted: it is a file, and that is why.
    """
    engine = _opened(settings)
    with _answering(), engine.begin() as connection:
        yield connection


@contextmanager
def looking(settings: Settings) -> Iterator[Connection]:
    """A transaction that only reads, of one moment.

    Raises:
        StateAway: the database cannot be reached.
    """
    engine = _opened(settings)
    with _answering():
        options = {READS: True} | ({"isolation_level": "REPEATABLE READ"} if engine.dialect.name != "sqlite" else {})
        with engine.execution_options(**options).begin() as connection:
            yield connection


def forget(settings: Settings) -> None:
    """Let go of the connections of this process, for one that is about to become two, and for tests."""
    for engine in [one for one in _OPEN if one.url == address_of(settings)]:
        engine.dispose()
        _OPEN.remove(engine)
    _engine.cache_clear()


def close() -> None:
    """Let go of every connection there is, for a process that ends."""
    for engine in _OPEN:
        engine.dispose()
    _OPEN.clear()
    _engine.cache_clear()


@contextmanager
def inspecting(settings: Settings) -> Iterator[Connection]:
    """A transaction on the database as it stands, by which nothing is made, brought up to date or written.

    Raises:
        DataMissing: it is a file, and there is none yet.
        StateAway: the database cannot be reached.
    """
    url = address_of(settings)
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    if url.drivername == "sqlite":
        file = Path(str(url.database))
        if not file.exists():
            raise DataMissing("error.state_none")
        address, options = f"file:{quote(str(file))}?mode=ro", {}
        engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True, timeout=PATIENCE))
    else:
        engine = create_engine(url)
    try:
        with _answering(), engine.execution_options(**options).begin() as connection:
            yield connection
    finally:
        engine.dispose()


def revisions(connection: Connection) -> tuple[str | None, str | None]:
    """The version of the tables of a database, None for one that nobody used, and that of this program."""
    head = ScriptDirectory.from_config(_migrations()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision(), head


@contextmanager
def _answering() -> Iterator[None]:
    """Say in one sentence that the database is away, or its disk full; its own words may hold where it is and what was written."""
    try:
        yield
    except SQLAlchemyError as error:
        said = getattr(error, "orig", None)
        if getattr(said, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise DiskFull("error.disk_full", where=FILE) from None
        if getattr(said, "sqlstate", None) == POSTGRESQL_FULL:
            raise DiskFull("error.disk_full", where="PostgreSQL") from None
        raise StateAway("error.state_away", kind=type(error).__name__) from None
    except UnicodeDecodeError as error:  # SQLite gives the bytes of a damaged page as they are
        raise StateAway("error.state_away", kind=type(error).__name__) from None


def _opened(settings: Settings) -> Engine:
    """The engine, its tables up to date; a file that fails while somebody writes is a matter of theirs, not of the database."""
    try:
        with _answering():
            return _engine(address_of(settings))
    except OSError as error:
        if trouble := disk_error(error, settings.data):
            raise trouble from None
        raise StateAway("error.state_away", kind=type(error).__name__) from None


def address_of(settings: Settings) -> URL:
    """Where the state is.

    Raises:
        UserError: the setting names no database this product knows.
    """
    if not settings.database:
        return make_url(f"sqlite:///{settings.state.absolute() / FILE}")
    try:
        url = make_url(settings.database)
        return url.set(drivername=DIALECTS[url.drivername])
    except (ArgumentError, KeyError, ValueError):
        raise UserError("error.unknown_database") from None


@lru_cache(maxsize=8)
def _engine(url: URL) -> Engine:
    """The engine of a database whose tables are those of this version."""
    try:
        engine = _sqlite(url) if url.drivername == "sqlite" else create_engine(url, pool_pre_ping=True)
    except NoSuchModuleError:
        raise UserError("error.unknown_database") from None
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({UPGRADE})")
        upgrade(connection)
    _OPEN.append(engine)
    return engine


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables of a database up to a version of the migrations.

    Raises:
        DataDamaged: they are of a newer version of the program.
    """
    configuration = _migrations()
    configuration.attributes["connection"] = connection
    try:
        command.upgrade(configuration, revision)
    except CommandError:
        raise DataDamaged("error.state_newer") from None


def _migrations() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    return configuration


def _sqlite(url: URL) -> Engine:
    """A file that only its owner may read, whose writers wait for each other."""
    file = Path(str(url.database))
    with closed_to_others():
        private_folder(file.parent)
        file.touch()
    engine = create_engine(url, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _leave_transactions_to_us(connection: Any, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and writes later would find that another one wrote in between.
        reads = connection.get_execution_options().get(READS)
        connection.exec_driver_sql("begin" if reads else "begin immediate")

    return engine
