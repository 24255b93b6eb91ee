"""Overzicht: what the programme did, how certain it is, what needs a decision, and who delivered."""

import streamlit as st

from dashboard.text import say
from dashboard.view import overview
from dashboard.view.tiles import span
from dashboard.widgets.attention import draw_attention
from dashboard.widgets.figure import source_note
from dashboard.widgets.frame import frame
from dashboard.widgets.outcomes import draw_certainty, draw_funnel, draw_measure
from dashboard.widgets.tile import draw_tiles

here = frame()
st.title(say("overview.title"), anchor=False)
st.markdown(say("overview.lead", area=here.area_name))
if here.is_empty:
    st.info(say("overview.no_deliveries"))
    st.stop()
when = span(here.from_month, here.until_month, here.first_month)
answers = {
    name: here.ask(f"overview__{name}", **here.history, **here.scope)
    for name in ("counts", "amounts", "referrals", "projects")
} | {"embedding": here.ask("overview__embedding", **here.scope)}
draw_tiles(overview.tiles(answers, when, here.noise("year")), here.colours)
st.caption(f"{say('overview.selected_only')} {source_note(here)}")
draw_attention(here, here.ask("overview__partners", measure="irregular_addresses", **here.period, **here.scope).frame)
draw_certainty(here, when)
draw_funnel(here, when)
draw_measure(here, when, st.query_params.get("p"))
