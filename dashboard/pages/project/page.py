"""Project: the dossier of one project, chapter by chapter, with every caveat where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.pages.project import chapters
from dashboard.pages.project import result_chapter as results
from dashboard.pages.project.dossier import choose_chapter, choose_project, draw_head
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.panel import source_note

DRAW = {
    "overview": chapters.draw_overview,
    "steps": chapters.draw_steps,
    "results": results.draw_results,
    "people": chapters.draw_people,
    "costs": chapters.draw_costs,
    "lessons": chapters.draw_lessons,
    "similar": results.draw_similar,
}

if TYPE_CHECKING:
    from dashboard.addresses import ProjectAddress
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: ProjectAddress) -> None:
    """Draw the page."""
    screen.title(say("project.title"))
    file = choose_project(viewer, address)
    if file is None:
        st.stop()
    draw_head(file)
    for chapter in choose_chapter():
        DRAW[chapter](file)
    screen.caption(sentences(say("project.whole"), source_note(file.viewer)))
