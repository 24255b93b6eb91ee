"""Looking for a project, area, measure, word, partner or page, from any page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers import derived
from dashboard.answers.rows import DefinitionsMeasures, PartnersNames, ProjectsList, SearchAreas
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import found, screen
from dashboard.ui.navigation import link_to
from dashboard.ui.run import in_dialog

if TYPE_CHECKING:
    from dashboard.answers import Reader
    from dashboard.ui.found import Entry

LONGEST = 60  # signs of a word to look for
SHORTCUT = "Ctrl+K"
ALWAYS = "9999-12-01"  # partners by the name they have last


def draw_search(reader: Reader) -> None:
    """The button that opens it, also by its key."""
    label = say("search.title")
    if screen.pressed(label, key="search", icon=":material/search:", type="tertiary", shortcut=SHORTCUT):
        in_dialog(label, partial(_draw, reader))


def _draw(reader: Reader) -> None:
    """The line to write in, and what it leads to."""
    word = screen.text_input(
        say("search.label"),
        key="search_word",
        placeholder=say("search.example"),
        max_chars=LONGEST,
        type="search",
        live=True,
    )
    if len(found.fold(word)) < found.SHORTEST:
        screen.caption(say("search.what"))
        return
    hits = found.find(entries_of(reader), word)
    if not hits.entries:
        screen.info(say("search.nothing", word=word))
        screen.caption(say("search.what"))
        return
    if hits.read_as:
        screen.caption(say("search.read_as", word=word, read_as=hits.read_as))
    with st.container(key="printed_search"):  # a link bears its whole name
        for kind, entries in found.by_kind(hits.entries):
            screen.markdown(Markup("**{}**").format(say(f"search.kind.{kind}")))
            for entry in entries[: found.MOST]:
                _draw_entry(entry)
            if (n := len(entries) - found.MOST) > 0:
                screen.caption(say("search.more", n=n))


def entries_of(reader: Reader) -> tuple[Entry, ...]:
    """Everything this reader may find; made once for all who may see the same."""
    return derived(
        found.index,
        reader.ask(ProjectsList),
        reader.ask(SearchAreas),
        reader.ask(DefinitionsMeasures),
        reader.ask(PartnersNames, until_month=ALWAYS),
    )


def _draw_entry(entry: Entry) -> None:
    (room, keys), *others = entry.places
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            link_to(room, entry.name, **dict(keys))
            for other, its in others:
                link_to(other, say(f"{other}.title"), **dict(its))
        if entry.detail:
            screen.caption(entry.detail)
