"""Drilling down the map: which area is open, which level is shown, the way back, and the list in step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import EVERYWHERE, AreaMapAddress
from dashboard.answers.rows import FrameAreaPath, MapProjects
from dashboard.charts import places
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import segments, tell, unknown_text, write
from dashboard.ui.navigation import leave_for, link_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.charts.classes import Area
    from dashboard.ui.map.picture import MapChoice
    from dashboard.ui.viewer import Viewer

# What can be shown inside an area; the first is the default. All districts at once are thousands: only on request.
LEVELS = ("province", "municipality", "district", "neighbourhood")
MOST_LINKS = 60  # to projects under one map
HEIGHT, ROW, VALUE = 300, 35, 150  # pixels: the list at most, a row of it, a column of values
INSIDE = {
    None: ("municipality", "province", "district"),
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
        above: code of what Escape leads back to.
    """

    parent: str | None
    level: str
    chosen: str | None
    above: str


def choose_drill(viewer: Viewer, address: AreaMapAddress) -> Drill:
    """Draw the breadcrumb and the choice of level; give back where the map stands."""
    code = address.inside or viewer.area or EVERYWHERE
    path = [] if code == EVERYWHERE else viewer.ask(FrameAreaPath, area=code).rows
    if code != EVERYWHERE and not path:
        tell(unknown_text(AreaMapAddress.inside, code))
    open_ones = [row for row in path if row.level != "neighbourhood"]
    parent = open_ones[-1] if open_ones else None
    levels = INSIDE[parent.level if parent else None]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        _breadcrumb(open_ones)
        level = segments(say("map.level"), AreaMapAddress.level, levels, level_name, elsewhere=LEVELS)
    chosen = path[-1].area_code if path and path[-1].level == "neighbourhood" else None
    back = [EVERYWHERE, *(row.area_code for row in open_ones)]
    above = back[-1] if chosen else back[max(0, len(back) - 2)]
    return Drill(parent.area_code if parent else None, level, chosen, above)


def level_name(level: str) -> str:
    """A level as people read it."""
    return say(f"level.{level}")


def open_area(code: str) -> None:
    """Open an area on the map, or select it when nothing lies inside it; the back button undoes it."""
    write(AreaMapAddress.inside, code)
    write(AreaMapAddress.level, None)


def draw_list(shown: Mapping[str, Sequence[Area]], drill: Drill) -> None:
    """The same areas as a list, a column per map; choosing a row is the same as clicking the map."""
    areas = next(iter(shown.values()))
    rows = places.listed(shown)
    key = f"list_{drill.parent}_{drill.level}_{drill.chosen}"
    marked = [i for i, area in enumerate(areas) if area.code == drill.chosen]

    def follow() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen and chosen != marked:
            open_area(areas[chosen[0]].code)

    screen.dataframe(
        rows,
        key=key,
        on_select=follow,
        selection_mode="single-row",
        selection_default={"selection": {"rows": marked}} if marked else None,
        height=min(HEIGHT, ROW * (len(rows) + 1) + 2),
        placeholder="",
        column_config={name: st.column_config.TextColumn(width=VALUE) for name in shown},
        alt=", ".join(shown),
    )


def open_project(code: str) -> None:
    """Go to the dossier of a project whose outline was clicked."""
    leave_for("project", project=code)


def draw_projects(viewer: Viewer, choice: MapChoice) -> None:
    """The projects outlined on the map, each a link to its dossier; folded, because a town can have many."""
    titles = {row.project_code: row.title for row in viewer.ask(MapProjects, **choice.projects).rows}
    if not titles:
        return
    folded = screen.expander(say("area_map.outlined", n=len(titles)), key="outlined_projects", on_change="rerun")
    if folded.open:
        for code, title in sorted(titles.items(), reverse=True)[:MOST_LINKS]:
            with folded:
                link_to("project", f"{code} · {title}", project=code)


def _breadcrumb(path: Sequence[FrameAreaPath]) -> None:
    steps = [(EVERYWHERE, say("frame.everywhere")), *((row.area_code, row.area_name) for row in path)]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", width="content"):
        for position, (code, name) in enumerate(steps):
            last = position == len(steps) - 1
            screen.button(
                name,
                key=f"crumb_{code}",
                type="tertiary",
                disabled=last,
                on_click=open_area,
                args=(code,),
                width="content",
                icon=None if position == 0 else ":material/chevron_right:",
            )
