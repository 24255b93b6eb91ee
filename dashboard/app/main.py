"""The frame of the app: language, menu, release, shared filters, and the room of the page asked for."""

from dashboard.access import VIEWER
from dashboard.settings import Settings
from dashboard.store import current_release
from dashboard.ui import rooms
from dashboard.ui.address import draw_notices, forget_notices, open_address
from dashboard.ui.navigation import draw_navigation
from dashboard.ui.run import one_run
from dashboard.ui.viewer import draw_viewer


def run(room: str) -> None:
    """Run the page of a room."""
    rooms.run(room, viewer, address)


with one_run():
    forget_notices()
    room, page = draw_navigation(run)
    address = open_address(room)
    viewer, place = draw_viewer(VIEWER, current_release(Settings.from_environment()), address)
    try:
        page.run()
    finally:  # a page may stop halfway; what it did not know of the address is told all the same
        with place:
            draw_notices()
