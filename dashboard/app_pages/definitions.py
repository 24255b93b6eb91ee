"""Definities: every measure with its definition, unit, certainty and protection."""

import streamlit as st

from dashboard.answers import derived
from dashboard.text import say
from dashboard.view import catalogue
from dashboard.widgets.figure import Shown, draw_foot
from dashboard.widgets.frame import frame

here = frame()
st.title(say("definitions.title"), anchor=False)
st.markdown(say("definitions.lead"))
answer = here.ask("definitions__measures")
word = st.text_input(say("definitions.search"), key="definitions_search", placeholder=say("definitions.example"))
rows, tables = derived(catalogue.find, answer, word)
if not len(rows):
    st.info(say("definitions.nothing", word=word))
for theme, table in tables:
    st.subheader(say(f"theme.{theme}"), anchor=False)
    st.table(table.frame, hide_index=True)
st.subheader(say("definitions.breaks_title"), anchor=False)
st.markdown(say("definitions.breaks_text"))
st.table(catalogue.breaks(here.ask("definitions__breaks").frame), hide_index=True)
st.subheader(say("embedding.rule_title"), anchor=False)
st.markdown(say("embedding.rule_text"))
shown = Shown("definitions", say("definitions.title"), say("definitions.count", n=len(rows)), rows.frame, answer.frame)
draw_foot(shown, here)
