"""Rapport: choose a report and a form, see what it holds, and take it along."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import EVERYWHERE, ReportAddress
from dashboard.pages.report.choices import draw_own
from dashboard.pages.report.contents import OWN, OWN_FORMS, READY
from dashboard.pages.report.forms import FORMS, make
from dashboard.pages.report.making import of_basket, ready_made
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.ui import basket as mine
from dashboard.ui import screen
from dashboard.ui.address import segments, select, whole
from dashboard.ui.agreements import ask_agreements, calendar_file, follow_ups
from dashboard.ui.gate import Taking
from dashboard.ui.jobs import draw_job, start
from dashboard.ui.panel import file_name, source_note, stop_empty
from dashboard.ui.project_filters import ask_projects

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.documents.report import Report
    from dashboard.pages.report.making import Step
    from dashboard.ui.jobs import Job
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: ReportAddress) -> None:
    """Draw the page."""
    screen.markdown(say("report.lead"))
    kind = segments(say("report.which"), ReportAddress.kind, (*READY, OWN), lambda one: say(f"report.{one}.title"))
    screen.caption(say(f"report.what.{kind}"))
    if kind == OWN:
        draw_own(viewer)
        if not mine.basket().items:
            stop_empty(say("report.own.empty"), viewer)
    else:
        viewer = choose_subject(viewer, kind)
        chapters = (say(f"report.{kind}.{chapter.key}") for chapter in READY[kind].chapters)
        screen.markdown(say("report.contains", chapters=" · ".join(chapters)))
    form = segments(
        say("report.form"),
        ReportAddress.form,
        OWN_FORMS if kind == OWN else READY[kind].forms,
        lambda one: say(f"report.form_name.{one}"),
        elsewhere=tuple(FORMS),
    )
    name = f"{kind} {form} {viewer.release.id} {sorted(st.query_params.to_dict().items())}"
    if screen.pressed(say("report.make"), key="make", icon=":material/description:", type="primary"):
        start(name, work(viewer, kind, form))
    draw_job(name, file_name(kind, viewer, form), FORMS[form], Taking(viewer.release, "documents", form))
    screen.caption(source_note(viewer))


def choose_subject(viewer: Viewer, kind: str) -> Viewer:
    """The viewer with what the report is about; where that is still to be chosen the page says so and stops."""
    if READY[kind].level and viewer.level != READY[kind].level:
        stop_empty(say("report.choose_municipality"), viewer)
    if not READY[kind].is_of_project:
        return viewer
    names = {project.code: f"{project.code} · {project.row.title}" for project in ask_projects(viewer)[0]}
    code = select(
        say("report.project"),
        ReportAddress.project,
        [EVERYWHERE, *names],
        lambda one: say("report.choose_project") if one == EVERYWHERE else names[one],
    )
    if code == EVERYWHERE:
        stop_empty(say("report.choose_project"), viewer)
    title = next(project.row.title for project in ask_projects(viewer)[0] if project.code == code)
    return replace(viewer, follows=()).of(code, title)  # a dossier is of the whole project


def work(viewer: Viewer, kind: str, form: str) -> Callable[[Job], bytes]:
    """What makes the document, apart from the page that asked for it."""
    settings, base = Settings.from_environment(), whole("").rstrip("/")
    if form == "ics":
        due = follow_ups(viewer, ask_agreements(viewer))
        return lambda _job: calendar_file(viewer, due)
    chosen = mine.basket()

    def report(step: Step) -> Report:
        if kind == OWN:
            return of_basket(chosen, viewer, settings, base, step)
        return ready_made(kind, viewer, base, step)

    return partial(make, form, report)
