"""Chapters of a dossier that tell its course: overview with map and goals, steps, people, costs, lessons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers import derived
from dashboard.answers.rows import ProjectAreas, ProjectCosts, ProjectMap
from dashboard.charts.ladder import ladder_table
from dashboard.charts.places import FINE, MIDDLE, border_source
from dashboard.charts.project_card import facts
from dashboard.pages.project import costs, goals, head, lessons, people, steps
from dashboard.pages.project.dossier import missing, shown
from dashboard.text import say
from dashboard.text.markup import Markup, sentences
from dashboard.ui import screen
from dashboard.ui.map import layers as maps
from dashboard.ui.map import shapes as map_shapes
from dashboard.ui.map import view as map_view
from dashboard.ui.panel import draw_figure, draw_foot

if TYPE_CHECKING:
    from dashboard.pages.project.dossier import Dossier

PER_ROW, NARROWEST, WIDE = 4, 220, 420  # pixels
ROW, TALLEST = 36, 420  # pixels of a table


def draw_overview(file: Dossier) -> None:
    """Key figures, money beside people, facts, map and goals."""
    areas = file.ask(ProjectAreas)
    n_scope = int(areas["n_addresses"].sum())
    keys = head.keys(file.row, file.steps, file.goals, file.found, file.rungs, n_scope, file.noise)
    grid = st.grid(PER_ROW, min_column_width=NARROWEST)
    for key in keys:
        with grid.container(border=True, height="stretch"):
            screen.markdown(Markup("{}\n### {}").format(key.title, key.value))
            screen.caption(key.detail)
    screen.caption(sentences(say("overview.selected_only"), missing(file)))
    if file.found:
        _panels(file)
    both = st.grid(2, min_column_width=WIDE)
    with both.container():
        screen.subheader(say("project.facts"))
        screen.table(facts(file.row, file.row), hide_header=True)
    with both.container():
        _map(file)
    _goals(file)


def _panels(file: Dossier) -> None:
    """What it brought in and what it meant for people, side by side and equally large."""
    both = st.grid(2, min_column_width=WIDE)
    with both.container(border=True, height="stretch"):
        screen.subheader(say("project.panel_people"))
        screen.table(people.table(_lines(file), people.FIRST))
    with both.container(border=True, height="stretch"):
        screen.subheader(say("project.panel_money"))
        screen.table(ladder_table(file.rungs))


def _lines(file: Dossier) -> list[tuple[str, str, str, str]]:
    return people.panel(file.found, file.rungs, file.steps, file.noise)


def _map(file: Dossier) -> None:
    """The areas on a map without results, and as a list."""
    areas = file.ask(ProjectAreas)
    told = shown("map", head.area_sentence(areas), partial(head.area_table, areas), areas)
    screen.subheader(told.title)
    level = head.level(areas)
    detail = MIDDLE if level == "municipality" else FINE
    borders = file.viewer.ask(ProjectMap, project=file.code, level=level, tolerance_m=detail)
    if not borders.empty:
        inside = borders.frame.loc[borders.frame["is_inside"], "area_code"].tolist()
        colours, parent = file.viewer.colours, borders.frame["parent_code"].iloc[0]
        outline = derived(maps.mine_outline, borders, frozenset(inside), colours)
        where = map_shapes.address(file.viewer.release.id, level, parent if isinstance(parent, str) else None, detail)
        drawn = head.drawn(borders.frame)
        payload = maps.area_map(where, drawn, (), colours, alt=told.sentence, outlines=outline)
        map_view.draw_map(payload, "project_map", lambda _code: None)
        screen.caption(border_source(file.viewer.release))
    draw_foot(told, file.viewer)


def _goals(file: Dossier) -> None:
    sentence = goals.sentence(file.goals, has_prior=bool(file.row["has_prior_goal"]))
    told = shown("goals", sentence, partial(goals.table, file.goals), partial(goals.rows, file.goals), missing(file))
    draw_figure(goals.figure(file.goals, file.viewer.colours), told, file.viewer)
    if file.goals:
        screen.table(goals.table(file.goals))


def draw_steps(file: Dossier) -> None:
    """The 28 steps as a figure and a table."""
    table = steps.table(file.steps)
    told = shown("steps", steps.sentence(file.steps), table, file.steps)
    draw_figure(steps.figure(file.steps, file.stated_on, file.viewer.colours), told, file.viewer)


def draw_people(file: Dossier) -> None:
    """The panel of people, every line with how to read it."""
    table = people.table(_lines(file))
    told = shown("people", people.sentence(file.found, file.rungs, file.noise), table, table, missing(file))
    screen.subheader(told.title)
    screen.table(table)
    draw_foot(told, file.viewer)


def draw_costs(file: Dossier) -> None:
    """Costs where stated, and the range of what came in against them."""
    stated = file.ask(ProjectCosts)
    found = costs.against_cost(stated, file.rungs)
    n_partners = int(file.partners["takes_part"].sum())
    sentence = costs.sentence(stated, n_partners, found, file.rungs)
    table = costs.table(stated, file.names, found)
    told = shown("costs", sentence, table, costs.rows(stated, found), missing(file))
    draw_figure(costs.figure(found, file.viewer.colours), told, file.viewer)
    screen.table(table)


def draw_lessons(file: Dossier) -> None:
    """What the project wrote itself, and its agreements with what became of them."""
    notes, agreements = lessons.told(file.row, file.steps), file.agreements([file.code])
    sentence = lessons.sentence(notes, agreements, file.row["state"])
    told = shown("lessons", sentence, partial(lessons.agreements_table, agreements), agreements.drop(columns="lasting"))
    screen.subheader(told.title)
    if notes:
        screen.table(lessons.note_table(notes))
    if not agreements.empty:
        screen.table(lessons.agreements_table(agreements))
    draw_foot(told, file.viewer)
