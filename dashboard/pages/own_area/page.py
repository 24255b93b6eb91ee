"""Eigen gebied: an area of whole wijken and buurten, ticked or taken from an outline, to compare and to see on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.addresses import Address
from dashboard.analysis.composed import expand, fit, regroup
from dashboard.answers.rows import OwnAreaCells
from dashboard.charts import own_area
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import own_area as choice
from dashboard.ui import screen
from dashboard.ui.address import write
from dashboard.ui.gate import Taking, draw_download
from dashboard.ui.limits import empty
from dashboard.ui.map.deck import Scene, draw_maps, drawn_line, edge_of
from dashboard.ui.map.picture import MapChoice
from dashboard.ui.navigation import link_to
from dashboard.ui.own_area import forget, write_own
from dashboard.ui.panel import Shown, draw_foot, source_note

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dashboard.addresses import OwnAreaAddress
    from dashboard.analysis.composed import Fit
    from dashboard.charts.own_area import OwnArea
    from dashboard.outline import Outline
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: OwnAreaAddress) -> None:
    """Draw the page."""
    screen.markdown(say("own_area.lead"))
    left, right = st.columns([2, 3])
    with left:
        choice.choose_file(viewer)
    name, codes = own_area.unpack(address.outline)
    municipalities = {own_area.municipality_of(code) for code in codes}
    municipalities |= {viewer.area} if viewer.area and viewer.area.startswith("GM") else set()
    rows = choice.ask_cells(viewer, municipalities)
    cells = own_area.cells_of(rows)
    parts = expand(codes, cells)
    drawn = choice.drawn()
    with left:
        if not rows:
            why = say("own_area.choose_municipality")
            screen.info(empty(viewer, why) if municipalities else why)
        else:
            choice.tick(name, codes, rows)
    refused = choice.refused(viewer, parts, cells)
    found = fit(drawn[1], parts, cells) if drawn and parts and drawn[1].keys() <= cells.keys() else None
    with left:
        if found and drawn:
            screen.markdown(
                sentences(
                    say("own_area.read_as", crs=say(f"own_area.crs.{drawn[0].crs}")), own_area.fit_sentence(found)
                )
            )
        if refused and rows:
            screen.info(own_area.refusal_sentence(refused, own_area.names(rows)))
    with right:
        draw_choice(viewer, municipalities, parts, drawn, rows)
    own = choice.read_own(viewer) if not refused else None
    if own:
        title = say("own_area.figure", name=own.name)
        sentence = own_area.summary(own)
        with left:
            draw_ways_on(viewer, own, found)
        screen.subheader(title)
        inside = drawn[1] if drawn else {}
        shown = pd.DataFrame([row for row in rows if row.area_code in own.parts], columns=OwnAreaCells._fields)
        note = sentences(say("own_area.note"), say("own_area.how"))
        draw_foot(Shown("own_area", title, sentence, own_area.table(own, rows, inside), shown, note), viewer)
    else:
        screen.caption(sentences(say("own_area.how"), source_note(viewer)))


def draw_choice(
    viewer: Viewer,
    municipalities: Collection[str],
    parts: Collection[str],
    drawn: tuple[Outline, dict[str, float]] | None,
    rows: Sequence[OwnAreaCells],
) -> None:
    """The buurten of one gemeente; a click, or Enter, takes one in or leaves it out.

    Args:
        viewer: what is chosen.
        municipalities: on offer; the one with most chosen buurten is drawn.
        parts: codes of the chosen buurten.
        drawn: outline of this tab with the share of every buurt inside it.
        rows: wijken and buurten of the gemeenten.
    """
    if not municipalities:
        return
    counted = {of: sum(own_area.municipality_of(code) == of for code in parts) for of in sorted(municipalities)}
    municipality = max(counted, key=counted.__getitem__)
    names = own_area.names(
        row for row in rows if row.municipality_code == municipality and row.level == "neighbourhood"
    )
    if not names:  # buurten there are not for this viewer
        return
    chosen = frozenset(names) & frozenset(parts)
    choice = MapChoice(level="neighbourhood", parent=municipality, chosen=chosen)
    lines = [edge_of(viewer, "", "neighbourhood", chosen, choice, parent=municipality)] if chosen else []
    if drawn:
        lines.append(drawn_line(say("own_area.outline"), drawn[0].shape))
    alt = say("own_area.map_alt", names=", ".join(names[code] for code in sorted(chosen)) or say("number.none"))
    cells = own_area.cells_of(rows)

    def turn(code: str) -> None:
        name, codes = own_area.unpack(st.query_params.get(Address.outline.name, ""))
        write_own(name, regroup(expand(codes, cells) ^ {code}, cells))

    scene = Scene(choice, alt, lines, serial=".".join(sorted(chosen)))
    draw_maps(viewer, "own_map", [(st.container(), scene)], turn)


def draw_ways_on(viewer: Viewer, own: OwnArea, found: Fit | None) -> None:
    """Links to where the area works, the file to keep, and the way to start again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        link_to("compare", say("own_area.compare"), icon=":material/balance:", part=own_area.CODE)
        link_to("area_map", say("own_area.map"), icon=":material/map:", inside=own.municipalities[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_download(
            Taking(viewer.release, "own_area", "json"),
            say("own_area.save"),
            data=own_area.saved_file(own, viewer.release, found),
            file_name="lsi_eigen_gebied.json",
            mime="application/json",
            key="own_save",
            icon=":material/download:",
        )
        screen.button(say("own_area.clear"), key="own_clear", type="tertiary", on_click=_clear)
    screen.caption(say("own_area.link"))


def _clear() -> None:
    forget()
    write(Address.outline, None)
