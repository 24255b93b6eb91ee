"""A process that ends itself where a point says: by SIGKILL, so that nothing of it can clean up."""

from __future__ import annotations

import os
import signal
from functools import reduce
from importlib import import_module
from typing import NamedTuple


class Point(NamedTuple):
    """A moment in a command.

    Attributes:
        place: module and name of a function as its caller knows it: ``dashboard.steward.release.freeze:put_in_place``.
        when: ``before`` or ``after`` it.
        turn: the how manieth call.
    """

    place: str
    when: str
    turn: int = 1

    def __str__(self) -> str:
        """As a name of a test."""
        module, _, name = self.place.partition(":")
        return f"{self.when} {module.rpartition('.')[2]}.{name}" + (f" {self.turn}" if self.turn > 1 else "")


def set_point(place: str, when: str, turn: int) -> None:
    """Let this process kill itself there."""
    module, _, path = place.partition(":")
    *holders, name = path.split(".")
    holder = reduce(getattr, holders, import_module(module))
    real, calls = getattr(holder, name), []

    def deadly(*given, **named):
        calls.append(1)
        is_now = len(calls) == turn
        if is_now and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*given, **named)
        if is_now:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(holder, name, deadly)


def prepared(point: Point) -> str:
    """The line that prepares a process of ``tests.forked`` for its end."""
    return f"from tests.killed import set_point; set_point{tuple(point)!r}"
