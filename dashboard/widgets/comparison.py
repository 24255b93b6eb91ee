"""Which areas are compared: my area or a part of it, beside its parts, its peers, the province or all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.analysis.peers import choose_peers, distances
from dashboard.answers import rounding_sd
from dashboard.text import say
from dashboard.view.compare import FIGURES, peer_table
from dashboard.widgets import address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.widgets.frame import Frame

WHOLE, PEERS, N_PEERS = "alle", "peers", 10
# What an area can be compared with; the first is the default.
AGAINST = {
    "programme": ("municipality",),
    "province": ("municipality", "all"),
    "municipality": (PEERS, "district", "neighbourhood", "province", "all"),
    "district": (PEERS, "siblings", "neighbourhood", "province"),
    "neighbourhood": (PEERS, "siblings", "province"),
}
INSIDE = ("municipality", "district", "neighbourhood")
WEIGHTS = "11111"


@dataclass(frozen=True)
class Comparison:
    """What is compared.

    Attributes:
        mine: code of my area; None for the whole programme.
        level: level of the areas compared.
        parent: code they lie in; None everywhere.
        codes: their codes, in order of distance for peers; None for all of the level in the parent.
    """

    mine: str | None
    name: str
    level: str
    parent: str | None
    codes: tuple[str, ...] | None
    against: str

    def noise(self, here: Frame) -> Callable[[float], float]:
        """Standard deviation of the rounding of a count of such an area."""
        return partial(rounding_sd, here.release, self.level, "year")


def choose_comparison(here: Frame, beside: DeltaGenerator) -> Comparison:
    """Draw the choice of my area, in the column given, and what it is compared with; the set stands in the URL."""
    with beside:
        mine, level, name = _choose_part(here)
    options = AGAINST[level]
    against = address.segments(say("compare.against"), "v", options, options[0], lambda one: say(f"compare.set.{one}"))
    path = {row.level: row.area_code for row in here.ask("frame__area_path", area=mine).rows} if mine else {}
    if against in INSIDE:
        return Comparison(mine, name, against, mine, None, against)
    if against == PEERS and mine:
        return Comparison(mine, name, level, None, _choose_peers(here, mine, level), against)
    parent = {"siblings": path.get("municipality"), "province": path.get("province")}.get(against)
    return Comparison(mine, name, level, parent, None, against)


def _choose_part(here: Frame) -> tuple[str | None, str, str]:
    if here.area is None or here.area.startswith("PV"):
        return here.area, "province" if here.area else "programme", here.area_name
    names, levels = {WHOLE: say("compare.whole", name=here.area_name)}, {WHOLE: "municipality"}
    for level in ("district", "neighbourhood"):
        for row in here.ask("compare__areas", level=level, parent=here.area).rows:
            names[row.area_code] = f"{row.area_name} ({say(f'compare.one.{level}')})"
            levels[row.area_code] = level
    code = address.select(say("compare.part"), "k", list(names), WHOLE, names.__getitem__)
    return (here.area if code == WHOLE else code), levels[code], here.area_name if code == WHOLE else names[code]


def _choose_peers(here: Frame, mine: str, level: str) -> tuple[str, ...]:
    areas = here.ask("compare__areas", level=level).frame
    names = dict(zip(areas["area_code"], areas["area_name"] + ", " + areas["parent_name"].fillna(""), strict=True))
    with st.expander(say("compare.peers_how"), key="peers_how", expanded=False):
        st.markdown(say("compare.peers_lead", n=N_PEERS))
        weights = _choose_weights()
        near = distances(areas.set_index("area_code")[list(FIGURES)], mine, weights)
        options = list(near.index[:300])
        left, right = st.columns(2)
        with left:
            locked_in = _codes("i", say("compare.locked_in"), options, names)
        with right:
            locked_out = _codes("u", say("compare.locked_out"), options, names)
        chosen = choose_peers(near, N_PEERS, locked_in, locked_out)
        if chosen:
            st.table(peer_table(near, chosen, areas), hide_index=True)
        else:
            st.markdown(say("compare.no_peers"))
        st.caption(say("compare.peers_note"))
    return (mine, *chosen)


def _choose_weights() -> dict[str, float]:
    given = st.query_params.get("x", WEIGHTS)
    if not re.fullmatch(r"[012]{5}", given):
        address.notice(say("notice.unknown_code", key="x", value=given[:40]))
        given = WEIGHTS
    keys = [f"weight_{column}" for column in FIGURES]

    def take_over() -> None:
        address.write("x", "".join(str(st.session_state[key]) for key in keys), WEIGHTS)

    columns = st.columns(len(FIGURES))
    for column, figure, key, digit in zip(columns, FIGURES, keys, given, strict=True):
        st.session_state[key] = digit
        with column:
            label = say(f"compare.figure.{figure}")
            st.selectbox(
                label, list("012"), key=key, format_func=lambda d: say(f"compare.weight.{d}"), on_change=take_over
            )
    return {figure: float(digit) for figure, digit in zip(FIGURES, given, strict=True)}


def _codes(key: str, label: str, options: Sequence[str], names: dict[str, str]) -> list[str]:
    given = [code for code in st.query_params.get(key, "").split(",") if code]
    for code in given:
        if code not in options:
            address.notice(say("notice.unknown_code", key=key, value=code[:40]))
    widget = f"peers_{key}"
    st.session_state[widget] = [code for code in given if code in options]
    found = st.multiselect(
        label,
        options,
        key=widget,
        format_func=names.__getitem__,
        placeholder=say("compare.choose"),
        on_change=lambda: address.write(key, ",".join(st.session_state[widget]), ""),
    )
    return list(found)


def draw_notices() -> None:
    """Notices that came up inside a part of a page, in that part."""
    for line in st.session_state["notices"]:
        st.caption(f":material/info: {line}")
    st.session_state["notices"] = []


def area_rows(here: Frame, chosen: Comparison) -> pd.DataFrame:
    """The areas compared with their public figures, by name; peers in order of distance."""
    areas = here.ask("compare__areas", level=chosen.level, parent=chosen.parent).frame
    if chosen.codes is None:
        return areas
    kept = areas[areas["area_code"].isin(chosen.codes)]
    return kept.sort_values("area_code", key=lambda codes: codes.map(list(chosen.codes or ()).index))
