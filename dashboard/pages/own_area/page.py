"""Eigen gebied: an area of whole wijken and buurten, ticked or taken from an outline, to compare and to see on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.analysis.composed import expand, fit, refusal
from dashboard.charts import own_area
from dashboard.pages.own_area.figure import draw_choice, draw_ways_on
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import own_area as choice
from dashboard.ui import screen
from dashboard.ui.panel import Shown, draw_foot, source_note

if TYPE_CHECKING:
    from dashboard.addresses import OwnAreaAddress
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: OwnAreaAddress) -> None:
    """Draw the page."""
    screen.title(say("own_area.title"))
    screen.markdown(say("own_area.lead"))
    left, right = st.columns([2, 3])
    with left:
        choice.choose_file(viewer)
    name, codes = own_area.unpack(address.outline)
    towns = {own_area.municipality_of(code) for code in codes}
    towns |= {viewer.area} if viewer.area and viewer.area.startswith("GM") else set()
    rows = choice.ask_cells(viewer, towns)
    cells = own_area.cells_of(rows)
    parts = expand(codes, cells)
    drawn = choice.drawn()
    with left:
        if rows.empty:
            screen.info(say("own_area.choose_municipality"))
        else:
            choice.tick(name, codes, rows)
    refused = refusal(parts, cells)
    found = fit(drawn[1], parts, cells) if drawn and parts and drawn[1].keys() <= cells.keys() else None
    with left:
        if found and drawn:
            screen.markdown(
                sentences(
                    say("own_area.read_as", crs=say(f"own_area.crs.{drawn[0].crs}")), own_area.fit_sentence(found)
                )
            )
        if refused and not rows.empty:
            screen.info(
                own_area.refusal_sentence(refused, dict(zip(rows["area_code"], rows["area_name"], strict=True)))
            )
    with right:
        draw_choice(viewer, towns, parts, drawn, rows)
    own = choice.read_own(viewer) if not refused else None
    if own:
        title = say("own_area.figure", name=own.name)
        sentence = own_area.summary(own)
        with left:
            draw_ways_on(viewer, own, found)
        screen.subheader(title)
        inside = drawn[1] if drawn else {}
        shown = rows[rows["area_code"].isin(own.parts)]
        note = sentences(say("own_area.note"), say("own_area.how"))
        draw_foot(Shown("own_area", title, sentence, own_area.table(own, rows, inside), shown, note), viewer)
    else:
        screen.caption(sentences(say("own_area.how"), source_note(viewer)))
