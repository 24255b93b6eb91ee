"""Projecten: every project on one time axis, how long projects last, and a list to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.analysis.lead_time import lead_times
from dashboard.answers.rows import PartnersNames, ProjectsPhases
from dashboard.charts import projects
from dashboard.pages.projects import lead_times as lengths
from dashboard.pages.projects import timeline
from dashboard.pages.projects.card import draw_card, draw_list
from dashboard.text import language, say
from dashboard.ui import screen
from dashboard.ui.chips import follow
from dashboard.ui.panel import Shown, draw_figure, stop_empty
from dashboard.ui.project_filters import ask_projects, choose_page, choose_projects

WIDE = 420  # pixels a figure needs with its foot

if TYPE_CHECKING:
    from dashboard.addresses import ProjectsAddress
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: ProjectsAddress) -> None:
    """Draw the page."""
    screen.title(say("projects.title"))
    rows, on = ask_projects(viewer, viewer.area)
    if rows.empty:
        stop_empty(say("projects.none"), viewer)
    leads = viewer.ask(PartnersNames, until_month=viewer.history["until_month"]).frame
    leads = leads[leads["partner_code"].isin(rows["lead_partner_code"])]
    names = projects.part_names(rows, dict(zip(leads["partner_code"], leads[f"name_{language()}"], strict=True)))
    choice = choose_projects(viewer, rows, names)
    found = projects.narrow(rows, choice)
    screen.markdown(projects.summary(found, on))
    draw_card(viewer, rows, address.project)
    table = partial(projects.bars_table, rows, choice, names)
    choose = Shown("choose", say("projects.choose.title"), say("projects.choose.sentence"), table, table)
    draw_figure(projects.bars(rows, choice, names, viewer.colours), choose, viewer, follow)
    if found.empty:
        screen.info(say("projects.none"))
        st.stop()

    page = choose_page(len(found), timeline.PER_PAGE)
    part = found.iloc[page * timeline.PER_PAGE :][: timeline.PER_PAGE]
    phases = viewer.ask(ProjectsPhases, projects=tuple(part["project_code"])).frame
    figure = timeline.timeline(part, phases, on, address.project, viewer.colours)
    sentence, table = timeline.sentence(part, len(found)), partial(timeline.phase_table, phases)
    shown = Shown("timeline", say("projects.timeline.title"), sentence, table, phases, say("projects.timeline.note"))
    draw_figure(figure, shown, viewer, follow)

    both = st.grid(2, min_column_width=WIDE)
    ages = lead_times(found, on)
    with both.container():
        table = partial(lengths.histogram_table, ages)
        shown = Shown("lead", say("lead.title"), lengths.histogram_sentence(ages), table, table, say("lead.note"))
        draw_figure(lengths.histogram(ages, viewer.colours), shown, viewer)
    with both.container():
        curves = lengths.curves(ages)
        table, sentence = partial(lengths.cohort_table, curves), lengths.cohort_sentence(ages)
        shown = Shown("cohorts", say("lead.cohort_title"), sentence, table, table, say("lead.cohort_note"))
        draw_figure(lengths.cohort_figure(curves, viewer.colours), shown, viewer)
    screen.subheader(say("projects.list.title"))
    screen.caption(say("projects.list.note"))
    draw_list(found)
