"""One project at a glance, and the list in which it is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import ProjectsAddress
from dashboard.answers.rows import ProjectsCard, ProjectsPhases
from dashboard.charts.project_card import facts
from dashboard.charts.projects import listed
from dashboard.pages.projects.timeline import phase_table
from dashboard.text import say
from dashboard.ui import chips, screen
from dashboard.ui.address import tell, unknown_text, write
from dashboard.ui.navigation import link_to

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.ui.viewer import Viewer

HEIGHT, ROW = 420, 36  # pixels
WIDE = 420  # pixels a table needs


def draw_card(viewer: Viewer, rows: pd.DataFrame, code: str) -> None:
    """The project of the URL with its facts and phases; an unknown code gives a quiet notice."""
    place = st.container()  # there without a project too, so that what stands below keeps its place
    if not code:
        return
    found = rows[rows["project_code"] == code]
    if found.empty:
        with place:
            tell(unknown_text(ProjectsAddress.project, code))
        return
    row = found.iloc[0]
    phases = viewer.ask(ProjectsPhases, projects=(code,)).frame
    with place.container(border=True):
        left, right = st.columns([6, 1], vertical_alignment="center")
        with left:
            screen.subheader(f"{code} · {row['title']}")
        with right:
            mark = (ProjectsAddress.project.mark(code),)
            screen.button(say("projects.close"), key="close_card", on_click=chips.follow, args=mark, width="stretch")
        both = st.grid(2, min_column_width=WIDE)
        with both.container():
            screen.table(facts(row, viewer.ask(ProjectsCard, project=code).frame.iloc[0]), hide_header=True)
        with both.container():
            screen.table(phase_table(phases).iloc[:, 1:])
        for note in phases["note"].dropna():
            screen.markdown(note)
        link_to("project", say("projects.dossier"), project=code)


def draw_list(rows: pd.DataFrame) -> None:
    """All projects in a table that sorts; choosing a row opens its card."""
    key = "project_list"
    table = listed(rows)
    dates = {name: st.column_config.DateColumn(format="DD-MM-YYYY") for name in table.columns[5:8]}
    months = {table.columns[8]: st.column_config.NumberColumn(format="localized")}

    def choose() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen:
            write(ProjectsAddress.project, str(rows["project_code"].iloc[chosen[0]]))

    screen.dataframe(
        table,
        key=key,
        on_select=choose,
        selection_mode="single-row",
        height=min(HEIGHT, ROW * (len(rows) + 1) + 2),
        placeholder="–",
        column_config=dates | months,
        alt=say("projects.list.title"),
    )
