"""Drilling down the map: which area is open, which level is shown, the way back, and the list in step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.text import say
from dashboard.view import places
from dashboard.view.classes import breaks
from dashboard.view.plain import plain
from dashboard.widgets import address
from dashboard.widgets.frame import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.answers import Answer
    from dashboard.view.classes import Area
    from dashboard.view.maps import CompactDeck
    from dashboard.widgets.frame import Frame

HEIGHT = 520  # pixels

# What can be shown inside an area; the first is the default.
INSIDE = {
    None: ("municipality", "province"),
    "province": ("municipality", "district"),
    "municipality": ("neighbourhood", "district"),
    "district": ("neighbourhood",),
    "neighbourhood": ("neighbourhood",),
}


@dataclass(frozen=True)
class Drill:
    """Where the map stands.

    Attributes:
        parent: code of the area that is open; None for the whole programme.
        level: level of the areas drawn inside it.
        chosen: code of the neighbourhood that is selected, if any.
    """

    parent: str | None
    level: str
    chosen: str | None


def choose_drill(here: Frame) -> Drill:
    """Draw the breadcrumb and the choice of level; give back where the map stands."""
    code = st.query_params.get("k", here.area or EVERYWHERE)
    path = [] if code == EVERYWHERE else here.ask("frame__area_path", area=code).rows
    if code != EVERYWHERE and not path:
        st.caption(f":material/info: {say('notice.unknown_code', key='k', value=code[:40])}")
    open_ones = [row for row in path if row.level != "neighbourhood"]
    _breadcrumb(open_ones)
    parent = open_ones[-1] if open_ones else None
    levels = INSIDE[parent.level if parent else None]
    level = address.segments(say("map.level"), "n", levels, levels[0], lambda name: say(f"level.{name}"))
    chosen = path[-1].area_code if path and path[-1].level == "neighbourhood" else None
    return Drill(parent.area_code if parent else None, level, chosen)


def open_area(code: str) -> None:
    """Open an area on the map, or select it when nothing lies inside it; the back button undoes it."""
    st.query_params["k"] = code
    st.query_params.pop("n", None)


def draw_list(shown: Mapping[str, Sequence[Area]], drill: Drill) -> None:
    """The same areas as a list, a column per map; choosing a row is the same as clicking the map."""
    areas = next(iter(shown.values()))
    rows = places.table(shown).drop(columns=say("table.code"))
    key = f"list_{drill.parent}_{drill.level}"

    def follow() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen:
            open_area(areas[chosen[0]].code)

    st.dataframe(
        rows,
        key=key,
        on_select=follow,
        selection_mode="single-row",
        hide_index=True,
        height=300,
        placeholder="",
        alt=", ".join(shown),
    )


def ask_shapes(here: Frame, drill: Drill) -> Answer:
    """Borders of the areas on the map, as fine as the picture needs."""
    detail = places.tolerance(drill.level, drill.parent)
    return here.ask("map__shapes", level=drill.level, parent=drill.parent, tolerance_m=detail)


def ask_outlines(here: Frame, drill: Drill, period: dict[str, Any]) -> Answer | None:
    """Areas of projects inside an open municipality or district; wider pictures would only be a tangle."""
    if not (drill.parent and drill.parent.startswith(("GM", "WK"))):
        return None
    wanted = {"parent": drill.parent, "level": drill.level, "project_type": here.project_type} | period
    return here.ask("map__project_areas", **wanted)


def ask_breaks(here: Frame, rows: pd.DataFrame, asked: dict[str, Any], *, is_share: bool) -> list[float]:
    """Class breaks, the same for every period of this length.

    Args:
        here: the frame.
        rows: the areas of this period, as ``map__areas`` gives them.
        asked: the parameters they were asked with.
        is_share: whether the map shows a share.
    """
    if asked["denominator"] == "addresses_in_scope":  # known per project, not per year
        return breaks(rows.assign(year=here.last_year), 1, is_share=is_share)
    whole = {key: value for key, value in asked.items() if key not in here.period}
    return breaks(here.ask("map__years", **whole).frame, here.last_year - here.first_year + 1, is_share=is_share)


def draw_map(deck: CompactDeck, drill: Drill, summary: str, title: str = "") -> None:
    """The map, with its period above it where there are two; a click opens an area."""
    if title:
        st.markdown(f"**{title}**")
    key = f"map_{drill.parent}_{drill.level}_{title}"
    st.pydeck_chart(
        deck, key=key, on_select=lambda: _follow_map(key), selection_mode="single-object", height=HEIGHT, alt=summary
    )


def draw_projects(outlines: Answer | None) -> None:
    """The projects outlined on the map, each a link to its dossier; folded, because a town can have many."""
    if outlines is None or outlines.empty:
        return
    rows = outlines.frame.drop_duplicates("project_code").sort_values("project_code", ascending=False)
    folded = st.expander(say("area_map.outlined", n=len(rows)), key="outlined_projects", on_change="rerun")
    if folded.open:
        for code, title in zip(rows["project_code"], rows["title"], strict=True):
            query = address.link(j=code)
            folded.page_link("app_pages/project.py", label=f"{plain(code)} · {plain(title)}", query_params=query)


def _follow_map(key: str) -> None:
    objects: dict[str, list[dict[str, Any]]] = st.session_state[key].selection.objects
    clicked = objects.get("areas", [])
    if clicked:
        open_area(clicked[0]["c"])


def _breadcrumb(path: Sequence[Any]) -> None:
    steps = [(EVERYWHERE, say("frame.everywhere")), *((row.area_code, row.area_name) for row in path)]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for position, (code, name) in enumerate(steps):
            last = position == len(steps) - 1
            st.button(
                name,
                key=f"crumb_{code}",
                type="tertiary",
                disabled=last,
                on_click=open_area,
                args=(code,),
                width="content",
                icon=None if position == 0 else ":material/chevron_right:",
            )
