"""My own area, composed of whole wijken and buurten: read from the URL, ticked, taken from an outline or a saved file."""

from __future__ import annotations

from functools import partial
from itertools import chain, compress
from typing import TYPE_CHECKING

import numpy as np
import shapely
import streamlit as st

from dashboard.addresses import Address
from dashboard.analysis.composed import belonging, expand, refusal, regroup
from dashboard.answers.rows import MapShapes, OwnAreaCells
from dashboard.charts import own_area
from dashboard.charts.places import FINE, MIDDLE
from dashboard.errors import UserError
from dashboard.outline import MOST_BYTES, read_outline, shares_inside
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import notice, write
from dashboard.ui.file_picker import pick_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dashboard.analysis.composed import Cell, Refusal
    from dashboard.answers import Answer
    from dashboard.charts.own_area import OwnArea
    from dashboard.outline import Outline
    from dashboard.ui.viewer import Viewer

MOST_MUNICIPALITIES = 6


def ask_cells(viewer: Viewer, municipalities: Iterable[str]) -> tuple[OwnAreaCells, ...]:
    """Wijken and buurten of these gemeenten with their public figures."""
    some = sorted(set(municipalities))[:MOST_MUNICIPALITIES]
    return tuple(chain.from_iterable(viewer.ask(OwnAreaCells, municipality=code).rows for code in some))


def refused(viewer: Viewer, parts: Collection[str], cells: Mapping[str, Cell]) -> Refusal | None:
    """Why a choice of buurten is not taken by the policy of the release, or None."""
    policy = viewer.release.policy
    return refusal(parts, cells, policy.own_area_parts, policy.own_area_dwellings)


def read_own(viewer: Viewer) -> OwnArea | None:
    """The composed area of the URL; None with a notice where it is refused."""
    if not (packed := st.query_params.get(Address.outline.name)):
        return None
    name, codes = own_area.unpack(packed)
    rows = ask_cells(viewer, map(own_area.municipality_of, codes))
    cells = own_area.cells_of(rows)
    parts = expand(codes, cells)
    if why := refused(viewer, parts, cells):
        reason = own_area.refusal_sentence(why, own_area.names(rows))
        notice(say("own_area.ignored", name=name, reason=reason))
        return None
    return own_area.compose(name, regroup(parts, cells), parts, rows)


def write_own(name: str, codes: Collection[str]) -> None:
    """Put the composed area in the URL."""
    write(Address.outline, own_area.pack(name, codes) if codes else "")


def choose_file(viewer: Viewer) -> None:
    """The picker: an outline becomes the buurten inside it, a saved file what it says; a bad file one sentence."""
    words = say("own_area.file"), say("own_area.file_help")
    pick_file(*words, ".geojson,.json", "own_file", MOST_BYTES, partial(_take_file, viewer))
    if trouble := st.session_state.get("own_trouble"):
        screen.error(trouble)


def _take_file(viewer: Viewer, content: bytes) -> None:
    """Called by the picker; keeps the outline of a good file for this tab only, and nothing of a bad one."""
    forget()
    try:
        _open(viewer, content)
    except UserError as error:
        st.session_state["own_trouble"] = say(error.key, **error.values)


def _open(viewer: Viewer, content: bytes) -> None:
    if len(content) <= MOST_BYTES and own_area.is_saved(content):
        write_own(*own_area.opened_file(content))
        return
    outline = read_outline(content)
    inside = _inside(viewer, outline)
    chosen = belonging(inside)
    if not chosen:
        raise UserError("own_area.error.nothing_inside")
    st.session_state["own_outline"] = outline, inside
    name = own_area.unpack(st.query_params.get(Address.outline.name, ""))[0]
    write_own(name, regroup(chosen, own_area.cells_of(ask_cells(viewer, map(own_area.municipality_of, chosen)))))


def _inside(viewer: Viewer, outline: Outline) -> dict[str, float]:
    """Share inside the outline of every buurt that it touches."""
    codes, shapes = _land(viewer.ask(MapShapes, level="municipality", parent=None, tolerance_m=MIDDLE))
    touched = list(compress(codes, shapely.intersects(shapes, outline.shape)))
    if not touched:
        raise UserError("own_area.error.no_area")
    if len(touched) > MOST_MUNICIPALITIES:
        raise UserError("own_area.error.too_wide", most=MOST_MUNICIPALITIES)
    inside: dict[str, float] = {}
    for municipality in touched:
        parts, shapes = _land(viewer.ask(MapShapes, level="neighbourhood", parent=municipality, tolerance_m=FINE))
        shares = shares_inside(shapes, outline)
        inside |= {code: float(share) for code, share in zip(parts, shares, strict=True) if share > 0}
    return inside


def _land(answer: Answer[MapShapes]) -> tuple[list[str], np.ndarray]:
    """Codes of the areas that have land, and the shapes of it."""
    land = [row for row in answer.rows if not row.is_water]
    shapes = shapely.from_wkb([row.shape for row in land])
    return [row.area_code for row in land], np.asarray(shapes, dtype=object)


def drawn() -> tuple[Outline, dict[str, float]] | None:
    """The outline of this tab with the share of every buurt inside it."""
    found: tuple[Outline, dict[str, float]] | None = st.session_state.get("own_outline")
    return found


def forget() -> None:
    """Drop the outline of this tab and what was wrong with the last file."""
    st.session_state.pop("own_outline", None)
    st.session_state.pop("own_trouble", None)


def tick(name: str, codes: tuple[str, ...], rows: Sequence[OwnAreaCells]) -> None:
    """Name, wijken and buurten to tick; each change goes into the URL.

    Args:
        name: name in the URL.
        codes: codes in the URL.
        rows: wijken and buurten of all gemeenten on offer.
    """
    names, cells = own_area.names(rows), own_area.cells_of(rows)
    chosen = set(regroup(expand(codes, cells), cells))
    homes = {row.area_code: row.district_code for row in rows}

    def take_over() -> None:
        picked = [*st.session_state["own_district"], *st.session_state["own_neighbourhood"]]
        write_own(st.session_state["own_name"], regroup(expand(picked, cells), cells))

    st.session_state["own_name"] = name
    screen.text_input(say("own_area.name"), key="own_name", max_chars=own_area.MOST_NAME, on_change=take_over)
    for level in ("district", "neighbourhood"):
        options = [row.area_code for row in rows if row.level == level]
        st.session_state[f"own_{level}"] = [code for code in options if code in chosen]
        screen.multiselect(
            say(f"own_area.tick.{level}"),
            options,
            key=f"own_{level}",
            name=lambda code: names[code] if homes[code] == code else f"{names[code]} · {names[homes[code]]}",
            placeholder=say("compare.choose"),
            on_change=take_over,
        )
