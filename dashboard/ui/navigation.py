"""The menu, and links from page to page; each carries the shared filters, so a page opens on the same area and period."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import ADDRESSES, Address
from dashboard.assets import STATIC
from dashboard.settings import Settings
from dashboard.text import language, say
from dashboard.text.markup import Markup
from dashboard.ui import address, screen
from dashboard.ui.speech import speak

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import StreamlitPage

# Our own file: a material icon here would be fetched from another host.
ICON = str(STATIC / "icon.png")
SIDEBAR = 220  # pixels

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "programme",
        (
            ("overview", ":material/dashboard:"),
            ("story", ":material/article:"),
            ("projects", ":material/view_timeline:"),
            ("partners", ":material/handshake:"),
            ("changes", ":material/difference:"),
        ),
    ),
    (
        "areas",
        (
            ("area_map", ":material/map:"),
            ("compare", ":material/balance:"),
            ("own_area", ":material/interests:"),
        ),
    ),
    (
        "evaluation",
        (
            ("project", ":material/folder_open:"),
            ("effect", ":material/stacked_line_chart:"),
            ("sustainment", ":material/anchor:"),
            ("report", ":material/summarize:"),
        ),
    ),
    (
        "about",
        (
            ("help", ":material/help:"),
            ("definitions", ":material/menu_book:"),
            ("accountability", ":material/policy:"),
        ),
    ),
)


def paths() -> frozenset[str]:
    """Addresses of the pages there are."""
    return frozenset(f"/{kind.path}" for kind in ADDRESSES.values())


def draw_navigation(run: Callable[[str], None]) -> tuple[str, StreamlitPage]:
    """Draw the menu in the sidebar.

    Args:
        run: runs the page in the room of that name.

    Returns:
        The room of the page asked for, and that page, to run.
    """
    pages = {room: _page(room, partial(run, room)) for _, group in GROUPS for room, _ in group}
    current = st.navigation(list(pages.values()), position="hidden")
    screen.window(
        say("frame.window_title", page=current.title),
        layout="wide",
        page_icon=ICON,
        initial_sidebar_state=SIDEBAR,
    )
    with st.sidebar:
        screen.markdown(Markup("### {}").format(say("frame.product")))
        if marking := Settings.from_environment().marking:
            screen.markdown(Markup(":gray-badge[{}]").format(marking))
        screen.caption(say("frame.purpose"))
        for group, members in GROUPS:
            screen.markdown(Markup("**{}**").format(say(f"group.{group}")))
            for room, icon in members:
                screen.page_link(pages[room], icon=icon, query_params=address.link(Address))
        speak(language())
    return next(room for room, page in pages.items() if page.url_path == current.url_path), current


def link_to(room: str, label: str, /, *, icon: str | None = None, help_text: str | None = None, **keys: str) -> None:
    """A link to another page, with the shared filters and the keys given.

    Raises:
        KeyError: that page has no such key, a programming mistake.
    """
    query = address.link(ADDRESSES[room], **keys)
    screen.page_link(_page(room, _elsewhere), label=label, icon=icon, help=help_text, query_params=query)


def leave_for(room: str, **keys: str) -> None:
    """Ask for another page from within a callback, where none can be opened; ``go`` opens it."""
    st.session_state["leave_for"] = room, keys


def go() -> None:
    """Open the page that a callback asked for, if one did."""
    if asked := st.session_state.pop("leave_for", None):
        room, keys = asked
        st.switch_page(_page(room, _elsewhere), query_params=address.link(ADDRESSES[room], **keys))


def _page(room: str, run: Callable[[], None]) -> StreamlitPage:
    path = ADDRESSES[room].path
    page: StreamlitPage = screen.page(run, title=say(f"{room}.title"), url_path=path or room, default=not path)
    return page


def _elsewhere() -> None:
    """What a link leads to runs there, never here."""
