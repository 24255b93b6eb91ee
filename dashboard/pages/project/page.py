"""Project: the dossier of one project, chapter by chapter, with every caveat where it belongs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.addresses import ProjectAddress
from dashboard.analysis.equal_age import common_age, whole_months
from dashboard.answers.rows import (
    ProjectAreas,
    ProjectCosts,
    ProjectCounts,
    ProjectFeatures,
    ProjectFlows,
    ProjectFunnels,
    ProjectMap,
    ProjectsLessons,
    ProjectSteps,
    SustainmentAgreements,
)
from dashboard.charts import flows
from dashboard.charts import funnel as whole_funnel
from dashboard.charts.agreements import rows_of
from dashboard.charts.cohort import cohort_sentence, cohort_table
from dashboard.charts.events import listed
from dashboard.charts.ladder import ladder, ladder_rows, ladder_sentence, ladder_table
from dashboard.charts.lessons import by_theme, lesson_table
from dashboard.charts.places import border_source
from dashboard.charts.project_card import facts, facts_rows
from dashboard.pages.project.choices import (
    choose_chapter,
    choose_project,
    draw_head,
    last_month,
    missing,
    open_button,
    shown,
)
from dashboard.pages.project.figures import costs, cover, goals, head, lessons, people, privacy, results, steps
from dashboard.pages.project.figures import funnel as compared
from dashboard.pages.project.figures import similar as alike
from dashboard.pages.project.figures.passing import passing_rows, passing_table
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.euros import project_euros
from dashboard.ui.ladder import ask_cohort, follows_decisions
from dashboard.ui.limits import hides_texts
from dashboard.ui.map.deck import Scene, draw_maps, edge_of
from dashboard.ui.map.picture import MapChoice
from dashboard.ui.measure import measure_names
from dashboard.ui.panel import draw_figure, draw_foot, source_note
from dashboard.ui.run import stop

if TYPE_CHECKING:
    from dashboard.pages.project.choices import Dossier
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: ProjectAddress) -> None:
    """Draw the page."""
    file = choose_project(viewer)
    if file is None:
        stop()
    draw_head(file)
    for chapter in choose_chapter():
        DRAW[chapter](file)
    screen.caption(sentences(say("project.whole"), source_note(file.viewer)))


PER_ROW, NARROWEST, WIDE = 4, 220, 420  # pixels
ROW, TALLEST = 36, 420  # pixels of a table


def draw_overview(file: Dossier) -> None:
    """Key figures, money beside people, facts, map and goals."""
    n_scope = sum(area.n_addresses for area in file.ask(ProjectAreas).rows)
    keys = head.keys(
        file.project,
        file.steps,
        file.goals,
        file.totals,
        file.amounts,
        n_scope,
        file.noise,
        has_prior=file.card.has_prior_goal,
    )
    grid = st.grid(PER_ROW, min_column_width=NARROWEST)
    for key in keys:
        with grid.container(border=True, height="stretch", gap=None):
            screen.key_figure(key.title, key.value)
            screen.caption(key.detail)
    screen.caption(sentences(say("overview.selected_only"), missing(file)))
    if file.totals:
        _panels(file)
    both = st.grid(2, min_column_width=WIDE)
    with both.container():
        _facts(file)
    with both.container():
        _map(file)
    _goals(file)


def _facts(file: Dossier) -> None:
    """Who, when and why; how it stands and what came of it is told by the cover, and here where the cover is not."""
    table = facts(file.project, file.card)
    began = file.project.state in head.BEGUN
    verdict = cover.verdict(file.goals, file.totals, file.noise, is_over=file.is_over) if began else ""
    sentence = sentences(verdict, head.standing(file.project, file.steps))
    told = replace(
        shown("facts", sentence, table, partial(facts_rows, file.project, file.card)), brief=say("project.facts.brief")
    )
    screen.subheader(told.title)
    screen.table(table, hide_header=True)
    draw_foot(told, file.viewer)


def _panels(file: Dossier) -> None:
    """What it brought in and what it meant for people, side by side and equally large."""
    both = st.grid(2, min_column_width=WIDE)
    with both.container(border=True, height="stretch"):
        screen.subheader(say("project.panel_people"))
        screen.table(people.table(_lines(file), people.FIRST))
    with both.container(border=True, height="stretch"):
        screen.subheader(say("project.panel_money"))
        screen.table(ladder_table(file.amounts))


def _lines(file: Dossier) -> list[tuple[str, str, str, str]]:
    return people.panel(file.totals, file.amounts, file.steps, file.noise)


def _map(file: Dossier) -> None:
    """The areas on a map without results, and as a list."""
    answer = file.ask(ProjectAreas)
    areas = answer.rows
    told = shown("map", head.area_sentence(areas), partial(head.area_table, areas), answer.frame)
    screen.subheader(told.title)
    level = head.level(areas)
    rows = file.viewer.ask(ProjectMap, project=file.code, level=level).rows
    if rows:
        inside = frozenset(row.area_code for row in rows if row.is_inside)
        choice = MapChoice(level=level, parent=rows[0].parent_code, chosen=inside)
        line = edge_of(file.viewer, "", level, inside, choice, parent=choice.parent)
        is_one_municipality = bool(choice.parent and choice.parent.startswith("GM"))
        scene = Scene(choice, told.sentence, [line], near=None if is_one_municipality else inside)
        draw_maps(file.viewer, "project_map", [(st.container(), scene)], lambda _code: None)
        screen.caption(border_source(file.viewer.release))
    draw_foot(told, file.viewer)


def _goals(file: Dossier) -> None:
    sentence = goals.sentence(file.goals, has_prior=file.card.has_prior_goal)
    table, rows = partial(goals.table, file.goals), partial(goals.rows, file.goals)
    told = shown("goals", sentence, table, rows, missing(file), goals.finding(file.goals))
    draw_figure(goals.figure(file.goals, file.viewer.colours), told, file.viewer)
    if file.goals:
        screen.table(goals.table(file.goals))


def draw_steps(file: Dossier) -> None:
    """The 28 steps as a figure and a table, and those about the data of people."""
    table = steps.table(file.steps)
    download = partial(steps.rows_of, file.steps, file.ask(ProjectSteps).frame)
    marked = () if "events" in file.viewer.left_out else file.happened(steps.days(file.steps, file.stated_on))
    told = replace(shown("steps", steps.sentence(file.steps), table, download), listed=listed(marked))
    draw_figure(steps.figure(file.steps, file.stated_on, file.viewer.colours, marked), told, file.viewer)
    documents = steps.document_table(file.steps)
    if not documents.empty:
        screen.table(documents)
    _privacy(file)


def _privacy(file: Dossier) -> None:
    """What it stated of the data of people."""
    table = privacy.table(file.card, file.steps, file.totals)
    sentence, rows = (
        privacy.sentence(file.project, file.card, file.steps),
        partial(privacy.rows_of, file.project, file.card, file.steps),
    )
    told = shown("privacy", sentence, table, rows)
    screen.subheader(told.title)
    screen.table(table, hide_header=True)
    draw_foot(told, file.viewer)


def draw_people(file: Dossier) -> None:
    """The panel of people, every line with how to read it."""
    table = people.table(_lines(file))
    rows = partial(people.rows_of, _lines(file), file.totals, file.noise)
    told = shown("people", people.sentence(file.totals, file.amounts, file.noise), table, rows, missing(file))
    screen.subheader(told.title)
    screen.table(table)
    draw_foot(told, file.viewer)


def draw_costs(file: Dossier) -> None:
    """Costs where stated, and the range of what came in against them; a word where they are not for this viewer."""
    if hides_texts(file.card.reason):
        screen.info(say("limited.costs"))
        return
    stated = file.ask(ProjectCosts).rows
    found = costs.against_cost(stated, file.amounts)
    n_partners = sum(partner.takes_part for partner in file.partners)
    sentence = costs.sentence(stated, n_partners, found, file.amounts)
    table = costs.table(stated, file.names, found)
    told = shown("costs", sentence, table, costs.rows(stated, found), missing(file))
    draw_figure(costs.figure(found, file.viewer.colours), told, file.viewer)
    screen.table(table)


def draw_lessons(file: Dossier) -> None:
    """Its lessons, what else the project wrote itself, and its agreements; a word where they are not for this viewer."""
    if hides_texts(file.card.reason):
        screen.info(say("limited.lessons"))
        return
    _learnt(file)
    notes, agreements = lessons.told(file.project.row, file.steps), file.agreements([file.code])
    sentence = lessons.sentence(notes, agreements, file.project.state)
    download = rows_of(agreements, file.viewer.ask(SustainmentAgreements).frame)
    told = shown("lessons", sentence, partial(lessons.agreements_table, agreements), download)
    screen.subheader(told.title)
    if notes:
        screen.table(lessons.note_table(notes))
    if agreements:
        screen.table(lessons.agreements_table(agreements))
    draw_foot(told, file.viewer)


def _learnt(file: Dossier) -> None:
    """The lessons of the sheet for them, or that there are none."""
    answer = file.ask(ProjectsLessons)
    listed = by_theme(answer.rows)
    sentence = lessons.learnt_sentence(listed, file.project.state)
    part = shown("learnt", sentence, partial(lesson_table, listed), answer.frame)
    screen.subheader(part.title)
    if listed:
        screen.table(lesson_table(listed))
    draw_foot(part, file.viewer)


EVER = 999  # months; everything that was delivered
HEIGHT, ROW = 420, 36  # pixels


def draw_results(file: Dossier) -> None:
    """Counts, money by certainty, funnel, similar projects at equal age, passing on."""
    if not file.totals:
        screen.info(say("project.results.nothing"))
        return
    _counts(file)
    _money(file)
    _funnel(file)
    _compared(file)
    _passing(file)


def _counts(file: Dossier) -> None:
    counts = file.ask(ProjectCounts)
    rows = results.summed(counts.rows, file.noise)
    table = results.table(counts.rows, rows, file.names)
    download = partial(results.rows_of, counts.frame, rows)
    sentence = sentences(results.sentence(file.totals, file.noise), say("project.results.no_course"))
    told = shown("results", sentence, table, download, missing(file))
    draw_figure(results.figure(rows, file.viewer.colours), told, file.viewer)


def _money(file: Dossier) -> None:
    """Money by certainty over the whole project, or of the decisions that have a month."""
    if follows_decisions("project.money.choice", ProjectAddress.money):
        _decisions(file)
        return
    table = partial(ladder_table, file.amounts)
    download = partial(ladder_rows, file.amounts, project_euros(file.viewer, file.code).frame)
    told = shown("money", ladder_sentence(file.amounts, measure_names(file.viewer)), table, download, missing(file))
    draw_figure(ladder(file.amounts, file.viewer.colours), told, file.viewer)


def _decisions(file: Dossier) -> None:
    cohort, rows = ask_cohort(file.viewer, "project", {"project": file.code}, "decided")
    sentence = cohort_sentence(cohort, say("project.decisions.all_years"), measure_names(file.viewer))
    told = shown(
        "decisions", sentence, partial(cohort_table, cohort), partial(ladder_rows, cohort.amounts, rows), missing(file)
    )
    draw_figure(ladder(cohort.drawn, file.viewer.colours), told, file.viewer)


def _funnel(file: Dossier) -> None:
    own = file.viewer.ask(ProjectFunnels, projects=(file.code,), months=EVER)
    made, ends = whole_funnel.steps(own.rows[0], file.noise, is_cohort=True), whole_funnel.endings(file.amounts)
    sentence = sentences(whole_funnel.funnel_sentence(made), whole_funnel.endings_sentence(ends, is_cohort=True))
    rows = partial(whole_funnel.funnel_rows, made, ends)
    table, finding = partial(whole_funnel.funnel_table, made, ends), whole_funnel.funnel_finding(made)
    told = shown("course", sentence, table, rows, missing(file), finding)
    draw_figure(whole_funnel.funnel(made, file.viewer.colours, ends), told, file.viewer)


def _compared(file: Dossier) -> None:
    """This project against similar ones when they were as old."""
    last = last_month(file.viewer)
    start = file.project.row.start_date
    age = common_age(whole_months(start, last)) if start else None
    steps_beside: list[compared.Compared] = []
    if age is not None:
        begun = (pd.Timestamp(last) - pd.DateOffset(months=age - 2)).date()
        features = file.viewer.ask(ProjectFeatures).rows
        old = {row.project_code for row in features if row.start_date and row.start_date < begun}
        codes = [code for code in alike.nearest(features, file.code) if code in old][: alike.COMPARED]
        funnels = file.viewer.ask(ProjectFunnels, projects=(file.code, *codes), months=age)
        steps_beside = compared.compare(funnels.rows, file.code, file.noise)
    table, sentence = partial(compared.table, steps_beside), compared.sentence(steps_beside, age)
    rows, finding = partial(compared.rows_of, steps_beside), compared.finding(steps_beside)
    told = shown("funnel", sentence, table, rows, missing(file), finding)
    draw_figure(compared.figure(steps_beside, file.viewer.colours), told, file.viewer)


def _passing(file: Dossier) -> None:
    answer, names = file.ask(ProjectFlows), file.names
    table = partial(passing_table, answer.rows, names, file.noise)
    rows = partial(passing_rows, answer.rows, answer.frame, file.noise)
    told = shown("passing", flows.sentence(answer.rows, names), table, rows, missing(file))
    draw_figure(flows.picture(answer.rows, names, file.viewer.colours), told, file.viewer)
    if answer.rows:
        screen.table(table())


def draw_similar(file: Dossier) -> None:
    """The nearest finished projects, each with why, and a link to its dossier."""
    features = file.viewer.ask(ProjectFeatures).rows
    near = dict(islice(alike.nearest(features, file.code).items(), alike.SHOWN))
    agreements = file.agreements(near)
    funnels = file.viewer.ask(ProjectFunnels, projects=tuple(near), months=EVER).rows
    peers = alike.peers(near, features, file.projects, agreements, funnels, file.code, file.noise)
    told = shown(
        "similar", alike.sentence(peers, agreements), partial(alike.table, peers), partial(alike.rows, near, peers)
    )
    screen.subheader(told.title)
    for peer in peers:
        with st.container(border=True):
            open_button(peer.code, f"{peer.code} · {peer.title}", "similar")
            screen.markdown(alike.because(peer))
            screen.caption(
                say("project.similar.line", months=peer.months, hit=peer.hit_rate, settled=peer.settled, held=peer.held)
            )
    draw_foot(told, file.viewer)


DRAW = {
    "overview": draw_overview,
    "steps": draw_steps,
    "results": draw_results,
    "people": draw_people,
    "costs": draw_costs,
    "lessons": draw_lessons,
    "similar": draw_similar,
}
