"""Kaart: from the programme down to a buurt, with the list in step and intervention areas on top."""

import streamlit as st

from dashboard.text import say
from dashboard.view import places
from dashboard.view.classes import NUMBER, classify
from dashboard.view.legend import legend
from dashboard.view.tiles import period_text
from dashboard.widgets.drill import (
    ask_breaks,
    choose_drill,
    draw_list,
)
from dashboard.widgets.figure import Shown, draw_foot
from dashboard.widgets.frame import frame
from dashboard.widgets.measure import choose_measure
from dashboard.widgets.two_maps import Picture, ask_before, columns, draw_maps

here = frame()
st.title(say("area_map.title"), anchor=False)
st.markdown(say("area_map.lead"))


@st.fragment
def draw() -> None:
    """Map, list, legend and foot; a choice here redraws only this part."""
    measure = choose_measure(here, "m", "examined_addresses", units=("count", "share"))
    drill = choose_drill(here)
    wanted = {"level": drill.level, "parent": drill.parent, "project_type": here.project_type} | here.period
    asked = {"measure": measure.numerator or measure.code, "denominator": measure.denominator} | wanted
    rows = here.ask("map__areas", **asked).frame
    if rows.empty:
        st.info(say("area_map.empty"))
        return
    is_share = measure.unit == "share"
    rows = places.with_denominator(rows, measure.denominator)
    areas = classify(rows, is_share=is_share)
    cuts = ask_breaks(here, rows, asked, is_share=is_share)
    summary = places.summary(areas, measure.name)
    title = say("area_map.figure", measure=measure.name, level=say(f"level.{drill.level}").lower())
    st.subheader(title, anchor=False)
    shown = [
        Picture(period_text(here.from_month, here.until_month), areas, here.period),
        *ask_before(here, asked, is_share=is_share),
    ]
    left, right = draw_maps(here, drill, shown, cuts, summary)
    with left:
        draw_list(listed := columns(shown, measure.name), drill)
    with right:
        has_numbers = any(area.kind == NUMBER for picture in shown for area in picture.areas)
        st.markdown(legend(cuts, here.colours, is_share=is_share, has_numbers=has_numbers))
    note = f"{measure.definition} {places.border_source(here.release)}"
    draw_foot(Shown("areas", title, summary, places.table(listed), rows, note), here)


draw()
