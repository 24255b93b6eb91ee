"""Projecten: every project on one time axis, how long projects last, and a list to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import ProjectsAddress
from dashboard.analysis.lead_time import lead_times
from dashboard.answers.rows import (
    PartnersNames,
    ProjectFeatures,
    ProjectGoals,
    ProjectsCard,
    ProjectsLessons,
    ProjectsPhases,
    ProjectsRealisation,
)
from dashboard.charts import projects
from dashboard.charts.named import named
from dashboard.charts.project_card import facts
from dashboard.charts.projects import listed
from dashboard.pages.projects import words
from dashboard.pages.projects.choices import choose_lessons
from dashboard.pages.projects.figures import lead_times as lengths
from dashboard.pages.projects.figures import realisation, timeline
from dashboard.pages.projects.figures.timeline import phase_table
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import chips, screen
from dashboard.ui.address import tell, unknown_text, write
from dashboard.ui.chips import follow
from dashboard.ui.limits import empty
from dashboard.ui.navigation import link_to
from dashboard.ui.panel import Shown, draw_figure, draw_finding, draw_foot, stop_empty
from dashboard.ui.project_filters import ask_projects, choose_page, choose_projects
from dashboard.ui.run import fragment, stop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.charts.projects import Project
    from dashboard.pages.projects.figures.realisation import Plan
    from dashboard.ui.viewer import Viewer


WIDE = 420  # pixels a figure needs with its foot


def page(viewer: Viewer, address: ProjectsAddress) -> None:
    """Draw the page."""
    every, on = ask_projects(viewer, viewer.area)
    if on is None:
        stop_empty(say("projects.none"), viewer)
    leading = {project.row.lead_partner_code for project in every}
    partners = viewer.ask(PartnersNames, until_month=viewer.history["until_month"]).rows
    leads = {row.partner_code: named(row) for row in partners if row.partner_code in leading}
    names = projects.part_names(every, leads)
    choice = choose_projects(viewer, every, names)
    chosen = projects.narrow(every, choice)
    plans = plans_of(viewer, chosen, on) if chosen else ()
    draw_finding(realisation.finding(plans[0]) if plans else "")
    screen.markdown(projects.summary(chosen, on))
    draw_card(viewer, every, address.project)
    table = partial(projects.bars_table, every, choice, names)
    screen.pressing(say("projects.choose.pressing"), "choose")
    rows = partial(projects.bars_rows, every, choice, names)
    choose = Shown("choose", say("projects.choose.title"), say("projects.choose.sentence", n=len(every)), table, rows)
    draw_figure(projects.bars(every, choice, names, viewer.colours), choose, viewer, follow)
    if not chosen:
        screen.info(say("projects.none"))
        stop()

    first = choose_page(len(chosen), timeline.PER_PAGE) * timeline.PER_PAGE
    part = chosen[first : first + timeline.PER_PAGE]
    phases = viewer.ask(ProjectsPhases, projects=tuple(project.code for project in part))
    figure = timeline.timeline(part, phases.rows, on, address.project, viewer.colours)
    sentence, table = timeline.sentence(part, len(chosen)), partial(timeline.phase_table, phases.rows)
    title, note, pressing = (say(f"projects.timeline.{part}") for part in ("title", "note", "pressing"))
    shown = Shown("timeline", title, sentence, table, phases, note, pressing=pressing)
    draw_figure(figure, shown, viewer, follow)

    both = st.grid(2, min_column_width=WIDE)
    ages = lead_times([project.row for project in chosen], on)
    with both.container():
        table, rows = partial(lengths.histogram_table, ages), partial(lengths.histogram_rows, ages)
        shown = Shown("lead", say("lead.title"), lengths.histogram_sentence(ages), table, rows, say("lead.note"))
        draw_figure(lengths.histogram(ages, viewer.colours), shown, viewer)
    with both.container():
        curves = lengths.curves(ages)
        table, sentence = partial(lengths.cohort_table, curves), lengths.cohort_sentence(ages)
        rows = partial(lengths.cohort_rows, curves)
        shown = Shown("cohorts", say("lead.cohort_title"), sentence, table, rows, say("lead.cohort_note"))
        draw_figure(lengths.cohort_figure(curves, viewer.colours), shown, viewer)
    draw_realisation(viewer, plans)
    screen.subheader(say("projects.list.title"))
    screen.pressing(say("projects.list.pressing"), "list")
    draw_list(chosen)
    draw_lessons(viewer, chosen)


def plans_of(viewer: Viewer, projects: Sequence[Project], on: date) -> Sequence[Plan]:
    """What came of the plans of the projects that are listed, together and then by type."""
    codes = tuple(project.code for project in projects)
    rows = viewer.ask(ProjectsRealisation, projects=codes).rows
    goals = viewer.ask(ProjectGoals, projects=codes).rows
    return realisation.plans(rows, goals, projects, on, viewer.release.noise("project", "all"))


def draw_realisation(viewer: Viewer, every: Sequence[Plan]) -> None:
    """What came of the plans, together and by type."""
    title, told = say("realisation.title"), realisation.sentence(every[0])
    table, numbers = partial(realisation.table, every), partial(realisation.rows_of, every)
    note, reading, caveat = (say(f"realisation.{key}") for key in ("note", "reading", "caveat"))
    shown = Shown("realisation", title, told, table, numbers, note, reading, caveat)
    draw_figure(realisation.figure(every[0], viewer.colours), shown, viewer)


HEIGHT, ROW = 420, 36  # pixels
WIDE = 420  # pixels a table needs
MOST = 6  # projects whose lessons are drawn; the table has them all


def draw_card(viewer: Viewer, every: Sequence[Project], code: str) -> None:
    """The project of the URL with its facts and phases; an unknown code gives a quiet notice."""
    place = st.container(key="card_in_sight")  # there without a project too, so that what stands below keeps its place
    if not code:
        return
    project = next((one for one in every if one.code == code), None)
    if project is None:
        with place:
            tell(unknown_text(ProjectsAddress.project, code))
        return
    phases = viewer.ask(ProjectsPhases, projects=(code,)).rows
    with place.container(border=True):
        left, right = st.columns([6, 1], vertical_alignment="center")
        with left:
            screen.subheader(f"{code} · {project.row.title}")
        with right:
            mark = (ProjectsAddress.project.mark(code),)
            screen.button(say("projects.close"), key="close_card", on_click=chips.follow, args=mark, width="stretch")
        both = st.grid(2, min_column_width=WIDE)
        with both.container():
            screen.table(facts(project, viewer.ask(ProjectsCard, project=code).rows[0]), hide_header=True)
        with both.container():
            screen.table(phase_table(phases).iloc[:, 1:])
        for note in filter(None, (row.note for row in phases)):
            screen.markdown(note)
        link_to("project", say("projects.dossier"), project=code)


@fragment
def draw_lessons(viewer: Viewer, projects: Sequence[Project]) -> None:
    """The lessons of the projects that are listed, to search in; each project leads to its dossier."""
    screen.subheader(say("lessons.title"))
    features = viewer.ask(ProjectFeatures).rows
    every = words.prepare(viewer.ask(ProjectsLessons, project=None).rows, projects, features)
    if not every:
        screen.info(empty(viewer, say("lessons.never")))
        return
    wanted = choose_lessons(every)
    lessons = words.narrow(every, wanted)
    if not lessons:
        screen.info(say("lessons.none"))
        return
    note, reading, caveat = (say(f"lessons.{key}") for key in ("note", "reading", "caveat"))
    table, rows = partial(words.table, lessons), partial(words.rows, lessons)
    sentence = words.sentence(lessons, wanted)
    draw_foot(Shown("lessons", say("lessons.title"), sentence, table, rows, note, reading, caveat), viewer)
    by_project = list(words.by_project(lessons))
    grid = st.grid(2, min_column_width=WIDE)
    for project, own in by_project[:MOST]:
        with grid.container(border=True, height="stretch"):
            screen.markdown(Markup("**{}**").format(f"{project.code} · {project.row.title}"))
            screen.caption(words.about(own))
            for lesson in own:
                screen.markdown(words.read(lesson))
            dossier = {"project": project.code, "chapter": "lessons"}
            link_to("project", say("projects.dossier"), icon=":material/folder_open:", **dossier)
    if len(by_project) > MOST:
        screen.caption(say("lessons.some", n=MOST))


def draw_list(projects: Sequence[Project]) -> None:
    """All projects in a table that sorts; choosing a row opens its card."""
    key = "project_list"
    table = listed(projects)
    dates = {name: st.column_config.DateColumn(format="DD-MM-YYYY") for name in table.columns[5:8]}
    months = {table.columns[8]: st.column_config.NumberColumn(format="localized")}

    def choose() -> None:
        places = st.session_state[key].selection.rows
        if places:
            write(ProjectsAddress.project, projects[places[0]].code)

    screen.dataframe(
        table,
        key=key,
        on_select=choose,
        selection_mode="single-row",
        height=min(HEIGHT, ROW * (len(projects) + 1) + 2),
        placeholder="–",
        column_config=dates | months,
        alt=say("projects.list.title"),
    )
