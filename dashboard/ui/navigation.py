"""Navigation in groups; every link carries the shared filters, so a page opens on the same area and period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.settings import PACKAGE
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import address, screen

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

# Our own file: a material icon here would be fetched from another host.
ICON = str(PACKAGE / "static" / "icon.png")
SIDEBAR = 220  # pixels

GROUPS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "programme",
        (
            ("overview", "", ":material/dashboard:"),
            ("projects", "projecten", ":material/view_timeline:"),
            ("partners", "partners", ":material/handshake:"),
            ("changes", "wijzigingen", ":material/difference:"),
        ),
    ),
    (
        "areas",
        (
            ("area_map", "kaart", ":material/map:"),
            ("compare", "vergelijken", ":material/balance:"),
            ("own_area", "eigen-gebied", ":material/interests:"),
        ),
    ),
    (
        "evaluation",
        (
            ("project", "project", ":material/folder_open:"),
            ("effect", "effect", ":material/stacked_line_chart:"),
            ("sustainment", "borging", ":material/anchor:"),
        ),
    ),
    (
        "about",
        (
            ("definitions", "definities", ":material/menu_book:"),
            ("accountability", "verantwoording", ":material/policy:"),
        ),
    ),
)


def paths() -> frozenset[str]:
    """Addresses of the pages there are."""
    return frozenset(f"/{url}" for _, group in GROUPS for _, url, _ in group)


def draw_navigation() -> StreamlitPage:
    """Draw the menu in the sidebar; give back the page to run."""
    pages = {
        name: screen.page(f"pages/{name}/page.py", title=say(f"{name}.title"), url_path=url or None, default=not url)
        for _, group in GROUPS
        for name, url, _ in group
    }
    current = st.navigation(list(pages.values()), position="hidden")
    screen.window(
        say("frame.window_title", page=current.title),
        layout="wide",
        page_icon=ICON,
        initial_sidebar_state=SIDEBAR,
    )
    query = address.link()
    with st.sidebar:
        screen.markdown(Markup("### {}").format(say("frame.product")))
        screen.caption(say("frame.purpose"))
        for group, members in GROUPS:
            screen.markdown(Markup("**{}**").format(say(f"group.{group}")))
            for name, _, icon in members:
                screen.page_link(pages[name], icon=icon, query_params=query)
    return current
