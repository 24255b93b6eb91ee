"""The parts of Effect for one project: the answer, what was counted against expected, and the effect per quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.analysis.effect import event_study, rung
from dashboard.answers.rows import EffectAreas, ProjectsPhases
from dashboard.charts.numbers import number
from dashboard.pages.effect import figures
from dashboard.pages.effect import tables as effect_tables
from dashboard.pages.effect import words as effect
from dashboard.pages.effect.checks import draw_estimates, draw_forks, draw_placebos
from dashboard.pages.effect.estimates import fooled, main_estimate
from dashboard.pages.effect.periods import marks, quarters_of
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.panel import Shown, draw_figure, draw_foot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.analysis.effect import Effect, Panel
    from dashboard.analysis.effect.areas import Cast
    from dashboard.pages.effect.choices import Asked
    from dashboard.pages.effect.periods import Mark
    from dashboard.ui.viewer import Viewer

ROW, HIGHEST = 36, 420  # pixels


def draw_project(viewer: Viewer, asked: Asked, found: Cast) -> None:
    """Everything on one project, in reading order."""
    panel = asked.panel(found)
    quarters = quarters_of(asked.ground, found)
    phases = viewer.ask(ProjectsPhases, projects=(asked.project.project_code,)).frame
    times = marks(phases, asked.project, quarters)
    made = _draw_answer(asked, panel)
    _draw_series(viewer, asked, panel, quarters, times)
    _draw_events(viewer, asked, panel, quarters, times)
    draw_estimates(viewer, asked, found, panel, made)
    draw_forks(viewer, asked)
    draw_placebos(viewer, asked, panel)
    draw_limits(effect.limits(found, panel, asked.phase, fooled(made)))
    _draw_areas(viewer, asked, found)


def _draw_answer(asked: Asked, panel: Panel) -> Effect:
    made, judged = main_estimate(panel, asked.phase, asked.window)
    reached = rung(panel, asked.phase, asked.window)
    what = say("effect.this_project", n=number(panel.n_treated), periods=number(made.n_periods[1]))
    with st.container(border=True):
        screen.markdown(effect.headline(made, judged, asked.phase, what, asked.measure_name))
        screen.markdown(effect.ladder(reached))
        screen.caption(effect.rung_sentence(reached))
    return made


def _draw_series(viewer: Viewer, asked: Asked, panel: Panel, quarters: Sequence[date], times: Sequence[Mark]) -> None:
    expected = effect.expected(panel, asked.window)
    rows = effect_tables.series_rows(panel, expected, quarters)
    shown = Shown(
        "effect_series",
        say("effect.series_title", measure=asked.measure_name),
        effect.series_sentence(panel, quarters, asked.measure_name),
        effect_tables.series(rows),
        rows,
        asked.definition,
        say("effect.series_reading"),
        say("effect.caveat"),
    )
    draw_figure(figures.series(panel, expected, quarters, times, viewer.colours), shown, viewer)


def _draw_events(viewer: Viewer, asked: Asked, panel: Panel, quarters: Sequence[date], times: Sequence[Mark]) -> None:
    study = event_study(panel, asked.window)
    if study.reason:
        screen.subheader(say("effect.events_title"))
        screen.markdown(say("effect.no_events", why=say(f"effect.reason.{study.reason}")))
        return
    shown = Shown(
        "effect_events",
        say("effect.events_title"),
        effect.pre_trend_sentence(study.pre_trend),
        effect_tables.events(study, quarters, panel.start),
        effect_tables.event_rows(study, quarters, panel.start),
        say("effect.events_note"),
        say("effect.events_reading"),
        say("effect.caveat"),
    )
    draw_figure(figures.events(study, quarters, panel.start, times, viewer.colours), shown, viewer)


def draw_limits(lines: Sequence[str]) -> None:
    """What may not be concluded."""
    screen.subheader(say("effect.limits_title"))
    screen.markdown(Markup("\n").join(Markup("- {}").format(line) for line in lines))


def _draw_areas(viewer: Viewer, asked: Asked, found: Cast) -> None:
    """Which areas were compared and which were left out, with their names."""
    areas = viewer.ask(EffectAreas, parents=asked.parents).frame
    table = effect_tables.areas(areas, asked.ground, found)
    screen.subheader(say("effect.areas_title"))
    height = min(HIGHEST, ROW * (len(table) + 1) + 2)
    screen.dataframe(table, height=height, alt=say("effect.areas_title"))
    sentence = effect.area_sentence(found)
    draw_foot(
        Shown("effect_areas", say("effect.areas_title"), sentence, table, table, say("effect.areas_note")), viewer
    )
