"""The frame of the app: language, menu, release, shared filters, and the room of the page asked for."""

from contextlib import suppress

from streamlit.runtime.scriptrunner import StopException

from dashboard.access import VIEWER
from dashboard.ui import basket, rooms
from dashboard.ui.address import begin, draw_notices, open_address
from dashboard.ui.citation import draw_citation
from dashboard.ui.navigation import draw_navigation
from dashboard.ui.run import one_run
from dashboard.ui.standing import open_release
from dashboard.ui.viewer import draw_viewer


def run(room: str) -> None:
    """Run the page of a room."""
    rooms.run(room, viewer, address)


with one_run():
    begin()
    basket.carry()
    room, page = draw_navigation(run)
    address = open_address(room)
    viewer, place = draw_viewer(VIEWER, open_release(address, VIEWER), address)
    try:
        with suppress(StopException):  # a page that stopped has said why, and can be cited too
            page.run()
    finally:  # a page may stop halfway; what it did not know of the address is told all the same
        with place:
            draw_notices()
    draw_citation(viewer, room, address)
