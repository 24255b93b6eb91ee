"""One line that says what a viewer does not see, so that nobody takes what is hidden for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.access import LEVELS
from dashboard.access.narrowing import HIDDEN_TEXT
from dashboard.answers.rows import FrameAreas
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui.address import tell

if TYPE_CHECKING:
    from dashboard.access import Rights
    from dashboard.ui.viewer import Viewer


def draw_limits(viewer: Viewer) -> None:
    """The line, where something is hidden."""
    own = viewer.rights.municipalities or ()
    names = {row.area_code: row.area_name for row in viewer.ask(FrameAreas).rows} if own else {}
    if line := limits(viewer.rights, names):
        tell(line)


def hides_texts(reason: str | None) -> bool:
    """Whether texts and costs of a project are not for this viewer, by the reason the project gives."""
    return reason == HIDDEN_TEXT


def empty(viewer: Viewer, sentence: str) -> str:
    """What is said where nothing is: that there is nothing, or that it is not for this viewer."""
    is_limited = viewer.rights.projects_of is not None or viewer.rights.municipalities is not None
    return say("limited.empty") if is_limited else sentence


def limits(rights: Rights, names: dict[str, str]) -> str:
    """What is hidden; empty where nothing is.

    Args:
        rights: of the viewer.
        names: of municipalities by code.
    """
    places = texts = ""
    if rights.municipalities is not None and rights.elsewhere != LEVELS[-1]:
        elsewhere = say(f"limited.level.{rights.elsewhere}")
        own = ", ".join(names.get(code, code) for code in rights.municipalities)
        where = (
            say("limited.own", own=own, elsewhere=elsewhere) if own else say("limited.elsewhere", elsewhere=elsewhere)
        )
        places = say("limited.places", where=where)
    if rights.projects_of is not None:
        texts = say("limited.texts" if rights.projects_of else "limited.no_texts")
    return sentences(places, texts)
