"""Effect: before, during and after a project against areas without one, how far the evidence reaches, and its limits."""

import streamlit as st

from dashboard.text import say
from dashboard.widgets.effect import choose
from dashboard.widgets.effect_group import draw_group
from dashboard.widgets.effect_views import draw_project
from dashboard.widgets.figure import source_note
from dashboard.widgets.frame import frame

here = frame()
st.title(say("effect.title"), anchor=False)
st.markdown(say("effect.lead"))
projects = here.ask("effect__projects", **here.scope).frame
if projects.empty:
    st.info(say("effect.none"))
    st.caption(source_note(here))
    st.stop()
asked = choose(here, projects)
found = asked.cast if asked is not None and asked.project is not None else None
if asked is not None and asked.project is None:
    draw_group(here, asked)
elif asked is not None and found is not None:
    draw_project(here, asked, found)
else:
    st.info(say("effect.no_series"))
    st.caption(source_note(here))
