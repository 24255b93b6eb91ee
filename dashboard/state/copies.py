"""A copy of the database of the state, and one brought back: a file by SQLite's own way, PostgreSQL by its own programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect

from dashboard.errors import UserError
from dashboard.files import OWNER_ONLY
from dashboard.state.engine import FILE, address_of, inspecting
from dashboard.state.tables import METADATA

if TYPE_CHECKING:
    from dashboard.settings import Settings

DUMP = "state.pgdump"
VERSIONS = "alembic_version"  # the table in which the migrations keep how far they are


class Means(StrEnum):
    """How the state is in a backup."""

    FILE = "sqlite"
    DUMP = "postgresql"
    APART = "apart"
    NONE = "none"


def means_of(settings: Settings, *, apart: bool = False) -> Means:
    """How a copy of the state is made now.

    Args:
        settings: where the state is.
        apart: whether PostgreSQL is copied by its own means, beside this program.
    """
    if address_of(settings).drivername != "sqlite":
        return Means.APART if apart else Means.DUMP
    return Means.FILE if _file(settings).exists() else Means.NONE


def copy_state(settings: Settings, means: Means, folder: Path) -> Path | None:
    """Write a copy of one moment into a folder; others may go on writing.

    Returns:
        The file; None where there is nothing to copy here.

    Raises:
        UserError: PostgreSQL's program is not there or fails.
    """
    if means == Means.FILE:
        file = folder / FILE
        with (
            closing(sqlite3.connect(f"{_file(settings).absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(file)) as copy,
        ):
            source.backup(copy)
        file.chmod(OWNER_ONLY)
        return file
    if means == Means.DUMP:
        tables = [f"--table={name}" for name in (*METADATA.tables, VERSIONS)]
        _run(settings, "pg_dump", "--format=custom", "--no-owner", "--no-acl", *tables, f"--file={folder / DUMP}")
        (folder / DUMP).chmod(OWNER_ONLY)
        return folder / DUMP
    return None


def hold_empty(settings: Settings, means: Means) -> None:
    """Refuse to bring a state back that another kind of database or a filled one should take.

    Raises:
        UserError: it should.
        StateAway: the database cannot be reached.
    """
    is_server = address_of(settings).drivername != "sqlite"
    if means != Means.NONE and (is_server == (means == Means.FILE) or (means == Means.FILE and settings.database)):
        raise UserError(
            "error.state_other", kept=means, asked=Means.DUMP if is_server else settings.database or Means.FILE
        )
    if means == Means.DUMP:
        with inspecting(settings) as connection:
            if {*METADATA.tables, VERSIONS} & set(inspect(connection).get_table_names()):
                raise UserError("error.state_filled")


def bring_back(settings: Settings, file: Path) -> None:
    """Fill an empty PostgreSQL from its copy, whole or not at all.

    Raises:
        UserError: PostgreSQL's program is not there or fails.
    """
    _run(settings, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", str(file))


def _file(settings: Settings) -> Path:
    return Path(str(address_of(settings).database))


def _run(settings: Settings, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database; a password goes by the environment, where no list of processes shows it."""
    address = address_of(settings).set(drivername="postgresql")
    password = {"PGPASSWORD": str(address.password)} if address.password else {}
    where = shutil.which(program)
    if where is None:
        raise UserError("error.state_program", program=program, detail="-")
    dbname = address.set(password=None).render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603  a program of this machine, found by its name
        [where, f"--dbname={dbname}", *arguments],
        env=os.environ | password,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise UserError("error.state_program", program=program, detail=done.returncode)
