"""What the story tells, chapter by chapter: panels of the pages in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.addresses import EVERY_CHAPTER
from dashboard.frozen import FrozenDict

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Told:
    """Some panels of one page.

    Attributes:
        room: the page.
        keys: of the panels, in the order of the story.
        query: choices of that page beside those that every page shares.
    """

    room: str
    keys: tuple[str, ...]
    query: Mapping[str, str] = field(default_factory=FrozenDict)


@dataclass(frozen=True)
class Chapter:
    """A chapter by its text key: ``story.<key>``, and what it opens with under ``story.said.<key>``."""

    key: str
    panels: tuple[Told, ...]


def _dossier(*parts: str) -> tuple[Told, ...]:
    keys = tuple(f"project_{part}" for part in parts)
    return (Told("project", keys, FrozenDict({"chapter": EVERY_CHAPTER})),)


PROGRAMME = (
    Chapter("done", (Told("overview", ("tiles", "trend", "funnel")),)),
    Chapter("money", (Told("overview", ("ladder",)),)),
    Chapter("together", (Told("partners", ("contribution", "flows")),)),
    Chapter("plan", (Told("projects", ("realisation",)), Told("sustainment", ("lasting",)))),
    Chapter("decide", (Told("overview", ("attention", "what_if")),)),
)
PROJECT = (
    Chapter("why", _dossier("map", "steps")),
    Chapter("came", _dossier("goals", "course", "money")),
    Chapter("people", _dossier("people")),
    Chapter("after", _dossier("learnt", "lessons")),
)
