"""Vergelijken: my area beside its parts, its peers, the province or all, with exposure and noise counted in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import CompareAddress
from dashboard.pages.compare.choices import choose_comparison
from dashboard.pages.compare.views import VIEWS, draw_view
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import draw_notices, forget_notices, segments
from dashboard.ui.measure import choose_measure
from dashboard.ui.run import fragment

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: CompareAddress) -> None:
    """Draw the page."""
    screen.title(say("compare.title"))
    screen.markdown(say("compare.lead"))

    @fragment
    def draw() -> None:
        """Choices and one view; a choice here redraws only this part."""
        forget_notices()
        left, right = st.columns(2)
        with left:
            measure = choose_measure(viewer, CompareAddress.measure, units=("share",))
        chosen = choose_comparison(viewer, right)
        view = segments(say("compare.view"), CompareAddress.view, VIEWS, lambda one: say(f"compare.show.{one}"))
        draw_notices()
        draw_view(view, viewer, chosen, measure)

    draw()
