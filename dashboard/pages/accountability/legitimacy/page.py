"""The chapter on legitimacy as it stands on the page: texts with their sources, and three panels of what projects stated."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.rows import AccountabilityStated
from dashboard.pages.accountability.legitimacy import words
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.limits import empty
from dashboard.ui.panel import Shown, draw_foot
from dashboard.ui.project_filters import ask_projects

if TYPE_CHECKING:
    from datetime import date

    from dashboard.ui.viewer import Viewer

WIDE = 420  # pixels a column of text needs
STEPS = (words.FIRST, *words.DESTROYED)


def draw_legitimacy(viewer: Viewer) -> None:
    """Purpose and law; what was tried before; DPIA and destruction; supervision, rights, lessons, and what not to conclude."""
    both = st.grid(2, min_column_width=WIDE)
    with both.container():
        screen.subheader(say("accountability.purpose_title"))
        screen.markdown(say("accountability.purpose"))
        screen.markdown(Markup(":small[{}]").format(say("legitimacy.purpose_by")))
    with both.container():
        _draw_part("law")
    _draw_part("heavy")
    files, on = files_of(viewer)
    if on is None:
        screen.info(empty(viewer, say("projects.none")))
    else:
        _draw_panels(viewer, files, on)
    both = st.grid(2, min_column_width=WIDE)
    for part in ("supervision", "rights", "lessons", "conclusions"):
        with both.container():
            _draw_part(part)
            if part == "rights":
                contact = Settings.from_environment().contact
                screen.markdown(say("legitimacy.contact", contact=contact) if contact else say("legitimacy.no_contact"))
    with screen.expander(say("legitimacy.sources")):
        screen.markdown(say("legitimacy.sources_lead"))
        screen.table(words.sources_table())


def files_of(viewer: Viewer) -> tuple[tuple[words.File, ...], date | None]:
    """What every project of the choice stated of itself, and the day that speaks of; None without projects."""
    every, on = ask_projects(viewer, viewer.area)
    chosen = [project for project in every if viewer.project_type in (None, project.row.type_code)]
    stated: defaultdict[str, dict[str, AccountabilityStated]] = defaultdict(dict)
    for row in viewer.ask(AccountabilityStated, steps=STEPS).rows:
        stated[row.project_code][row.step_code] = row
    files = tuple(words.File(project, stated[project.code]) for project in chosen)
    return files, on if chosen else None


def _draw_part(part: str) -> None:
    """Title, text, and where it comes from."""
    screen.subheader(say(f"legitimacy.{part}.title"))
    screen.markdown(say(f"legitimacy.{part}.text"))
    screen.markdown(Markup(":small[{}]").format(say("legitimacy.by", sources=words.sources_of(part))))


def _draw_panels(viewer: Viewer, files: tuple[words.File, ...], on: date) -> None:
    """What the projects stated: the step before, the DPIA, and the destruction of data."""
    panels = (
        ("first", words.first_sentence(files), partial(words.first_table, files), partial(words.first_rows, files)),
        ("dpia", words.dpia_sentence(files), partial(words.dpia_table, files), partial(words.dpia_rows, files)),
        (
            "destroyed",
            words.destroyed_sentence(files, on),
            partial(words.destroyed_table, files, on),
            partial(words.destroyed_rows, files),
        ),
    )
    for part, sentence, table, rows in panels:
        screen.subheader(say(f"legitimacy.{part}.panel"))
        shown = Shown(
            key=f"legitimacy_{part}",
            title=say(f"legitimacy.{part}.panel"),
            sentence=sentence,
            table=table,
            rows=rows,
            definition=say(f"legitimacy.{part}.note"),
            caveat=say("legitimacy.caveat"),
        )
        draw_foot(shown, viewer)
