"""The menu of the desk: only the rooms somebody may enter; another one is no page at all."""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Role
from dashboard.addresses import Address
from dashboard.text import LANGUAGES, language, say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.address import segments
from dashboard.ui.navigation import ICON, SIDEBAR
from dashboard.ui.run import at_page, default_language
from dashboard.ui.speech import speak

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from dashboard.access import Person

# Room: its address, its title, its icon.
ROOMS = {
    "deliver": ("aanleveren", "deliver.title", ":material/upload_file:"),
    "releases": ("releases", "desk_releases.title", ":material/new_releases:"),
    "remarks": ("berichten", "desk_remarks.title", ":material/flag:"),
    "log": ("logboek", "desk_log.title", ":material/receipt_long:"),
}


def rooms_of(person: Person) -> tuple[str, ...]:
    """The rooms somebody may enter."""
    may = {
        "deliver": person.delivers_for is None or bool(person.delivers_for),
        "releases": person.has(Role.STEWARD, Role.APPROVER),
        "remarks": person.has(Role.STEWARD, Role.APPROVER, Role.PRIVACY_OFFICER),
        "log": person.has(Role.PRIVACY_OFFICER),
    }
    return tuple(room for room in ROOMS if may[room])


def draw_navigation(person: Person) -> StreamlitPage:
    """Draw the menu in the sidebar; the page asked for, to run. Who may enter no room never comes here."""
    entered = rooms_of(person)
    pages = [_page(room, person) for room in entered]
    # The first page of Streamlit has no address of its own, so it stands there twice: a bookmark of it leads somewhere too.
    opening = _page(entered[0], person, default=True)
    current: StreamlitPage = st.navigation([opening, *pages], position="hidden")
    title = say("desk.window_title", page=current.title)
    screen.window(title, layout="wide", page_icon=ICON, initial_sidebar_state=SIDEBAR)
    with st.sidebar:
        screen.markdown(Markup("### {}").format(say("desk.product")))
        screen.caption(say("desk.purpose"))
        for room, page in zip(entered, pages, strict=True):
            screen.page_link(page, icon=ROOMS[room][2], query_params={Address.language.name: language()})
        segments(say("frame.language"), Address.language, LANGUAGES, str.upper, default_language())
        speak(language())
    return current


def _page(room: str, person: Person, *, default: bool = False) -> StreamlitPage:
    path, title, _ = ROOMS[room]
    address = "" if default else path
    page: StreamlitPage = screen.page(partial(_run, room, person), title=say(title), url_path=address, default=default)
    return page


def _run(room: str, person: Person) -> None:
    at_page(room)
    importlib.import_module(f"dashboard.desk.{room}.page").page(person)
