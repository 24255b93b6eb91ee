"""What narrows the lessons of the projects that are listed: theme, kind of area and a word, each in the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import ProjectsAddress
from dashboard.charts.lessons import THEMES, theme_name
from dashboard.pages.projects.words import URBANITY, Wanted, urbanity_name
from dashboard.text import say
from dashboard.ui.address import choose_one, draw_notices, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.pages.projects.words import Lesson


def choose_lessons(lessons: Sequence[Lesson]) -> Wanted:
    """Draw the lists and the line to search with; only what some lesson has is offered.

    Args:
        lessons: those of the projects that are listed.
    """
    themes = {lesson.row.theme_code for lesson in lessons}
    classes = {lesson.urbanity for lesson in lessons}
    left, middle, right = st.columns([3, 3, 4])
    with left:
        names = {code: theme_name(code) for code in THEMES if code in themes}
        theme = choose_one(say("lessons.theme_label"), ProjectsAddress.theme, names, say("lessons.every_theme"), THEMES)
    with middle:
        kinds = {code: urbanity_name(code) for code in URBANITY if code in classes}
        every = say("lessons.every_urbanity")
        urbanity = choose_one(say("lessons.urbanity_label"), ProjectsAddress.urbanity, kinds, every, URBANITY)
    with right:
        word = search(say("lessons.search"), ProjectsAddress.word, say("lessons.example"))
    draw_notices()
    return Wanted(theme, urbanity, word)
