"""The frame of the app: language, menu, release, shared filters, and the room of the page asked for."""

from contextlib import suppress

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from dashboard.ui import basket, rooms
from dashboard.ui.address import begin, draw_notices, open_address
from dashboard.ui.citation import draw_citation
from dashboard.ui.entry import come_in, draw_account, read_first, remember_view
from dashboard.ui.limits import draw_limits
from dashboard.ui.navigation import draw_navigation
from dashboard.ui.remark import draw_remark
from dashboard.ui.run import at_page, one_run
from dashboard.ui.standing import open_release
from dashboard.ui.viewer import draw_viewer


def run(room: str) -> None:
    """Run the page of a room."""
    rooms.run(room, viewer, address)


with one_run():
    begin()
    basket.carry()
    room, page = draw_navigation(run)
    at_page(room)
    address = open_address(room)
    person = come_in()
    with st.sidebar:
        draw_account(person)
    release = open_release(address, person)
    read_first(person, release)
    remember_view(person, room, release)
    viewer, place = draw_viewer(person.rights, release, room, address)
    draw_limits(viewer)
    try:
        with suppress(StopException):  # a page that stopped has said why, and can be cited too
            page.run()
    finally:  # a page may stop halfway; what it did not know of the address is told all the same
        with place:
            draw_notices()
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_citation(viewer, room, address)
        draw_remark(person, release, room)
