"""The report of one's own on the page: its title, what is in it and in which order, text between, and the file it is kept in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import Address
from dashboard.documents.basket import MOST_BYTES, MOST_TEXT, MOST_TITLE, Basket, Item, opened, saved
from dashboard.errors import UserError
from dashboard.pages.report.making import again
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.ui import basket as mine
from dashboard.ui import screen
from dashboard.ui.file_picker import pick_file
from dashboard.ui.gate import Taking, draw_download
from dashboard.ui.links import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.ui.viewer import Viewer


def draw_own(viewer: Viewer) -> None:
    """Everything in it, each with what can be done to it; then the file."""
    basket = mine.basket()
    if basket.items:
        _write_line("own_title", say("report.own.name"), basket.title, lambda text: replace(mine.basket(), title=text))
        for at, item in enumerate(basket.items):
            with st.container(border=True):
                _draw_item(viewer, at, item, len(basket.items))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if basket.items:
            screen.button(
                say("report.own.add_text"),
                key="own_add",
                icon=":material/notes:",
                on_click=_change,
                args=(lambda now: now.added(Item(text=say("report.own.text_of_mine"))),),
            )
            draw_download(
                Taking(viewer.release, "documents", "json"),
                say("report.own.save"),
                data=saved(basket),
                file_name="lsi-rapport.json",
                mime="application/json",
                key="download_own_report",
                icon=":material/save:",
            )
    if basket.items:
        screen.caption(say("report.own.keep_link"))
    pick_file(say("report.own.file"), say("report.own.file_help"), ".json", "own_report", MOST_BYTES, _open)
    if trouble := st.session_state.get("own_report_trouble"):
        screen.error(trouble)


def _draw_item(viewer: Viewer, at: int, item: Item, n_items: int) -> None:
    if item.link:
        label = say("report.own.panel", page=_page(item), title=item.name or say("report.own.panel_title"))
        _write_line(f"own_{at}", label, item.title, lambda text: mine.basket().changed(at, replace(item, title=text)))
    else:
        _write_text(at, item)
    moves: tuple[tuple[str, str, bool, Callable[[Basket], Basket]], ...] = (
        ("up", ":material/arrow_upward:", at > 0, lambda now: now.moved(at, -1)),
        ("down", ":material/arrow_downward:", at < n_items - 1, lambda now: now.moved(at, 1)),
        ("remove", ":material/close:", True, lambda now: now.without(at)),
    )
    with st.container(horizontal=True, gap="small"):
        for name, icon, is_possible, change in moves:
            screen.button(
                say(f"report.own.{name}"),
                key=f"own_{name}_{at}",
                icon=icon,
                type="tertiary",
                disabled=not is_possible,
                on_click=_change,
                args=(change,),
            )
    if told := _since(viewer, item):
        screen.caption(told)


def _since(viewer: Viewer, item: Item) -> str:
    """What there is to tell of a panel since it was put in, asked once per tab."""
    if not item.link:
        return ""
    known: dict[tuple[str, str], str] = st.session_state.setdefault("own_since", {})
    key = item.link, viewer.release.id
    if key not in known:
        is_of_now = f"{Address.release.name}={viewer.release.id}" in item.link
        known[key] = "" if is_of_now else again(item.link, viewer, Settings.from_environment())[1]
    return known[key]


def _page(item: Item) -> str:
    try:
        return say(f"{parse(item.link).room}.title")
    except UserError:
        return item.link[:MOST_TITLE]


def _write_line(key: str, label: str, text: str, change: Callable[[str], Basket]) -> None:
    st.session_state[key] = text
    screen.text_input(
        label,
        key=key,
        max_chars=MOST_TITLE,
        placeholder=say("report.own.as_on_screen"),
        on_change=partial(_written, key, change),
    )


def _write_text(at: int, item: Item) -> None:
    key = f"own_{at}"
    st.session_state[key] = item.text
    screen.text_area(
        say("report.own.text"),
        key=key,
        max_chars=MOST_TEXT,
        on_change=partial(
            _written,
            key,
            lambda text: mine.basket().changed(at, replace(item, text=text or say("report.own.text_of_mine"))),
        ),
    )


def _written(key: str, change: Callable[[str], Basket]) -> None:
    mine.keep(change(str(st.session_state[key]).strip()))


def _change(change: Callable[[Basket], Basket]) -> None:
    try:
        mine.keep(change(mine.basket()))
    except UserError as error:
        st.session_state["own_report_trouble"] = say(error.key, **error.values)


def _open(content: bytes) -> None:
    """Called by the picker; a bad file leaves what was there."""
    st.session_state.pop("own_report_trouble", None)
    try:
        mine.keep(opened(content))
    except UserError as error:
        st.session_state["own_report_trouble"] = say(error.key, **error.values)
