"""My own area, composed of whole wijken and buurten: read from the URL, ticked, taken from an outline or a saved file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
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
    from collections.abc import Collection, Iterable, Mapping

    from dashboard.analysis.composed import Cell, Refusal
    from dashboard.answers import Answer
    from dashboard.charts.own_area import OwnArea
    from dashboard.outline import Outline
    from dashboard.ui.viewer import Viewer

MOST_MUNICIPALITIES = 6


def ask_cells(viewer: Viewer, municipalities: Iterable[str]) -> pd.DataFrame:
    """Wijken and buurten of these gemeenten with their public figures."""
    towns = sorted(set(municipalities))[:MOST_MUNICIPALITIES]
    frames = [viewer.ask(OwnAreaCells, municipality=town).frame for town in towns]
    return pd.concat(frames, ignore_index=True) if frames else viewer.ask(OwnAreaCells, municipality="").frame


def refused(viewer: Viewer, parts: Collection[str], cells: Mapping[str, Cell]) -> Refusal | None:
    """Why a choice of buurten is not taken by the policy of the release, or None."""
    policy = viewer.release.policy
    return refusal(parts, cells, policy.own_area_parts, policy.own_area_dwellings)


def read_own(viewer: Viewer) -> OwnArea | None:
    """The composed area of the URL; None with a notice where it is refused."""
    if not (packed := st.query_params.get(Address.outline.name)):
        return None
    name, codes = own_area.unpack(packed)
    frame = ask_cells(viewer, map(own_area.municipality_of, codes))
    cells = own_area.cells_of(frame)
    parts = expand(codes, cells)
    if why := refused(viewer, parts, cells):
        reason = own_area.refusal_sentence(why, _names(frame))
        notice(say("own_area.ignored", name=name, reason=reason))
        return None
    return own_area.compose(name, regroup(parts, cells), parts, frame)


def ask_own_shapes(viewer: Viewer, own: OwnArea, tolerance: int) -> list[Answer[Any]]:
    """Borders of the buurten of the gemeenten a composed area lies in."""
    return [
        viewer.ask(MapShapes, level="neighbourhood", parent=town, tolerance_m=tolerance) for town in own.municipalities
    ]


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
    towns = viewer.ask(MapShapes, level="municipality", parent=None, tolerance_m=MIDDLE).frame
    touched = towns.loc[shapely.intersects(_shapes(towns), outline.shape) & ~towns["is_water"], "area_code"].tolist()
    if not touched:
        raise UserError("own_area.error.no_area")
    if len(touched) > MOST_MUNICIPALITIES:
        raise UserError("own_area.error.too_wide", most=MOST_MUNICIPALITIES)
    found: dict[str, float] = {}
    for town in touched:
        rows = viewer.ask(MapShapes, level="neighbourhood", parent=town, tolerance_m=FINE).frame
        rows = rows[~rows["is_water"]]
        shares = shares_inside(_shapes(rows), outline)
        found |= {code: float(share) for code, share in zip(rows["area_code"], shares, strict=True) if share > 0}
    return found


def _shapes(rows: pd.DataFrame) -> np.ndarray:
    return np.asarray(shapely.from_wkb([bytes(blob) for blob in rows["shape"]]), dtype=object)


def drawn() -> tuple[Outline, dict[str, float]] | None:
    """The outline of this tab with the share of every buurt inside it."""
    found: tuple[Outline, dict[str, float]] | None = st.session_state.get("own_outline")
    return found


def forget() -> None:
    """Drop the outline of this tab and what was wrong with the last file."""
    st.session_state.pop("own_outline", None)
    st.session_state.pop("own_trouble", None)


def tick(name: str, codes: tuple[str, ...], frame: pd.DataFrame) -> None:
    """Name, wijken and buurten to tick; each change goes into the URL.

    Args:
        name: name in the URL.
        codes: codes in the URL.
        frame: ``own_area__cells`` of all gemeenten on offer.
    """
    names = _names(frame)
    chosen = set(regroup(expand(codes, cells := own_area.cells_of(frame)), cells))
    homes = dict(zip(frame["area_code"], frame["district_code"], strict=True))

    def take_over() -> None:
        picked = [*st.session_state["own_district"], *st.session_state["own_neighbourhood"]]
        write_own(st.session_state["own_name"], regroup(expand(picked, cells), cells))

    st.session_state["own_name"] = name
    screen.text_input(say("own_area.name"), key="own_name", max_chars=own_area.MOST_NAME, on_change=take_over)
    for level in ("district", "neighbourhood"):
        options = frame.loc[frame["level"] == level, "area_code"].tolist()
        st.session_state[f"own_{level}"] = [code for code in options if code in chosen]
        screen.multiselect(
            say(f"own_area.tick.{level}"),
            options,
            key=f"own_{level}",
            name=lambda code: names[code] if homes[code] == code else f"{names[code]} · {names[homes[code]]}",
            placeholder=say("compare.choose"),
            on_change=take_over,
        )


def _names(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["area_code"], frame["area_name"], strict=True))
