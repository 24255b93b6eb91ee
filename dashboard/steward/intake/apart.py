"""Do work in processes of their own: what an untrusted file does there, ends there.

Each process has limits of time, memory and output, dies with the one that started it, and stays for the next file: starting
one costs more than reading a delivery.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from dashboard.errors import UserError
from dashboard.text import language, use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

MEGABYTE: Final = 1 << 20
START_SECONDS: Final = 60
ON_THE_CLOCK: Final = 10
LOOK_EVERY: Final = 0.05
_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG of prctl(2)
_STARTING: Final = threading.Lock()
_ON_LINUX: Final = sys.platform == "linux"


@dataclass(frozen=True)
class Limits:
    """What one file may cost.

    Attributes:
        seconds: of work; on the clock ten times as many, so that a busy machine refuses no good file.
        megabytes: of memory, of the whole process.
        answer: megabytes, of what it gives back and of any file it writes.
    """

    seconds: float = 18
    megabytes: int = 480
    answer: int = 256


LIMITS: Final = Limits()


class Ended(Exception):
    """A process ended before it answered."""


@dataclass(frozen=True)
class Failure:
    """What went wrong in a process, and is one clear refusal: the names of what was raised and where."""

    key: str
    error: str = ""


@contextmanager
def _nothing_as_main() -> Iterator[None]:
    """Let no process that is started here run the main module again: under Streamlit that is a page."""
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class Worker:
    """One process that does what it is asked, one thing at a time."""

    def __init__(self, limits: Limits) -> None:
        """Start it; it is ready when it says so."""
        context = multiprocessing.get_context("spawn")  # forking a process that has DuckDB's threads could hang
        self._limits = limits
        self._pipe, far_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(far_end, os.getpid(), limits), daemon=True)
        with _nothing_as_main():
            self._process.start()
        far_end.close()
        self._answer(START_SECONDS)

    @property
    def is_alive(self) -> bool:
        """True when it can be asked."""
        return self._process.is_alive()

    def ask(self, work: Callable[[Item], Result], item: Item, spoken: str) -> Any:
        """Have work done, with its sentences in a language; gives its result, a `Failure`, or what it raised.

        Raises:
            Ended: it came to an end by itself, or somebody else ended it.
        """
        try:
            self._pipe.send((spoken, work, item))
        except OSError as error:
            raise Ended from error
        return self._answer(self._limits.seconds)

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join()

    def _answer(self, seconds: float) -> Any:
        process = self._process.pid or 0
        until, worked = time.monotonic() + ON_THE_CLOCK * seconds, worked_seconds(process) + seconds
        while not self._pipe.poll(LOOK_EVERY):
            is_late = time.monotonic() > until or worked_seconds(process) > worked
            if is_late or resident(process) > self._limits.megabytes * MEGABYTE:
                self.stop()
                return Failure("limits")
        try:
            return pickle.loads(self._pipe.recv_bytes())  # noqa: S301  a process of our own
        except (EOFError, OSError) as error:
            self._process.join()
            raise Ended from error


class Pool(Generic[Item, Result]):
    """As many processes as there are processors, each started when first needed."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        """Begin without processes."""
        self._limits = limits
        self._workers: list[Worker] = []
        self._own = threading.local()
        # A process dies with the thread that started it, so every thread keeps its own.
        self._threads = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="apart")

    def spread(
        self, work: Callable[[Item], Result], items: Sequence[Item], name: Callable[[Item], str]
    ) -> Iterator[Result | UserError]:
        """Do work on every item, and give the results in their order.

        Args:
            work: a function of a module, or a partial of one.
            items: what can be sent to another process.
            name: what a refusal calls an item.

        Returns:
            Per item its result, or the error that a person can act on.
        """
        finished = False
        try:
            yield from self._threads.map(partial(self._one, work, name, language()), items)
            finished = True
        finally:
            if not finished:  # stopped by a person, or an error that is no refusal
                self.stop()

    def stop(self) -> None:
        """End all processes; the next item starts new ones."""
        while self._workers:
            self._workers.pop().stop()

    def _one(self, work: Callable[[Item], Result], name: Callable[[Item], str], spoken: str, item: Item) -> Any:
        outcome = self._outcome(work, item, spoken)
        if isinstance(outcome, Failure):
            limits = {"seconds": round(self._limits.seconds), "megabytes": self._limits.megabytes}
            details = limits if outcome.key == "limits" else {"error": outcome.error}
            return UserError(f"intake.unreadable.{outcome.key}", file=name(item), **details)
        if isinstance(outcome, BaseException) and not isinstance(outcome, UserError):
            raise outcome
        return outcome

    def _outcome(self, work: Callable[[Item], Result], item: Item, spoken: str) -> Any:
        """What became of it; asked twice when its process came to an end, because somebody may have ended that."""
        for _ in range(2):
            try:
                return self._worker().ask(work, item, spoken)
            except Ended:
                continue
        return Failure("limits")

    def _worker(self) -> Worker:
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None or not worker.is_alive:
            if worker in self._workers:
                self._workers.remove(worker)
            worker = self._own.worker = Worker(self._limits)
            self._workers.append(worker)
        return worker


@cache
def pool() -> Pool[Any, Any]:
    """The processes of this one, started once."""
    return Pool()


def resident(process: int) -> int:
    """Bytes of memory that a process really has; 0 where that cannot be asked."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def worked_seconds(process: int) -> float:
    """Seconds a process has worked; 0 where that cannot be asked."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _serve(pipe: Connection, parent: int, limits: Limits) -> None:
    """Answer until the other end closes."""
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    import dashboard.steward.intake.archive  # noqa: F401, PLC0415  before the clock runs

    _limit_itself(limits)
    pipe.send_bytes(pickle.dumps(None))
    while True:
        try:
            spoken, work, item = pipe.recv()
        except EOFError:
            return
        use(spoken)
        answer = pickle.dumps(_done(work, item))
        if len(answer) > limits.answer * MEGABYTE:
            answer = pickle.dumps(Failure("limits"))
        pipe.send_bytes(answer)


def _done(work: Callable[[Item], Result], item: Item) -> Result | Failure | BaseException:
    try:
        return work(item)
    except (UserError, OSError) as error:  # what a person can act on, and a disk that is full
        return error
    except (MemoryError, RecursionError):
        return Failure("limits")
    except Exception as error:  # noqa: BLE001  a fault of ours is said, and stops no other delivery
        last = traceback.extract_tb(error.__traceback__)[-1]
        # Without its message, which may hold what stood in the file.
        return Failure("unforeseen", f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}")


def _die_with(parent: int) -> None:
    if not _ON_LINUX:
        return
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before this could be asked
        os._exit(1)


def _limit_itself(limits: Limits) -> None:
    if not _ON_LINUX:
        return
    import resource  # noqa: PLC0415  not everywhere

    status = Path("/proc/self/status").read_text(encoding="ascii")
    data = next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmData:"))
    room = max(limits.megabytes * MEGABYTE - resident(os.getpid()), MEGABYTE)
    resource.setrlimit(resource.RLIMIT_DATA, (data + room, data + room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer * MEGABYTE, limits.answer * MEGABYTE))
