"""Chapters of a dossier that hold its results: counts, money, funnel against similar projects, passing on, and who is alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.analysis.equal_age import common_age, whole_months
from dashboard.answers.rows import FramePeriod, ProjectFeatures, ProjectFlows, ProjectFunnels
from dashboard.charts import flows
from dashboard.charts.funnel import funnel, funnel_sentence, funnel_table, steps
from dashboard.charts.ladder import ladder, ladder_sentence, ladder_table
from dashboard.pages.project import funnel as compared
from dashboard.pages.project import results
from dashboard.pages.project import similar as alike
from dashboard.pages.project.dossier import missing, open_button, shown
from dashboard.pages.project.passing import passing_table
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.euros import project_euros
from dashboard.ui.measure import measure_names
from dashboard.ui.panel import draw_figure, draw_foot

if TYPE_CHECKING:
    from datetime import date

    from dashboard.pages.project.dossier import Dossier

EVER = 999  # months; everything that was delivered
HEIGHT, ROW = 420, 36  # pixels


def draw_results(file: Dossier) -> None:
    """Counts, money by certainty, funnel, similar projects at equal age, passing on."""
    if not file.found:
        screen.info(say("project.results.nothing"))
        return
    _counts(file)
    _money(file)
    _funnel(file)
    _compared(file)
    _passing(file)


def _counts(file: Dossier) -> None:
    rows = results.summed(file.counts, file.noise)
    table = results.table(file.counts, rows, file.names)
    told = shown("results", results.sentence(file.found, file.noise), table, file.counts, missing(file))
    draw_figure(results.figure(rows, file.viewer.colours), told, file.viewer)


def _money(file: Dossier) -> None:
    table = partial(ladder_table, file.rungs)
    download = partial(project_euros, file.viewer, file.code)
    told = shown("money", ladder_sentence(file.rungs, measure_names(file.viewer)), table, download, missing(file))
    draw_figure(ladder(file.rungs, file.viewer.colours), told, file.viewer)


def _funnel(file: Dossier) -> None:
    own = file.viewer.ask(ProjectFunnels, projects=(file.code,), months=EVER)
    made = steps(own.rows[0], file.noise, is_cohort=True)
    told = shown("course", funnel_sentence(made), partial(funnel_table, made), own.frame, missing(file))
    draw_figure(funnel(made, file.viewer.colours), told, file.viewer)


def _compared(file: Dossier) -> None:
    """This project against similar ones when they were as old."""
    last = _last_month(file)
    start = file.row["start_date"]
    age = None if pd.isna(start) else common_age(whole_months(start.date(), last))
    found: list[compared.Compared] = []
    frame = pd.DataFrame()
    if age is not None:
        known, near = _nearest(file)
        old = known.index[known["start_date"] < pd.Timestamp(last) - pd.DateOffset(months=age - 2)]
        codes = [str(code) for code in near.index if code in set(old)][: alike.COMPARED]
        frame = file.viewer.ask(ProjectFunnels, projects=(file.code, *codes), months=age).frame
        found = compared.compare(frame, file.code, file.noise)
    told = shown("funnel", compared.sentence(found, age), partial(compared.table, found), frame, missing(file))
    draw_figure(compared.figure(found, file.viewer.colours), told, file.viewer)


def _passing(file: Dossier) -> None:
    rows, names = file.ask(ProjectFlows), file.names
    table = partial(passing_table, rows, names, file.noise)
    told = shown("passing", flows.sentence(rows, names), table, rows, missing(file))
    draw_figure(flows.picture(rows, names, file.viewer.colours), told, file.viewer)
    if not rows.empty:
        screen.table(table())


def draw_similar(file: Dossier) -> None:
    """The nearest finished projects, each with why, and a link to its dossier."""
    known, near = _nearest(file)
    near = near.head(alike.SHOWN)
    codes = [str(code) for code in near.index]
    agreements = file.agreements(codes)
    frame = file.viewer.ask(ProjectFunnels, projects=tuple(codes), months=EVER).frame
    found = alike.peers(near, known, file.projects, agreements, frame, file.code, file.noise)
    told = shown("similar", alike.sentence(found, agreements), partial(alike.table, found), near.reset_index())
    screen.subheader(told.title)
    for peer in found:
        with st.container(border=True):
            open_button(peer.code, f"{peer.code} · {peer.title}", "similar")
            screen.markdown(alike.because(peer))
            screen.caption(
                say("project.similar.line", months=peer.months, hit=peer.hit_rate, settled=peer.settled, held=peer.held)
            )
    draw_foot(told, file.viewer)


def _nearest(file: Dossier) -> tuple[pd.DataFrame, pd.DataFrame]:
    known = alike.features(file.viewer.ask(ProjectFeatures).frame)
    return known, alike.nearest(known, file.code)


def _last_month(file: Dossier) -> date:
    """The last month for which anything can have been delivered."""
    quarter = file.viewer.ask(FramePeriod).frame.iloc[0]["last_quarter"]
    return (pd.Timestamp(quarter) + pd.DateOffset(months=2)).date()
