"""The frame of the desk: language, menu by role, and the room asked for."""

from dashboard.desk.navigation import draw_navigation
from dashboard.ui.run import one_run
from dashboard.ui.who import who

with one_run():
    if page := draw_navigation(who()):
        page.run()
