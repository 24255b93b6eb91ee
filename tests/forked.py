"""Processes of their own that begin with everything imported: forked from one that has, which each worker of the tests keeps.

Starting Python with the libraries of a build or a server takes two to four seconds of a processor; a fork takes a hundredth. The
process is a real one: it has its own limits, account, signals and exit code, and none of the state of the tests. How ``lsi``
begins from nothing is held where a server is started afresh, in ``tests/browser/conftest.py``.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from subprocess import TimeoutExpired
from types import ModuleType
from typing import NamedTuple

READ = [
    "dashboard.cli",
    "dashboard.steward.set_up",
    "dashboard.steward.release.planning",
    "dashboard.steward.intake.workers",
    "dashboard.steward.intake.template",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.postgresql.psycopg",
    "alembic.ddl.sqlite",
    "alembic.runtime.migration",
    "dashboard.server",
    "dashboard.desk.server",
]


@cache
def _context():
    """The process that is forked; it reads everything when the first is asked for."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(READ)
    return context


class Forked:
    """A command of ``lsi`` at work; asked as a process of ``subprocess`` is.

    Args:
        arguments: of the command.
        environment: every variable it has.
        out: a file for what it says.
        error: a file for its error line; the same as ``out`` unless given.
        folder: in which it runs; this one unless given.
        first: Python that it runs before.
    """

    def __init__(self, arguments, environment, out, error=None, folder=None, first=""):
        told = (
            [str(one) for one in arguments],
            dict(environment),
            str(out),
            str(error or out),
            str(folder or "."),
            first,
        )
        main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")  # which a new process would run
        try:
            self._process = _context().Process(target=_run, args=told)
            self._process.start()
        finally:
            sys.modules["__main__"] = main
        self.pid = self._process.pid

    def poll(self):
        """Its exit code; nothing while it runs."""
        return self._process.exitcode

    def terminate(self):
        """Ask it to end."""
        self._process.terminate()

    def kill(self):
        """End it, whatever it does."""
        self._process.kill()

    def wait(self, seconds=None):
        """Its exit code once it has ended.

        Raises:
            TimeoutExpired: that took longer than so many seconds.
        """
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise TimeoutExpired("lsi", seconds)
        return self._process.exitcode


def _run(arguments, environment, out, error, folder, first):
    """What the process does."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for stream, path in ((1, out), (2, error)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, stream)
        os.close(file)
    sys.argv = ["lsi", *arguments]
    exec(first, {})  # what a test prepares

    from dashboard.cli import main

    main()


class Done(NamedTuple):
    """A command that ended."""

    returncode: int
    stdout: str
    stderr: str


def lsi(data, *given, first=""):
    """Run a command on a data folder in a process of its own, after a line of preparation."""
    with tempfile.TemporaryDirectory() as folder:
        out, error = Path(folder) / "out", Path(folder) / "error"
        for said in (out, error):
            said.touch()
        environment = os.environ | {"DASHBOARD_DATA": str(data)}
        code = Forked(given, environment, out, error, first=first).wait()
        return Done(code, out.read_text(encoding="utf-8"), error.read_text(encoding="utf-8"))
