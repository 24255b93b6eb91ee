"""Kaart: from the programme down to a buurt, with the list in step and intervention areas on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import AreaMapAddress
from dashboard.charts import places
from dashboard.pages.area_map.choices import choose_drill, draw_list
from dashboard.pages.area_map.pattern_note import pattern_sentence
from dashboard.pages.area_map.two_maps import (
    ask_beside,
    ask_picture,
    choose_theme,
    columns,
    draw_maps,
    headed,
    why_not_shown,
)
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.address import draw_notices, forget_notices
from dashboard.ui.panel import Shown, draw_foot
from dashboard.ui.run import fragment

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: AreaMapAddress) -> None:
    """Draw the page."""
    screen.title(say("area_map.title"))
    screen.markdown(say("area_map.lead"))

    @fragment
    def draw() -> None:
        """Map, list, legend and foot; a choice here redraws only this part."""
        forget_notices()
        choices = st.container(horizontal=True, vertical_alignment="bottom")
        with choices:
            theme = choose_theme(viewer, AreaMapAddress.measure)
        drill = choose_drill(viewer, address)
        first = ask_picture(viewer, drill, theme, theme.name, viewer.period)
        if first.rows.empty:
            screen.info(say("area_map.empty"))
            return
        if told := why_not_shown(viewer, drill, first):
            screen.info(told)
            draw_notices()
            return
        with choices:
            shown = headed(viewer, theme, [first, *ask_beside(viewer, drill, theme, first)])
        summary = places.summary(first.areas, theme.name)
        title = say("area_map.figure", measure=theme.name, level=say(f"level.{drill.level}").lower())
        screen.subheader(title)
        place, _ = draw_maps(viewer, drill, shown, summary)
        draw_notices()
        with place:
            draw_list(listed := columns(shown), drill)
        said = sentences(summary, pattern_sentence(viewer, drill, first))
        note = sentences(theme.measure.definition, say("area_map.note"), places.border_source(viewer.release))
        reading = say("area_map.reading")
        rows = first.rows.assign(reliability=[area.reliability or "" for area in first.areas])
        draw_foot(
            Shown("areas", title, said, places.table(listed), rows, note, reading, say("area_map.caveat")), viewer
        )

    draw()
