"""Which areas are compared: my area, a part of it or an own one, beside its parts, its peers, the province or all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.addresses import CompareAddress
from dashboard.analysis.peers import choose_peers, distances
from dashboard.answers.rows import NAMES, CompareAreas, FrameAreaPath, MapAreas
from dashboard.catalogue import query
from dashboard.charts import own_area
from dashboard.pages.compare.words import FIGURES, figures, peer_table
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.address import segments, select, unknown, write
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.key_figures import years_of
from dashboard.ui.own_area import read_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.accuracy import Noise
    from dashboard.addresses import Key
    from dashboard.answers import Value
    from dashboard.charts.own_area import AreaRow, OwnArea
    from dashboard.ui.viewer import Viewer

WHOLE, PEERS, N_PEERS = CompareAddress.part.default, "peers", 10
# What an area can be compared with; the first is the default.
AGAINST = {
    "programme": ("municipality",),
    "province": ("municipality", "all"),
    "municipality": (PEERS, "district", "neighbourhood", "province", "all"),
    "district": (PEERS, "siblings", "neighbourhood", "province"),
    "neighbourhood": (PEERS, "siblings", "province"),
    # An own area is held against whole wijken, without those it lies in, so that nothing is compared with itself.
    "own": (PEERS, "cells", "siblings", "province", "all"),
}
INSIDE = ("municipality", "district", "neighbourhood")
PARTS = (*INSIDE, "cells")
WEIGHTS = CompareAddress.weights.default


@dataclass(frozen=True)
class Comparison:
    """What is compared.

    Attributes:
        mine: code of my area; None for the whole programme.
        level: level of the areas compared.
        parent: code they lie in; None everywhere.
        codes: their codes, in order of distance for peers; None for all of the level in the parent.
        marked: code of the one that was clicked; empty where none was, or where it is not compared.
    """

    mine: str | None
    name: str
    level: str
    parent: str | None
    codes: tuple[str, ...] | None
    against: str
    own: OwnArea | None = None
    marked: str = ""

    def noise(self, viewer: Viewer) -> Noise:
        """Standard deviation of the rounding of a count of such an area; for an own area of buurten that of buurten."""
        has_parts = self.own is not None and any(code.startswith("BU") for code in self.own.codes)
        return viewer.release.noise("neighbourhood" if has_parts else self.level, "year")

    def with_own(
        self, viewer: Viewer, rows: Iterable[AreaRow], kind: type[AreaRow], /, **asked: Value
    ) -> list[AreaRow]:
        """Rows of an answer with those of the own area before them, where it stands among the areas; see ``own_rows``."""
        own = self.own if self.mine == own_area.CODE else None
        return (own_rows(viewer, own, kind, **asked) if own else []) + list(rows)

    def whole(self, viewer: Viewer, **asked: Value) -> MapAreas | None:
        """My area itself, for where only its parts are compared; None for the programme."""
        if self.own:
            return next(iter(own_rows(viewer, self.own, MapAreas, **asked)), None)
        level = {"PV": "province", "GM": "municipality", "WK": "district"}.get((self.mine or "")[:2])
        rows = viewer.ask(MapAreas, level=level or "province", parent=self.mine, **asked).rows
        return next((row for row in rows if row.area_code == self.mine), None)


def own_rows(viewer: Viewer, own: OwnArea, kind: type[AreaRow], /, **asked: Value) -> list[AreaRow]:
    """The figures of an own area as rows of an answer: its cells of both levels added up.

    Args:
        viewer: what is chosen.
        own: the own area.
        kind: of the answer.
        asked: its parameters, except level and parent.
    """
    has_parent = "parent" in {parameter.name for parameter in query("answers", NAMES[kind]).parameters}
    inside: list[dict[str, Value]] = [{"parent": code} for code in own.municipalities] if has_parent else [{}]
    levels = sorted({"district" if code.startswith("WK") else "neighbourhood" for code in own.codes})
    answers = [viewer.ask(kind, level=level, **parent, **asked) for level in levels for parent in inside]
    return own_area.joined((row for answer in answers for row in answer.rows), own)


def choose_comparison(viewer: Viewer, beside: DeltaGenerator) -> Comparison:
    """Draw the choice of my area, in the column given, and what it is compared with; the set stands in the URL."""
    own = read_own(viewer)
    with beside:
        mine, level, name = _choose_part(viewer, own)
    options = AGAINST[level]
    against = segments(
        say("compare.against"),
        CompareAddress.against,
        options,
        lambda one: say(f"compare.set.{one}"),
        elsewhere=tuple(one for others in AGAINST.values() for one in others),
    )
    if own and level == "own":
        return _compare_own(viewer, own, against)
    path = {row.level: row.area_code for row in viewer.ask(FrameAreaPath, area=mine).rows} if mine else {}
    if against in INSIDE:
        return Comparison(mine, name, against, mine, None, against)
    if against == PEERS and mine:
        areas = viewer.ask(CompareAreas, level=level).rows
        return Comparison(mine, name, level, None, _choose_peers(viewer, mine, level, areas), against)
    parent = {"siblings": path.get("municipality"), "province": path.get("province")}.get(against)
    return Comparison(mine, name, level, parent, None, against)


def _compare_own(viewer: Viewer, own: OwnArea, against: str) -> Comparison:
    if against == "cells":
        return Comparison(None, own.name, "neighbourhood", None, own.parts, against, own)
    if against == PEERS:
        districts = viewer.ask(CompareAreas, level="district").rows
        areas = [own.area, *(row for row in districts if row.area_code not in own.districts)]
        codes = _choose_peers(viewer, own_area.CODE, "district", areas)
        return Comparison(own_area.CODE, own.name, "district", None, codes, against, own)
    inside = {"siblings": own.municipalities, "province": (own.province,)}.get(against, (None,))
    others = [row for parent in inside for row in viewer.ask(CompareAreas, level="district", parent=parent).rows]
    cells = [row.area_code for row in others if row.area_code not in own.districts]
    return Comparison(own_area.CODE, own.name, "district", None, (own_area.CODE, *cells), against, own)


def _choose_part(viewer: Viewer, own: OwnArea | None) -> tuple[str | None, str, str]:
    whole = (
        "municipality" if viewer.area and viewer.area.startswith("GM") else "province" if viewer.area else "programme"
    )
    names, levels = {WHOLE: say("compare.whole", name=viewer.area_name)}, {WHOLE: whole}
    if own:
        names[own_area.CODE], levels[own_area.CODE] = say("own_area.option", name=own.name), "own"
    for level in ("district", "neighbourhood") if whole == "municipality" else ():
        for row in viewer.ask(CompareAreas, level=level, parent=viewer.area).rows:
            names[row.area_code] = f"{row.area_name} ({say(f'compare.one.{level}')})"
            levels[row.area_code] = level
    if len(names) == 1:
        return viewer.area, whole, viewer.area_name
    code = select(say("compare.part"), CompareAddress.part, list(names), names.__getitem__)
    return (viewer.area if code == WHOLE else code), levels[code], viewer.area_name if code == WHOLE else names[code]


def _choose_peers(viewer: Viewer, mine: str, level: str, areas: Sequence[CompareAreas]) -> tuple[str, ...]:
    names = {area.area_code: f"{area.area_name}, {area.parent_name or ''}" for area in areas}
    with screen.expander(say("compare.peers_how"), key="peers_how", expanded=False):
        screen.markdown(say("compare.peers_lead", n=N_PEERS))
        weights = _choose_weights()
        near = distances(pd.DataFrame(map(figures, areas), list(names), FIGURES, dtype=float), mine, weights)
        options = list(near.index[:300])
        left, right = st.columns(2)
        with left:
            locked_in = _codes(CompareAddress.include, say("compare.locked_in"), options, names)
        with right:
            locked_out = _codes(CompareAddress.exclude, say("compare.locked_out"), options, names)
        chosen = choose_peers(near, N_PEERS, locked_in, locked_out)
        if chosen:
            screen.table(peer_table(near, chosen, areas))
        else:
            screen.markdown(say("compare.no_peers"))
        screen.caption(sentences(say("compare.peers_note"), years_of(viewer, level, FIGURES)))
    return (mine, *chosen)


def _choose_weights() -> dict[str, float]:
    given = st.query_params.get(CompareAddress.weights.name, WEIGHTS)
    if not re.fullmatch(r"[012]{5}", given):
        unknown(CompareAddress.weights, given)
        given = WEIGHTS
    keys = [f"weight_{column}" for column in FIGURES]

    def take_over() -> None:
        write(CompareAddress.weights, "".join(str(st.session_state[key]) for key in keys))

    columns = st.columns(len(FIGURES))
    for column, figure, key, digit in zip(columns, FIGURES, keys, given, strict=True):
        st.session_state[key] = digit
        with column:
            label = say(f"compare.figure.{figure}")
            screen.selectbox(
                label, list("012"), key=key, name=lambda d: say(f"compare.weight.{d}"), on_change=take_over
            )
    return {figure: float(digit) for figure, digit in zip(FIGURES, given, strict=True)}


def _codes(key: Key, label: str, options: Sequence[str], names: dict[str, str]) -> list[str]:
    given = [code for code in st.query_params.get(key.name, "").split(",") if code]
    for code in given:
        if code not in options:
            unknown(key, code)
    widget = f"peers_{key.name}"
    st.session_state[widget] = [code for code in given if code in options]
    found = screen.multiselect(
        label,
        options,
        key=widget,
        name=names.__getitem__,
        placeholder=say("compare.choose"),
        on_change=lambda: write(key, ",".join(st.session_state[widget])),
    )
    return list(found)


def choose_marked(viewer: Viewer, chosen: Comparison) -> Comparison:
    """The same with the area that was clicked, as a chip that takes it away; it stays marked in every view."""
    names = {area.area_code: area.area_name for area in area_rows(viewer, chosen)}
    # Of another set it may not be one: then it is told of as little as any other choice this set does not offer.
    code = st.query_params.get(CompareAddress.marked.name, "")
    chips = [Chip(CompareAddress.marked, say("table.area"), names[code])] if code in names else []
    draw_chips(chips, "compare.clicked")
    return replace(chosen, marked=code if chips else "")


def area_rows(viewer: Viewer, chosen: Comparison) -> list[CompareAreas]:
    """The areas compared with their public figures, by name; peers in order of distance.

    Wijken and buurten of several gemeenten bear the name of theirs first, as in ``map__areas``.
    """
    areas = list(viewer.ask(CompareAreas, level=chosen.level, parent=chosen.parent).rows)
    if chosen.level in ("district", "neighbourhood") and not (chosen.parent or "").startswith(("GM", "WK")):
        areas = [area._replace(area_name=f"{area.parent_name}, {area.area_name}") for area in areas]
    if chosen.own and chosen.mine == own_area.CODE:
        areas.insert(0, chosen.own.area)
    if chosen.codes is None:
        return areas
    by_code = {area.area_code: area for area in areas}
    return [by_code[code] for code in chosen.codes if code in by_code]
