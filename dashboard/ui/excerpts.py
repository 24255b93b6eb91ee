"""Some panels of a page, and reading the pages they are of off the screen, each once; of these a report and a story are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.addresses import EVERY_CHAPTER, EVERYWHERE, Address
from dashboard.frozen import FrozenDict
from dashboard.text import language
from dashboard.ui import rooms
from dashboard.ui.address import OFF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.documents.report import Panel
    from dashboard.ui.reading import Reading
    from dashboard.ui.viewer import Subject, Viewer


@dataclass(frozen=True)
class Panels:
    """Some panels of one page.

    Attributes:
        room: the page.
        keys: of the panels, in the order in which they are wanted.
        query: choices of that page beside those that every page shares.
        is_of_project: whether the page is asked of the one project that all is about.
    """

    room: str
    keys: tuple[str, ...]
    query: Mapping[str, str] = field(default_factory=FrozenDict)
    is_of_project: bool = False


def dossier(*parts: str) -> Panels:
    """Parts of the dossier of the project."""
    keys = tuple(f"project_{part}" for part in parts)
    return Panels("project", keys, FrozenDict({"chapter": EVERY_CHAPTER}), is_of_project=True)


def shared(viewer: Viewer) -> dict[str, str]:
    """The choices of the viewer as an address has them; what figures leave out bears its own name there."""
    return {
        Address.area.name: viewer.area or EVERYWHERE,
        Address.period.name: f"{viewer.first_year}-{viewer.last_year}"
        if viewer.first_year != viewer.last_year
        else str(viewer.last_year),
        Address.type.name: viewer.project_type or EVERYWHERE,
        Address.language.name: language(),
        **dict.fromkeys(sorted(viewer.left_out), OFF),
    }


class Pages:
    """Reads pages with the choices of the viewer, each once.

    Args:
        viewer: what was chosen; its ``subject`` is the project that all is about.
        begin: told of each page before it is read: its room, and how many were read already.
        theme: of the figures.
    """

    def __init__(self, viewer: Viewer, begin: Callable[[str, int], None] | None = None, theme: str = "light") -> None:
        self._viewer, self._begin, self._theme = viewer, begin, theme
        self._read: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}

    def read(self, source: Panels) -> Reading:
        """What a page says."""
        query = {**shared(self._viewer), **source.query}
        if source.is_of_project and self.subject:
            query["project"] = self.subject.code
        key = source.room, tuple(sorted(query.items()))
        if key not in self._read:
            if self._begin:
                self._begin(source.room, len(self._read))
            viewer = self._viewer
            self._read[key] = rooms.read(source.room, query, viewer.rights, viewer.release, theme=self._theme)
        return self._read[key]

    def panels(self, source: Panels) -> list[Panel]:
        """The panels asked for that the page has, in the order in which they are wanted."""
        by_key = {panel.key: panel for panel in self.read(source).panels if not self._is_of_another(panel, source)}
        return [by_key[key] for key in source.keys if key in by_key]

    def _is_of_another(self, panel: Panel, source: Panels) -> bool:
        """Whether a page that was asked about a project speaks of another, because it has nothing on the one asked."""
        return bool(source.is_of_project and self.subject and panel.subject != self.subject.code)

    @property
    def subject(self) -> Subject | None:
        """The project that all is about."""
        return self._viewer.subject
