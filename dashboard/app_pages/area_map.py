"""Kaart: from the programme down to a buurt, with the list in step and intervention areas on top."""

import streamlit as st

from dashboard.text import say
from dashboard.view import places
from dashboard.view.classes import breaks, classify
from dashboard.view.legend import legend
from dashboard.view.maps import area_map, web_shapes
from dashboard.widgets.drill import choose_drill, draw_list, follow_map
from dashboard.widgets.figure import Shown, draw_foot
from dashboard.widgets.frame import frame
from dashboard.widgets.measure import choose_measure

here = frame()
st.title(say("area_map.title"), anchor=False)
st.markdown(say("area_map.lead"))


@st.fragment
def draw_map() -> None:
    """Map, list, legend and foot; a choice here redraws only this part."""
    measure = choose_measure(here, "m", "examined_addresses", units=("count", "share"))
    drill = choose_drill(here)
    is_share = measure.unit == "share"
    rows = here.ask(
        "map__areas",
        measure=measure.numerator or measure.code,
        denominator=measure.denominator,
        level=drill.level,
        parent=drill.parent,
        project_type=here.project_type,
        **here.period,
    )
    if rows.empty:
        st.info(say("area_map.empty"))
        return
    areas = classify(places.with_denominator(rows.frame, measure.denominator), is_share=is_share)
    shapes = web_shapes(
        here.ask(
            "map__shapes",
            level=drill.level,
            parent=drill.parent,
            tolerance_m=places.tolerance(drill.level, drill.parent),
        )
    )
    outlines = None
    if drill.parent and drill.parent.startswith(("GM", "WK")):
        asked = {"parent": drill.parent, "level": drill.level, "project_type": here.project_type} | here.period
        outlines = here.ask("map__project_areas", **asked).frame
    cuts = breaks(areas)
    title = say("area_map.figure", measure=measure.name, level=say(f"level.{drill.level}").lower())
    st.subheader(title, anchor=False)
    left, right = st.columns([3, 2])
    key = f"map_{drill.parent}_{drill.level}"
    mine = drill.chosen or here.area
    with left:
        deck = area_map(shapes, areas, cuts, here.colours, mine=mine, outlines=outlines)
        st.pydeck_chart(
            deck,
            key=key,
            on_select=lambda: follow_map(key),
            selection_mode="single-object",
            height=520,
            alt=places.summary(areas, measure.name),
        )
    with right:
        draw_list(areas, drill, measure.name)
        st.markdown(legend(cuts, here.colours, is_share=is_share))
    shown = Shown(
        "areas",
        title,
        places.summary(areas, measure.name),
        places.table(areas, measure.name),
        rows.frame,
        measure.definition,
    )
    draw_foot(shown, here)


draw_map()
