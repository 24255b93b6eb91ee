"""Overzicht: what the programme did, how certain it is, what needs a decision, and who delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.rows import (
    OverviewAttention,
    OverviewCounts,
    OverviewFunnel,
    OverviewPartners,
    OverviewProjects,
    OverviewReferrals,
    OverviewSustainment,
)
from dashboard.charts.tiles import span
from dashboard.pages.overview import words as overview
from dashboard.pages.overview.attention_list import draw_attention
from dashboard.pages.overview.outcomes import draw_certainty, draw_funnel, draw_measure
from dashboard.pages.overview.tile import draw_tiles
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.euros import choose_euros, euro_question
from dashboard.ui.measure import measure_names
from dashboard.ui.panel import source_note

if TYPE_CHECKING:
    from dashboard.addresses import OverviewAddress
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: OverviewAddress) -> None:
    """Draw the page."""
    screen.title(say("overview.title"))
    screen.markdown(say("overview.lead", area=viewer.area_name))
    if viewer.is_empty:
        screen.info(say("overview.no_deliveries"))
        st.stop()
    when = span(viewer.from_month, viewer.until_month, viewer.first_month)
    euros, names = choose_euros(viewer), measure_names(viewer)
    always, now = viewer.history | viewer.scope, viewer.period | viewer.scope
    found = viewer.ask_together(
        counts=(OverviewCounts, always),
        amounts=euro_question(viewer, euros, is_history=True),
        referrals=(OverviewReferrals, always),
        projects=(OverviewProjects, always),
        sustainment=(OverviewSustainment, viewer.scope),
        partners=(OverviewPartners, {"measure": "irregular_addresses"} | now),
        attention=(OverviewAttention, {"until_month": now["until_month"]} | viewer.scope),
        ladder=euro_question(viewer, euros),
        funnel=(OverviewFunnel, now),
    )
    draw_tiles(overview.tiles(found, when, viewer.noise("year"), names), viewer.colours)
    screen.caption(sentences(say("overview.selected_only"), source_note(viewer)))
    draw_attention(viewer, found["attention"].frame, found["partners"].frame)
    draw_certainty(viewer, when, euros, found["ladder"].frame)
    draw_funnel(viewer, when, found["funnel"])
    draw_measure(viewer, when, address, address.period)
