"""Read deliveries side by side: reading and checking is work for a processor, and deliveries know nothing of each other."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from dashboard.steward.intake import archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt
    from dashboard.steward.intake.facts import Delivery, Known

Item = TypeVar("Item")
Result = TypeVar("Result")
FEW = 4  # below this a second process costs more than it brings


def examine_all(paths: Sequence[Path], settings: Settings, known: Known, received_at: str) -> Iterator[Receipt]:
    """Check deliveries by themselves and archive their originals; receipts to be settled, in the order of the paths."""
    moment = datetime.fromisoformat(received_at)
    work = partial(archive.examine, settings=settings, known=known, received_at=moment)
    yield from _spread(work, paths)


def load_all(receipts: Sequence[Receipt], settings: Settings) -> Iterator[Delivery]:
    """Read accepted deliveries again; in the order of the receipts."""
    yield from _spread(partial(archive.load, settings=settings), receipts)


def _spread(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    if len(items) < FEW:
        yield from map(work, items)
        return
    # A fresh process each: forking one that has DuckDB's threads could hang.
    done = 0
    try:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
            for result in pool.map(work, items):
                done += 1
                yield result
    except BrokenProcessPool:  # a process was ended from outside: go on alone, taking in is safe to repeat
        yield from map(work, items[done:])
