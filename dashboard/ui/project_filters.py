"""What narrows the page Projecten: state and lead partner as lists, start year by a click, all of them as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import Address, ProjectsAddress
from dashboard.answers import derived
from dashboard.answers.rows import ProjectsList
from dashboard.charts.projects import FLAGS, STATES, Choice, prepared, state_name
from dashboard.text import say
from dashboard.ui.address import choose_one, read, select
from dashboard.ui.chips import Chip, draw_chips

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.charts.projects import Names, Project
    from dashboard.ui.viewer import Viewer


def ask_projects(viewer: Viewer, area: str | None = None) -> tuple[tuple[Project, ...], date | None]:
    """The projects of an area, or all, with what follows from them, and the day they speak of; None without projects."""
    return derived(prepared, viewer.ask(ProjectsList, area=area))


def choose_projects(viewer: Viewer, projects: Sequence[Project], names: Names) -> Choice:
    """Draw the lists and the chips; give back what is chosen."""
    left, right, _ = st.columns([3, 3, 4])
    with left:
        present = frozenset[str]().union(*(project.codes("state") for project in projects))
        states = {code: state_name(code) for code in (*STATES, *FLAGS) if code in present}
        state = choose_one(say("projects.state_label"), ProjectsAddress.state, states, say("projects.every"))
    with right:
        leads = names["lead_partner_code"]
        lead = choose_one(say("projects.lead_partner"), ProjectsAddress.lead, leads, say("projects.every"))
    year = read(ProjectsAddress.year, sorted({str(project.began.year) for project in projects})) or None
    chips = [
        (ProjectsAddress.year, say("projects.by.year"), year),
        (Address.type, say("frame.project_type"), names["type_code"].get(viewer.project_type or "")),
        (ProjectsAddress.state, say("projects.state_label"), state and state_name(state)),
        (ProjectsAddress.lead, say("projects.lead_partner"), lead and leads[lead]),
        (Address.area, say("frame.my_area"), viewer.area_name if viewer.area else None),
    ]
    draw_chips([Chip(key, name, value) for key, name, value in chips if value])
    return Choice(year, viewer.project_type, lead, state)


def choose_page(total: int, per_page: int) -> int:
    """Which part of a long list is drawn; 0 is the first."""
    left, _ = st.columns([3, 7])
    pages = -(-total // per_page)
    if pages <= 1:
        return 0
    names = {
        str(page): say("projects.page", first=page * per_page + 1, last=min((page + 1) * per_page, total), all=total)
        for page in range(pages)
    }
    narrower = tuple(map(str, range(pages, pages + total)))  # a narrower choice has fewer parts
    with left:
        return int(
            select(say("projects.page_label"), ProjectsAddress.part, list(names), names.__getitem__, elsewhere=narrower)
        )
