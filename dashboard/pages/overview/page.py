"""Overzicht: what the programme did, how certain it is, what needs a decision, and who delivered."""

import streamlit as st

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
from dashboard.ui.viewer import frame

here = frame()
screen.title(say("overview.title"))
screen.markdown(say("overview.lead", area=here.area_name))
if here.is_empty:
    screen.info(say("overview.no_deliveries"))
    st.stop()
when = span(here.from_month, here.until_month, here.first_month)
euros, names = choose_euros(here), measure_names(here)
always, now = here.history | here.scope, here.period | here.scope
found = here.ask_together(
    counts=("overview__counts", always),
    amounts=euro_question(here, euros, is_history=True),
    referrals=("overview__referrals", always),
    projects=("overview__projects", always),
    sustainment=("overview__sustainment", here.scope),
    partners=("overview__partners", {"measure": "irregular_addresses"} | now),
    attention=("overview__attention", {"until_month": now["until_month"]} | here.scope),
    ladder=euro_question(here, euros),
    funnel=("overview__funnel", now),
)
draw_tiles(overview.tiles(found, when, here.noise("year"), names), here.colours)
screen.caption(sentences(say("overview.selected_only"), source_note(here)))
draw_attention(here, found["attention"].frame, found["partners"].frame)
draw_certainty(here, when, euros, found["ladder"].frame)
draw_funnel(here, when, found["funnel"])
draw_measure(here, when, st.query_params.get("p"))
