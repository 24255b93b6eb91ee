"""Project: the dossier of one project, chapter by chapter, with every caveat where it belongs."""

import streamlit as st

from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.widgets import project_chapters as chapters
from dashboard.widgets import project_results as results
from dashboard.widgets import screen
from dashboard.widgets.figure import source_note
from dashboard.widgets.frame import frame
from dashboard.widgets.project_dossier import choose_chapter, choose_project, draw_head

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
