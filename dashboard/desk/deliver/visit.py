"""Who is at the desk for which source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.access import Person
    from dashboard.settings import Settings


@dataclass(frozen=True)
class Visit:
    """A person at the desk.

    Attributes:
        person: who.
        settings: where archive and state are.
        source: code of the source they chose, one they may deliver for.
        names: code to name of every source they may deliver for.
    """

    person: Person
    settings: Settings
    source: str
    names: Mapping[str, str]

    @property
    def name(self) -> str:
        """The source by name."""
        return self.names[self.source]
