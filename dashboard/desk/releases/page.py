"""The page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.text import say
from dashboard.ui import screen

if TYPE_CHECKING:
    from dashboard.access import Person


def page(person: Person) -> None:
    """Draw it."""
    screen.title(say("desk_releases.title"))
