"""Vergelijken: my area beside its parts, its peers, the province or all, with exposure and noise counted in."""

import streamlit as st

from dashboard.pages.compare.choices import choose_comparison
from dashboard.pages.compare.views import VIEWS, draw_view
from dashboard.text import say
from dashboard.ui import address, screen
from dashboard.ui.measure import choose_measure
from dashboard.ui.viewer import frame

here = frame()
screen.title(say("compare.title"))
screen.markdown(say("compare.lead"))


@st.fragment
def draw() -> None:
    """Choices and one view; a choice here redraws only this part."""
    st.session_state["notices"] = []
    left, right = st.columns(2)
    with left:
        measure = choose_measure(here, "m", "hit_rate", units=("share",))
    chosen = choose_comparison(here, right)
    view = address.segments(say("compare.view"), "w", VIEWS, VIEWS[0], lambda one: say(f"compare.show.{one}"))
    address.draw_notices()
    draw_view(view, here, chosen, measure)


draw()
