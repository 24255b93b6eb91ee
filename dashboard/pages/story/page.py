"""Verhaal: a text of some five minutes with the figures in it, written from the data by the sentences of the pages themselves.

Nothing is written here but headings and the lines between them: each page is read off the screen as for a document, so the story
cannot say anything else than the page, and every figure leads to where it can be turned and taken apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import EVERYWHERE, StoryAddress
from dashboard.answers.rows import ProjectsCard
from dashboard.charts.numbers import number
from dashboard.pages.story.contents import PROGRAMME, PROJECT
from dashboard.pages.story.words import minutes, paragraphs
from dashboard.text import say
from dashboard.text.markup import Markup, clean, sentences, unmarked
from dashboard.ui import screen
from dashboard.ui.address import draw_notices, select
from dashboard.ui.excerpts import Pages, shared
from dashboard.ui.navigation import link_to
from dashboard.ui.nothing_due import stop_where_nothing_was_due
from dashboard.ui.panel import source_note
from dashboard.ui.project_filters import ask_projects
from dashboard.ui.reading import reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.charts.projects import Project
    from dashboard.documents.report import Panel
    from dashboard.pages.story.contents import Chapter
    from dashboard.ui.viewer import Viewer

MEASURE = 760  # pixels of a line that reads well
KEPT = "story_kept"  # what was read, until something else is asked for


def page(viewer: Viewer, _address: StoryAddress) -> None:
    """Draw the page."""
    projects = ask_projects(viewer, viewer.area)[0]
    project = _choose(projects)
    draw_notices()
    if reading():
        return  # it is made of what the pages say, and a report has those
    if project is None:
        stop_where_nothing_was_due(viewer)
    chapters = PROJECT if project else PROGRAMME
    about = viewer.of(project.code, project.row.title) if project else viewer
    with screen.busy(say("story.reads")):
        told = _tell(about, chapters)
    every = [panel for panels in told for _, panel in panels]
    with st.container(width=MEASURE):
        screen.caption(say("story.minutes", n=number(minutes(every))))
        _draw_opening(viewer, project)
        _draw_chapters(chapters, told, project)
        screen.caption(sentences(say("overview.selected_only"), source_note(viewer)))


def _draw_chapters(
    chapters: Sequence[Chapter], told: Sequence[Sequence[tuple[str, Panel]]], project: Project | None
) -> None:
    """Each chapter that has something to tell, and what may not be concluded."""
    for chapter, panels in zip(chapters, told, strict=True):
        if panels:
            screen.header(say(f"story.chapter.{chapter.key}"))
            screen.markdown(say(f"story.said.{chapter.key}"))
            for room, panel in panels:
                with st.container(key=f"together_{room}_{panel.key}"):
                    _draw_panel(room, panel, project)
    screen.header(say("story.chapter.limits"))
    screen.markdown(say("story.said.limits"))


def _choose(projects: Sequence[Project]) -> Project | None:
    """The project that is told about; None for the area and period of the frame."""
    by_code = {project.code: project for project in projects}
    names = {code: f"{code} · {project.row.title}" for code, project in sorted(by_code.items(), reverse=True)}
    code = select(
        say("story.about"),
        StoryAddress.project,
        [EVERYWHERE, *names],
        lambda one: say("story.whole") if one == EVERYWHERE else names[one],
    )
    return by_code.get(code)


def _draw_opening(viewer: Viewer, project: Project | None) -> None:
    if project is None:
        screen.markdown(say("story.opening", area=viewer.place))
        return
    card = viewer.ask(ProjectsCard, project=project.code).rows[0]
    reason = clean(card.reason) or say("projects.unknown")
    screen.markdown(Markup("**{}**").format(f"{project.code} · {project.row.title}"))
    screen.markdown(Markup("{}: {}").format(say("projects.reason"), reason))


def _tell(viewer: Viewer, chapters: Sequence[Chapter]) -> list[list[tuple[str, Panel]]]:
    """The panels per chapter, each with its page; read once per choice, because a click in a figure must not read every page again."""
    key = viewer.release.id, viewer.theme, viewer.rights, tuple(shared(viewer).items()), viewer.subject
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != key:
        pages = Pages(viewer, theme=viewer.theme)
        told = [
            [(source.room, panel) for source in chapter.panels for panel in pages.panels(source)]
            for chapter in chapters
        ]
        st.session_state[KEPT] = kept = (key, told)
    return list(kept[1])


def _draw_panel(room: str, panel: Panel, project: Project | None) -> None:
    """Headline, sentences, the figure, and the way to the page it is of."""
    own = f"{unmarked(project.row.title)}: " if project else ""  # the story has said of which project it is
    if panel.topic:
        screen.caption(_ours(panel.topic.removeprefix(own)))
    screen.subheader(_ours(panel.headline.removeprefix(own)))
    for paragraph in paragraphs(panel.sentence):
        screen.markdown(_ours(paragraph))
    if panel.figure:
        screen.chart(panel.figure, panel.sentence, f"story_{panel.key}")
    if panel.listed:
        screen.caption(_ours(panel.listed))
    if panel.caveat:
        screen.caption(_ours(panel.caveat))
    about = {"project": project.code} if project and room == "project" else {}
    link_to(room, say("story.see", page=say(f"{room}.title")), icon=":material/arrow_forward:", **about)


def _ours(text: str) -> Markup:
    """A text of a page, whose words of the field are explained here as there; what was delivered in it stays as it is."""
    return Markup("{}").format(text)
