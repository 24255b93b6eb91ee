"""Borging: what was agreed to make results last, whether it works, and what holds half a year to two years on."""

import streamlit as st

from dashboard.analysis.lasting import VERDICTS
from dashboard.text import say
from dashboard.view import embedding
from dashboard.view import embedding_figures as figures
from dashboard.widgets.chips import follow
from dashboard.widgets.embedding import (
    KINDS,
    ask_agreements,
    choose,
    choose_kind,
    draw_agreements,
    draw_calendar,
    draw_values,
    noise_of,
)
from dashboard.widgets.figure import Shown, draw_figure, stop_empty
from dashboard.widgets.frame import frame

here = frame()
st.title(say("embedding.title"), anchor=False)
st.markdown(say("embedding.lead"))
rows = ask_agreements(here)
if rows.empty:
    stop_empty(say("embedding.none"), here)
found = choose(here, rows)
if found.empty:
    stop_empty(say("embedding.none"), here)

by = choose_kind()
for key, column, order, sentence in (
    ("degree", "state", embedding.CLASSES, embedding.degree(found)),
    ("lasting", "verdict", VERDICTS, embedding.verdicts(found)),
):
    sizes = embedding.split(found, by, column, order)
    shown = Shown(
        key, say(f"embedding.{key}_title"), sentence,
        embedding.split_table(sizes, by, order, column), sizes.reset_index(),
        say(f"embedding.{key}_note"), say(f"embedding.{key}_reading"), say(f"embedding.{key}_caveat"),
    )  # fmt: skip
    draw_figure(
        figures.classes(sizes, order, column, here.colours, KINDS[by]), shown, here, follow if KINDS[by] else None
    )

draw_values(here, embedding.measured(found), noise_of(here.release))
draw_agreements(here, found)
due = here.ask("embedding__follow_ups", **here.scope).frame
draw_calendar(here, due[due["project_code"].isin(found["project_code"])])
