"""The frame of the desk: language, menu by role, and the room asked for."""

import streamlit as st

from dashboard.desk.navigation import draw_navigation, rooms_of
from dashboard.policy import use_policy
from dashboard.settings import Settings
from dashboard.steward.protect.policy import load_policy
from dashboard.ui.entry import come_in, draw_account
from dashboard.ui.run import one_run

with one_run():
    use_policy(load_policy(Settings.from_environment().policy))  # no release is shown; what is built next follows it
    person = come_in(lambda one: bool(rooms_of(one)))
    page = draw_navigation(person)
    with st.sidebar:
        draw_account(person)
    page.run()
