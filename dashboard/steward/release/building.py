"""A build that outlives who asked for it: a process of its own, whose progress anybody at the desk sees, and who may can stop.

The process holds a lock from its first moment to its last, however it ends; so nobody has to guess from a number whether it runs.
What people see is not touched by it: a build that is ended halfway leaves the release that is published as it was.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, fields
from threading import Thread
from typing import TYPE_CHECKING, Any

from dashboard.access import Role
from dashboard.errors import AccessDenied, BuilderBusy
from dashboard.files import OWNER_ONLY, write_atomically
from dashboard.private import private_folder
from dashboard.state.engine import looking
from dashboard.state.log import Kind
from dashboard.steward.release.acts import note_refusal
from dashboard.text import language, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dashboard.access import Person
    from dashboard.settings import Settings

LOCK, JOB, LOG, END = "lock", "job.json", "log", "end"
# The shell outlives a signal to end, writes down how the build ended, and holds the lock until then. The build is begun before the
# signal is caught, or one that comes between would be swallowed; a signal ends the wait, so it waits again while the build lives.
SCRIPT = (
    '"$@" & trap : TERM; wait $!; code=$?; while kill -0 $! 2> /dev/null; do wait $!; code=$?; done; echo $code > "$0"'
)
STEPS = ("load", "exact", "protect", "freeze", "move", "manifest", "attack")  # of a build, as it says them
LAST_LINES = 12
TRACE = "Traceback (most recent call last)"
STOPPED = frozenset({128 + signal.SIGTERM, 128 + signal.SIGKILL})


@dataclass(frozen=True)
class Job:
    """A build that runs or ran.

    Attributes:
        at: when it began, ISO 8601.
        subject: who asked for it.
        lines: the last of what it said.
        share: how far it is, from 0 to 1.
        is_running: whether it runs.
        end: exit code; None while it runs and where it was ended before it could say.
    """

    at: str
    subject: str
    lines: tuple[str, ...]
    share: float
    is_running: bool
    end: int | None

    @property
    def trouble(self) -> str:
        """The sentence of what went wrong; empty where nothing did, or it was a mistake of the program."""
        return self.lines[-1] if self.end not in {None, 0, 1, *STOPPED} and self.lines else ""

    @property
    def is_stopped(self) -> bool:
        """Whether somebody or something ended it."""
        return not self.is_running and (self.end is None or self.end in STOPPED)


def start(settings: Settings, person: Person, at: str) -> None:
    """Begin a build of what stands in the archive, in the language of now.

    Raises:
        AccessDenied: they are no steward.
        BuilderBusy: a build runs already.
        StateAway: the database cannot be reached, so that nobody could note who built.
    """
    _hold_steward(settings, person)
    with looking(settings):
        pass
    with _alone(settings) as folder, (folder / LOCK).open("a") as lock:
        if not _free(lock.fileno()):
            raise BuilderBusy("error.release.job_runs", at=_read(folder).get("at", ""))
        (folder / END).unlink(missing_ok=True)
        (folder / JOB).unlink(missing_ok=True)
        build = [sys.executable, "-m", "dashboard.cli", "build", "--subject", person.subject]
        with (folder / LOG).open("w", encoding="utf-8") as log:
            process = subprocess.Popen(  # noqa: S603  our own program
                ["/bin/sh", "-c", SCRIPT, str(folder / END), *build],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | _environment(settings),
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )
        entry = {"at": at, "subject": person.subject, "language": language(), "group": process.pid}
        write_atomically(folder / JOB, json.dumps(entry), OWNER_ONLY)
    Thread(target=process.wait, name="build", daemon=True).start()


def stop(settings: Settings, person: Person) -> None:
    """Ask the build that runs to end; it cleans up. Nothing where none runs.

    Raises:
        AccessDenied: they are no steward.
    """
    _hold_steward(settings, person)
    with _alone(settings) as folder:
        if _runs(folder) and (group := _read(folder).get("group")):
            os.killpg(group, signal.SIGTERM)


def job(settings: Settings) -> Job | None:
    """The build that runs, or the last one; None before the first."""
    if not (settings.data / "building" / JOB).exists():
        return None
    with _alone(settings) as folder:
        entry, is_running = _read(folder), _runs(folder)
    text = (folder / LOG).read_text(encoding="utf-8", errors="replace") if (folder / LOG).exists() else ""
    text = text.partition(TRACE)[0]  # where the program went wrong is for who looks after it, and stays in the file
    lines = tuple(line for line in text.splitlines() if line.strip())
    share = _share(lines, entry.get("language", ""))
    end = None if is_running else _end(folder)
    return Job(entry.get("at", ""), entry.get("subject", ""), lines[-LAST_LINES:], share, is_running, end)


def _hold_steward(settings: Settings, person: Person) -> None:
    if person.has(Role.STEWARD):
        return
    error = AccessDenied("error.release.role")
    note_refusal(settings, Kind.BUILT, "", person, error)
    raise error


def _share(lines: tuple[str, ...], spoken: str) -> float:
    """How many of the steps of a build were said."""
    words = [str(texts(spoken or "nl")[f"build.step.{step}"]) for step in STEPS]
    reached = [number for number, word in enumerate(words, start=1) if word in lines]
    return max(reached, default=0) / len(STEPS)


def _environment(settings: Settings) -> dict[str, str]:
    """The settings for another process, speaking the language of now."""
    given = {field.name: getattr(settings, field.name) for field in fields(settings)}
    named = {f"DASHBOARD_{name.upper()}": str(value) for name, value in given.items() if value is not None}
    return named | {"DASHBOARD_LANGUAGE": language(), "PYTHONUNBUFFERED": "1"}


def _read(folder: Path) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = json.loads((folder / JOB).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return entry


def _end(folder: Path) -> int | None:
    try:
        return int((folder / END).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None


def _runs(folder: Path) -> bool:
    with (folder / LOCK).open("a") as lock:
        return not _free(lock.fileno())


def _free(lock: int) -> bool:
    """Take a lock that nobody holds."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _alone(settings: Settings) -> Iterator[Path]:
    """The folder of the job, while nobody else begins, stops or looks."""
    folder = private_folder(settings.data / "building")
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(handle)
