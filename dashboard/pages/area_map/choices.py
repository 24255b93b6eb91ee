"""Drilling down the map: which area is open, which level is shown, the way back, and the list in step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import EVERYWHERE, Address, AreaMapAddress
from dashboard.answers.rows import FrameAreaPath, MapProjects
from dashboard.charts import places
from dashboard.charts.classes import CHANGE, COUNT, EUR, RATE, SHARE
from dashboard.charts.numbers import period_name
from dashboard.charts.tiles import period_text
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import read, segments, tell, unknown_text, write
from dashboard.ui.map.address import LEVELS
from dashboard.ui.map.picture import AGREEMENTS, refusal
from dashboard.ui.navigation import leave_for, link_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.charts.classes import Area
    from dashboard.charts.palette import Palette
    from dashboard.ui.map.picture import FigureChoice, MapChoice
    from dashboard.ui.viewer import Viewer

MOST_LINKS = 60  # to projects under one map
MOST_BARS = 500  # rows with a picture each
# Pixels: the list at most, a row of it, a column of values at least, a sign in it, and the column that leaves room for bars.
HEIGHT, ROW, VALUE, SIGN, ROOM = 300, 35, 150, 8, 230
PACE = 2.0  # seconds a moment is shown while they play
EVERY_STEP = ("period", "year", "quarter")
STEPS = {COUNT: EVERY_STEP, RATE: EVERY_STEP, SHARE: EVERY_STEP, CHANGE: EVERY_STEP, EUR: ("period", "year")}
# What can be shown inside an area; the first is the default. All districts at once are thousands: only on request.
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
    """

    parent: str | None
    level: str
    chosen: str | None


def choose_drill(viewer: Viewer, address: AreaMapAddress) -> tuple[Drill, DeltaGenerator]:
    """Draw the breadcrumb and the choice of level; give back where the map stands, and the row for more choices."""
    code = address.inside or viewer.area or EVERYWHERE
    path = [] if code == EVERYWHERE else viewer.ask(FrameAreaPath, area=code).rows
    if code != EVERYWHERE and not path:
        tell(unknown_text(AreaMapAddress.inside, code))
    open_ones = [row for row in path if row.level != "neighbourhood"]
    parent = open_ones[-1] if open_ones else None
    municipality = next((row.area_code for row in path if row.level == "municipality"), None)
    every = INSIDE[parent.level if parent else None]
    levels = tuple(level for level in every if viewer.rights.shows(level, municipality)) or every
    chosen = path[-1].area_code if path and path[-1].level == "neighbourhood" else None
    row = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom")
    with row:
        _breadcrumb(path)
        level = segments(say("map.level"), AreaMapAddress.level, levels, level_name, elsewhere=LEVELS)
    return Drill(parent.area_code if parent else None, level, chosen), row


def level_name(level: str) -> str:
    """A level as people read it."""
    return say(f"level.{level}")


def open_area(code: str) -> None:
    """Open an area on the map, or select it when nothing lies inside it; the back button undoes it."""
    write(AreaMapAddress.inside, code)
    write(AreaMapAddress.level, None)


def draw_list(shown: Mapping[str, Sequence[Area]], drill: Drill, colours: Palette) -> None:
    """The same areas as a list, a column per map; choosing a row is the same as clicking the map."""
    areas = next(iter(shown.values()))
    rows, settings = places.listed(shown), {}
    widths = {name: _width(rows[name]) for name in shown}
    for name, width in widths.items():
        settings[name] = st.column_config.TextColumn(width=width)
    has_room = sum(widths.values()) <= ROOM and len(areas) <= MOST_BARS
    if has_room and any(area.interval for area in areas):
        name = say("area_map.interval")
        rows.insert(2, name, places.bars(areas, colours))
        settings[name] = st.column_config.ImageColumn(width=places.BAR_PX + 30)
    key = f"list_{drill.parent}_{drill.level}_{drill.chosen}"
    marked = [i for i, area in enumerate(areas) if area.code == drill.chosen]

    def follow() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen and chosen != marked and (code := areas[chosen[0]].code):  # what is in no area has none
            open_area(code)

    screen.dataframe(
        rows,
        key=key,
        on_select=follow,
        selection_mode="single-row",
        selection_default={"selection": {"rows": marked}} if marked else None,
        height=min(HEIGHT, ROW * (len(rows) + 1) + 2),
        placeholder="",
        column_config=settings,
        alt=", ".join(shown),
    )


def draw_refusal(choice: FigureChoice) -> bool:
    """Say why this level or type has no such figures, with a button that takes it away; False where it has them."""
    why = refusal(choice)
    if not why:
        return False
    screen.info(say(f"map.refused.{why}", measure=choice.measure.name))
    way_out = {"level": _wider, "type": partial(write, Address.type, None)}[why]
    screen.button(say(f"map.refused.{why}_button"), key=f"refused_{why}", on_click=way_out)
    return True


def _wider() -> None:
    write(AreaMapAddress.inside, EVERYWHERE)
    write(AreaMapAddress.level, "municipality", INSIDE[None][0])


def choose_moment(viewer: Viewer, choice: FigureChoice, row: DeltaGenerator) -> FigureChoice:
    """The whole period, or one year or quarter of it with a slider that can be played; classes stay the same."""
    if st.session_state.pop("map_turned", False):
        st.rerun()  # whether the map redraws by itself is settled with the whole page
    steps = EVERY_STEP[:1] if choice.measure.code == AGREEMENTS else STEPS.get(choice.form, EVERY_STEP[:1])
    step = steps[0]
    if len(steps) > 1:
        with row:
            step = segments(say("area_map.step"), AreaMapAddress.step, steps, _step_name, elsewhere=EVERY_STEP)
    if step == "period":
        stop()
        return choice
    moments = {moment.code: moment for moment in moments_of(viewer.from_month, viewer.until_month, step)}
    at = read(AreaMapAddress.moment, list(moments), next(iter(moments)))
    if is_playing():
        at = _next(list(moments), at)
    st.session_state["map_moment"] = at
    if len(moments) > 1:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            screen.select_slider(
                say(f"area_map.moment.{step}"),
                list(moments),
                key="map_moment",
                name=lambda code: moments[code].name,
                on_change=_move,
            )
            icon, words = (":material/pause:", "stop") if is_playing() else (":material/play_arrow:", "play")
            screen.button(
                say(f"area_map.{words}"),
                key="map_play",
                icon=icon,
                on_click=_turn,
                args=(list(moments), at),
                width="content",
            )
    chosen = moments[at]
    return replace(choice, from_month=chosen.start.isoformat(), until_month=chosen.end.isoformat())


def _step_name(step: str) -> str:
    return say(f"area_map.by.{step}")


def _turn(moments: list[str], at: str) -> None:
    """Play, from the start when it stands at the end, or stop."""
    was_playing = is_playing()
    stop()
    st.session_state["map_turned"], st.session_state["map_playing"] = True, not was_playing
    if not was_playing and at == moments[-1]:
        write(AreaMapAddress.moment, moments[0])


def _move() -> None:
    stop()
    write(AreaMapAddress.moment, st.session_state["map_moment"])


def _next(moments: list[str], at: str) -> str:
    """The moment after this one, shown by itself; the last one ends the play."""
    place = moments.index(at) + (1 if st.session_state.pop("map_ticked", False) else 0)
    st.session_state["map_ticked"] = True
    if place >= len(moments):
        stop()
        st.rerun()
    if place:
        write(AreaMapAddress.moment, moments[place])
    return moments[place]


def is_playing() -> bool:
    """Whether the moments follow each other by themselves."""
    return bool(st.session_state.get("map_playing"))


def stop() -> None:
    """Let the moments stand still."""
    st.session_state["map_playing"] = False
    st.session_state.pop("map_ticked", None)


def moments_of(start: date, end: date, step: str) -> list[Moment]:
    """The years or quarters of a period, oldest first; the last one may not be over.

    Args:
        start: first month.
        end: last month.
        step: ``year`` or ``quarter``.
    """
    months = 12 if step == "year" else 3
    found, at = [], date(start.year, (start.month - 1) // months * months + 1, 1)
    while at <= end:
        last = date(at.year, at.month + months - 1, 1)
        if step == "quarter" and last > end:
            break
        found.append(Moment(at, min(last, end), step))
        at = date(at.year + 1, 1, 1) if step == "year" or at.month == 10 else date(at.year, at.month + 3, 1)
    return found


@dataclass(frozen=True)
class Moment:
    """One year or quarter.

    Attributes:
        start: its first month.
        end: its last month for which anything can have been delivered.
        step: ``year`` or ``quarter``.
    """

    start: date
    end: date
    step: str

    @property
    def code(self) -> str:
        """As an address says it: ``2024`` or ``2024K3``."""
        return str(self.start.year) if self.step == "year" else f"{self.start.year}K{(self.start.month + 2) // 3}"

    @property
    def name(self) -> str:
        """As people read it."""
        return period_text(self.start, self.end) if self.step == "year" else period_name(self.start, "quarter")


def _width(texts: pd.Series[str]) -> int:
    """Pixels that a column of values needs."""
    return int(min(2 * VALUE, max(VALUE, SIGN * texts.str.len().max())))


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
        with folded, st.container(key="printed_outlined"):
            for code, title in sorted(titles.items(), reverse=True)[:MOST_LINKS]:
                link_to("project", f"{code} · {title}", project=code)


def _breadcrumb(path: Sequence[FrameAreaPath]) -> None:
    """The way from the programme to the area that is open or chosen, the widest first; Escape goes one step up."""
    steps = [(EVERYWHERE, say("frame.everywhere")), *((row.area_code, row.area_name) for row in path)]
    above = len(steps) - 2
    with st.container(horizontal=True, gap="small", vertical_alignment="center", width="content"):
        for position, (code, name) in enumerate(steps):
            screen.button(
                name,
                key=f"crumb_{code}",
                type="tertiary",
                disabled=position > above,
                on_click=open_area,
                args=(code,),
                width="content",
                icon=None if position == 0 else ":material/chevron_right:",
                shortcut="Esc" if position == above else None,
            )
