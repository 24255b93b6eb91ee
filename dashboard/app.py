"""The frame of the app: settings, rights, shared filters, navigation, and the one ``except UserError``."""

import streamlit as st

from dashboard import text
from dashboard.access import VIEWER
from dashboard.errors import UserError
from dashboard.settings import Settings
from dashboard.store import current_release
from dashboard.text import say
from dashboard.ui import address, screen
from dashboard.ui.navigation import draw_navigation
from dashboard.ui.viewer import draw_frame

settings = Settings.from_environment()
st.session_state["language"] = settings.language
text.use(address.read("l", text.LANGUAGES, settings.language))
page = draw_navigation()
try:
    release = current_release(settings)
    notices = draw_frame(VIEWER, release)
    try:
        page.run()
    finally:  # a page may stop halfway; what it did not know of the address is told all the same
        with notices:
            address.draw_notices()
except UserError as error:
    screen.error(say(error.key, **error.values))
