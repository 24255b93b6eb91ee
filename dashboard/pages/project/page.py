"""Project: the dossier of one project, chapter by chapter, with every caveat where it belongs."""

import streamlit as st

from dashboard.pages.project import chapters
from dashboard.pages.project import result_chapter as results
from dashboard.pages.project.dossier import choose_chapter, choose_project, draw_head
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.panel import source_note
from dashboard.ui.viewer import frame

DRAW = {
    "overview": chapters.draw_overview,
    "steps": chapters.draw_steps,
    "results": results.draw_results,
    "people": chapters.draw_people,
    "costs": chapters.draw_costs,
    "lessons": chapters.draw_lessons,
    "similar": results.draw_similar,
}

here = frame()
screen.title(say("project.title"))
file = choose_project(here)
if file is None:
    st.stop()
draw_head(file)
for chapter in choose_chapter():
    DRAW[chapter](file)
screen.caption(sentences(say("project.whole"), source_note(file.here)))
