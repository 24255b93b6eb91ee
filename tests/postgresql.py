"""A PostgreSQL of the tests' own: on a free port of this machine, ended with them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg


def programs() -> Path | None:
    """Where the newest PostgreSQL of this machine keeps its programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


class PostgreSQL:
    """A server; ``new`` gives the address of an empty database."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self._folder = Path(tempfile.mkdtemp(prefix="lsi-postgresql-"))
        self._numbers = count(1)
        # It refuses to run as root, so it gets the account Debian made for it.
        self._account = pwd.getpwnam("postgres") if os.getuid() == 0 else None
        if self._account:
            os.chown(self._folder, self._account.pw_uid, self._account.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._do("initdb", "--username=lsi", "--auth=trust", "--no-sync", f"--pgdata={self._folder / 'data'}")
        self.start()

    def new(self) -> str:
        """The address of a database nobody used: a schema of its own, because copying a whole one takes a fifth of a second."""
        name = f"lsi{next(self._numbers)}_{os.getpid()}"
        address = f"postgresql://lsi@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address) as connection:
            connection.execute(f"create schema {name}")
        return f"{address}?options=-csearch_path%3D{name}"

    def start(self) -> None:
        """Let it run and wait until it answers."""
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self._folder} -c fsync=off"
        )
        self._do(
            "pg_ctl",
            "start",
            "--wait",
            f"--pgdata={self._folder / 'data'}",
            f"--log={self._folder / 'log'}",
            f"--options={options}",
        )

    def stop(self) -> None:
        """Stop it at once, as when its machine is gone."""
        self._do("pg_ctl", "stop", "--mode=immediate", f"--pgdata={self._folder / 'data'}")

    def end(self) -> None:
        """Stop it and take its files away."""
        self.stop()
        shutil.rmtree(self._folder)

    def _do(self, program: str, *arguments: str) -> None:
        other = {"user": self._account.pw_uid, "group": self._account.pw_gid} if self._account else {}
        done = subprocess.run(
            [str(self._bin / program), *arguments],
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            **other,
        )
        assert done.returncode == 0, done.stderr
