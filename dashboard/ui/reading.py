"""Whether somebody looks at a run, or it is read off the screen; and what a reading keeps."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from dashboard.documents.report import Panel
    from dashboard.ui.download import Leaving


@dataclass
class Reading:
    """What a run off the screen keeps.

    Attributes:
        wanted: keys of the panels to keep; None keeps all.
        panels: in the order of the page.
        leaving: what every one of them can be downloaded as, by its key.
        messages: sentences that stand in no panel: why there is nothing to show, what the address said that is not known.
    """

    wanted: Collection[str] | None = None
    panels: list[Panel] = field(default_factory=list)
    leaving: dict[str, Leaving] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)

    def wants(self, key: str) -> bool:
        """Whether a panel is to be kept."""
        return self.wanted is None or key in self.wanted


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def reading() -> Reading | None:
    """What this run keeps; None when somebody looks at it."""
    return _reading.get()


def keep(kept: Reading) -> None:
    """Read this run, which has a context of its own, off the screen."""
    _reading.set(kept)
