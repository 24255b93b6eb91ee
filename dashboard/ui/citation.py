"""A whole screen as it is cited: one sentence and a link that fixes its release and every choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import ADDRESSES, EVERYWHERE
from dashboard.documents.sheet import source_line
from dashboard.errors import UserError
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import basket, rooms, screen
from dashboard.ui.address import fixed, notice, whole
from dashboard.ui.panel import source_note
from dashboard.ui.run import for_readers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.addresses import Address
    from dashboard.ui.viewer import Viewer


def draw_citation(viewer: Viewer, room: str, address: Address) -> None:
    """At the foot of a page: sentence and link, each to copy, who the page is for, and where it comes from."""
    with st.container(horizontal=True, vertical_alignment="center", width="stretch"):
        box = screen.popover(say("citation.title"), key="citation", icon=":material/link:", on_change="rerun")
        source = (
            source_note(viewer) if viewer.follows else source_line(viewer.release)
        )  # a dossier is complete or not by itself
        screen.caption(Markup(" · ").join((Settings.from_environment().marking, source)))
    if box.open:
        with box:
            screen.markdown(Markup("**{}**").format(say("citation.sentence")))
            screen.code(sentence(viewer, room, address))
            screen.markdown(Markup("**{}**").format(say("citation.link")))
            screen.code(whole(fixed(viewer.release.id)))
            screen.caption(say("citation.note"))
            screen.button(
                say("citation.whole_page"),
                key="report_page",
                icon=":material/playlist_add:",
                on_click=take_page,
                args=(viewer, room, dict(address.query)),
            )


def take_page(viewer: Viewer, room: str, query: Mapping[str, str]) -> None:
    """Every panel of a page into the report that is being put together."""
    try:
        for panel in rooms.read(room, query, viewer.rights, viewer.release).panels:
            basket.add(panel.link, panel.title)
    except UserError as error:
        notice(for_readers(error))


def sentence(viewer: Viewer, room: str, address: Address) -> str:
    """Page, project or area, period, type, source and completeness."""
    of = {say("citation.project"): address.query.get("project", "")} if "project" in ADDRESSES[room].names() else {}
    chosen = {name: value for name, value in of.items() if value not in {"", EVERYWHERE}} | viewer.filters
    parts = ", ".join(f"{name.lower()} {value}" for name, value in chosen.items())
    return f"{say('frame.product')}, {', '.join(filter(None, (say(f'{room}.title'), parts)))}. {source_note(viewer)}"
