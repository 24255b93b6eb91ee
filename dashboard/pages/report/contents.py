"""What the ready-made reports hold: chapters of panels by page, texts, and fields for what only people know."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.frozen import FrozenDict
from dashboard.ui.excerpts import Panels, dossier

OWN = "own"


@dataclass(frozen=True)
class Said:
    """A paragraph by its text key."""

    key: str


@dataclass(frozen=True)
class Asked:
    """A field by its text key: ``<key>.name`` and ``<key>.hint``."""

    key: str


@dataclass(frozen=True)
class Chapter:
    """A chapter by its text key."""

    key: str
    blocks: tuple[Panels | Said | Asked, ...]


@dataclass(frozen=True)
class Contents:
    """A ready-made report.

    Attributes:
        chapters: in order.
        forms: what it leaves as; the first is usual.
        level: ``municipality`` where it is about one; empty where it is about whatever area is chosen.
        is_of_project: whether it is about one project.
    """

    chapters: tuple[Chapter, ...]
    forms: tuple[str, ...]
    level: str = ""
    is_of_project: bool = False


def _of_project(room: str, *keys: str) -> Panels:
    return Panels(room, keys, is_of_project=True)


BOARD = Contents(
    (
        Chapter("decide", (Panels("overview", ("attention",)),)),
        Chapter(
            "done", (Panels("overview", ("tiles", "funnel", "trend")), Panels("projects", ("timeline", "realisation")))
        ),
        Chapter("money", (Panels("overview", ("ladder",)), Panels("partners", ("contribution",)))),
        Chapter("passed_on", (Panels("partners", ("flows", "settlement")),)),
        Chapter("lasting", (Panels("sustainment", ("degree", "lasting")),)),
        Chapter("delivered", (Panels("partners", ("deliveries",)),)),
    ),
    ("pdf", "pptx", "docx", "xlsx", "html"),
)
MUNICIPALITY = Contents(
    (
        Chapter("in_short", (Panels("overview", ("tiles", "attention")),)),
        Chapter("where", (Panels("area_map", ("areas",)),)),
        Chapter("course", (Panels("overview", ("funnel", "trend", "ladder")),)),
        Chapter(
            "compared",
            (
                Said("compared"),
                Panels("compare", ("compare_dots",), FrozenDict({"view": "dots"})),
                Panels("compare", ("compare_funnel",), FrozenDict({"view": "funnel"})),
                Panels("compare", ("compare_spine",), FrozenDict({"view": "spine"})),
            ),
        ),
        Chapter(
            "projects",
            (Panels("projects", ("timeline", "realisation")), Panels("sustainment", ("lasting", "agreements"))),
        ),
    ),
    ("pdf", "docx", "pptx", "xlsx", "html"),
    level="municipality",
)
EVALUATION = Contents(
    (
        Chapter("reason", (dossier("facts"), Asked("reason"), Asked("alternatives"), dossier("map"))),
        Chapter("goal", (dossier("goals"), Asked("goal"))),
        Chapter("approach", (dossier("steps"), Asked("approach"), dossier("costs"))),
        Chapter("privacy", (Said("privacy"), dossier("privacy"), Asked("privacy"), Asked("informed"))),
        Chapter(
            "results",
            (dossier("results", "course", "people", "money", "decisions", "passing"), Asked("results")),
        ),
        Chapter(
            "effect",
            (
                Said("effect"),
                _of_project("effect", "effect_series", "effect_events", "effect_methods", "effect_ring"),
                Asked("effect"),
            ),
        ),
        Chapter("lessons", (dossier("learnt"), Asked("worked"), Asked("otherwise"))),
        Chapter(
            "sustainment",
            (dossier("lessons"), _of_project("sustainment", "lasting", "calendar"), Asked("sustainment")),
        ),
    ),
    ("docx", "pdf", "html", "pptx", "xlsx"),
    is_of_project=True,
)
SUSTAINMENT = Contents(
    (
        Chapter("state", (Panels("sustainment", ("degree",)),)),
        Chapter("holds", (Panels("sustainment", ("lasting", "values")),)),
        Chapter("agreements", (Panels("sustainment", ("agreements",)),)),
        Chapter("calendar", (Panels("sustainment", ("calendar",)),)),
    ),
    ("pdf", "xlsx", "ics", "docx", "pptx", "html"),
)
READY = FrozenDict({"board": BOARD, "municipality": MUNICIPALITY, "evaluation": EVALUATION, "sustainment": SUSTAINMENT})
OWN_FORMS = ("pdf", "docx", "pptx", "xlsx", "html")
