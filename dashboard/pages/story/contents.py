"""What the story tells, chapter by chapter: panels of the pages in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.ui.excerpts import Panels, dossier


@dataclass(frozen=True)
class Chapter:
    """A chapter by its text key: ``story.<key>``, and what it opens with under ``story.said.<key>``."""

    key: str
    panels: tuple[Panels, ...]


PROGRAMME = (
    Chapter("done", (Panels("overview", ("tiles", "trend", "funnel")),)),
    Chapter("money", (Panels("overview", ("ladder",)),)),
    Chapter("together", (Panels("partners", ("contribution", "flows")),)),
    Chapter("plan", (Panels("projects", ("realisation",)), Panels("sustainment", ("lasting",)))),
    Chapter("decide", (Panels("overview", ("attention", "what_if")),)),
)
PROJECT = (
    Chapter("why", (dossier("map", "steps"),)),
    Chapter("came", (dossier("goals", "course", "money"),)),
    Chapter("people", (dossier("people"),)),
    Chapter("after", (dossier("learnt", "lessons"),)),
)
