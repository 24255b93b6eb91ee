"""Effect: before, during and after a project against areas without one, how far the evidence reaches, and its limits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.analysis.effect import did, event_study, evidence_level, leave_one_out, placebo_areas, placebo_dates
from dashboard.analysis.effect.areas import KINDS
from dashboard.answers.rows import EffectAreas, EffectProjects, ProjectsPhases, TrendEvents
from dashboard.charts.direction import MONTHS
from dashboard.charts.events import events, listed, per_period
from dashboard.charts.numbers import counted, number
from dashboard.pages.effect import figures
from dashboard.pages.effect import words as effect
from dashboard.pages.effect import words as effect_estimates
from dashboard.pages.effect import words as effect_tables
from dashboard.pages.effect.choices import choose, finished
from dashboard.pages.effect.figures import marks, quarters_of
from dashboard.pages.effect.words import fooled, main_estimate
from dashboard.text import say
from dashboard.text.markup import Markup, sentences
from dashboard.ui import screen
from dashboard.ui.chips import follow
from dashboard.ui.limits import empty
from dashboard.ui.panel import Shown, draw_figure, draw_foot, stop_empty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.addresses import EffectAddress
    from dashboard.analysis.effect import Effect, Panel, Verdict
    from dashboard.analysis.effect.areas import Design
    from dashboard.charts.events import Event
    from dashboard.pages.effect.choices import Asked
    from dashboard.pages.effect.figures import Mark
    from dashboard.pages.effect.words import Row
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: EffectAddress) -> None:
    """Draw the page."""
    screen.markdown(say("effect.lead"))
    projects = viewer.ask(EffectProjects, **viewer.scope).rows
    if not projects:
        stop_empty(empty(viewer, say("effect.none")), viewer)
    asked = choose(viewer, projects)
    if asked is None:
        stop_empty(say("effect.no_series"), viewer)
    if asked.project is None:
        draw_group(viewer, asked)
    elif found := asked.design:
        draw_project(viewer.of(asked.project.project_code, asked.project.title), asked, asked.project, found)
    else:
        stop_empty(say("effect.no_series"), viewer)


def draw_group(viewer: Viewer, asked: Asked) -> None:
    """The combined estimate and, under it, every project; a click opens that project."""
    with screen.spinner(say("effect.working")):
        panels = finished(asked)
        together = did(tuple(panels.values()), "after", asked.window) if panels else None
        if together is None or together.value is None:
            screen.info(say("effect.no_group"))
            return
        titles = {project.project_code: project.title for project in asked.projects}
        rows = effect_estimates.group_rows(together, panels, titles, asked.window)
    judged = effect_estimates.judge_group(together, len(panels))
    what = say("effect.these_projects", projects=number(len(panels)), n=number(together.n_treated))
    with st.container(border=True):
        screen.markdown(effect.headline(together, judged, "after", what, asked.measure_name))
        screen.caption(say("effect.group_note", n=number(together.n_comparison)))
    shown = Shown(
        "effect_group",
        say("effect.group_title", measure=asked.measure_name),
        effect_estimates.group_sentence(rows),
        effect_tables.estimates_table(rows),
        effect_tables.estimate_rows(rows),
        asked.definition,
        say("effect.group_reading"),
        say("effect.caveat"),
        effect.series_finding(judged, "after", asked.measure_name),
        pressing=say("effect.group_pressing"),
    )
    draw_figure(figures.estimates(rows, viewer.colours), shown, viewer, follow)
    draw_limits(effect.group_limits())


ROW, HIGHEST_TABLE = 36, 420  # pixels


def draw_project(viewer: Viewer, asked: Asked, project: EffectProjects, found: Design) -> None:
    """Everything on one project, in reading order."""
    panel = asked.panel(found)
    quarters = quarters_of(asked.area_counts, found)
    phases = viewer.ask(ProjectsPhases, projects=(project.project_code,)).rows
    times = marks(phases, project, quarters)
    made, judged = _draw_answer(asked, panel)
    _draw_series(viewer, asked, panel, quarters, times, judged)
    _draw_events(viewer, asked, panel, quarters, times)
    draw_estimates(viewer, asked, found, panel, made)
    draw_sensitivity(viewer, asked)
    draw_placebos(viewer, asked, panel)
    draw_limits(effect.limits(found, panel, asked.phase, fooled(made)))
    _draw_areas(viewer, asked, found)


def _draw_answer(asked: Asked, panel: Panel) -> tuple[Effect, Verdict]:
    made, judged = main_estimate(panel, asked.phase, asked.window)
    reached = evidence_level(panel, asked.phase, asked.window)
    what = say(
        "effect.this_project",
        neighbourhoods=counted("neighbourhood", panel.n_treated),
        quarters=counted("quarter", made.n_periods[1]),
    )
    with st.container(border=True):
        screen.markdown(effect.headline(made, judged, asked.phase, what, asked.measure_name))
        screen.markdown(effect.ladder(reached))
        screen.caption(effect.evidence_sentence(reached))
    return made, judged


def _draw_series(
    viewer: Viewer, asked: Asked, panel: Panel, quarters: Sequence[date], times: Sequence[Mark], judged: Verdict
) -> None:
    expected = effect.expected(panel, asked.window)
    happened = _happened(viewer, asked, quarters)
    told = per_period(happened, quarters, MONTHS["quarter"])
    marked = () if "events" in viewer.left_out else happened
    rows = effect_tables.series_rows(panel, expected, quarters, told)
    shown = Shown(
        "effect_series",
        say("effect.series_title", measure=asked.measure_name),
        effect.series_sentence(panel, quarters, asked.measure_name),
        effect_tables.series_table(rows),
        rows,
        asked.definition,
        sentences(say("effect.series_reading"), say("events.lead") if marked else ""),
        say("effect.caveat"),
        effect.series_finding(judged, asked.phase, asked.measure_name),
        listed(marked),
    )
    draw_figure(figures.series(panel, expected, quarters, times, viewer.colours, marked), shown, viewer)


def _happened(viewer: Viewer, asked: Asked, quarters: Sequence[date]) -> tuple[Event, ...]:
    """What happened in the quarters that are used, in the programme or in the gemeente of the project."""
    places = asked.project.municipality_codes if asked.project else ()
    rows = viewer.ask(
        TrendEvents,
        from_month=quarters[0].isoformat(),
        until_month=quarters[-1].isoformat(),
        area=places[0] if len(places) == 1 else None,
        project_type=None,
        most_projects=0,  # its phases are drawn already
    ).rows
    return events(rows)


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
        effect_tables.events_table(study, quarters, panel.start),
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


def _draw_areas(viewer: Viewer, asked: Asked, found: Design) -> None:
    """Which areas were compared and which were left out, with their names."""
    areas = viewer.ask(EffectAreas, parents=asked.parents).rows
    table = effect_tables.areas(areas, asked.area_counts, found)
    rows = partial(effect_tables.area_rows, areas, asked.area_counts, found)
    screen.subheader(say("effect.areas_title"))
    height = min(HIGHEST_TABLE, ROW * (len(table) + 1) + 2)
    screen.dataframe(table, height=height, alt=say("effect.areas_title"))
    sentence = effect.area_sentence(found)
    draw_foot(Shown("effect_areas", say("effect.areas_title"), sentence, table, rows, say("effect.areas_note")), viewer)


def draw_estimates(viewer: Viewer, asked: Asked, found: Design, panel: Panel, main: Effect) -> None:
    """Every method on the same data, then the neighbours."""
    rows = effect_estimates.rows(panel, asked.phase, asked.window, main)
    _draw(viewer, "effect_methods", rows, effect_estimates.agreement(rows))
    near = effect_estimates.beside(asked.area_counts, found, asked.base, asked.phase, asked.window)
    own = next(row for row in rows if row.is_main)
    if near:
        _draw(viewer, "effect_ring", [own, *near], effect_estimates.ring_sentence(near))


def draw_sensitivity(viewer: Viewer, asked: Asked) -> None:
    """The verdict under the other reasonable choices; asked only when opened."""
    box = screen.expander(say("effect.sensitivity_open"), key="effect_sensitivity_box", on_change="rerun")
    if not box.open:
        return
    with box, screen.spinner(say("effect.working")):
        designs = {say(f"effect.with.{kind}"): asked.design_of(kind, max(asked.window, 8)) for kind in KINDS}
        panels = {name: asked.panel(one) for name, one in designs.items() if one is not None}
        rows = effect_estimates.sensitivity_rows(panels, asked.phase)
        _draw(viewer, "effect_sensitivity", rows, effect_estimates.sensitivity_sentence(rows))


def draw_placebos(viewer: Viewer, asked: Asked, panel: Panel) -> None:
    """Areas and dates without a project, and the estimate without one area; asked only when opened."""
    box = screen.expander(say("effect.placebos_open"), key="effect_placebos_box", on_change="rerun")
    if not box.open:
        return
    with box, screen.spinner(say("effect.working")):
        made = did(panel, asked.phase, asked.window)
        if made.value is None:
            screen.markdown(effect.no_placebos(made))
            return
        found = placebo_areas(panel, asked.phase, asked.window)
        left = leave_one_out(panel, asked.phase, asked.window)
        dates = placebo_dates(panel)
        figure = (
            figures.placebos(found.values, made.value, viewer.colours) if found.values else {"data": [], "layout": {}}
        )
        table, rows = effect_tables.placebos_table(found), effect_tables.placebos_rows(found)
        sentence = effect.placebo_sentence(found, dates, left)
        notes = say("effect.placebos_note"), say("effect.placebos_reading"), say("effect.caveat")
        draw_figure(
            figure, Shown("effect_placebos", say("effect.placebos_title"), sentence, table, rows, *notes), viewer
        )


def _draw(viewer: Viewer, key: str, rows: Sequence[Row], sentence: str) -> None:
    part = key.removeprefix("effect_")
    shown = Shown(
        key,
        say(f"effect.{part}_title"),
        sentence,
        effect_tables.estimates_table(rows),
        effect_tables.estimate_rows(rows),
        say(f"effect.{part}_note"),
        say(f"effect.{part}_reading"),
        say("effect.caveat"),
    )
    draw_figure(figures.estimates(rows, viewer.colours), shown, viewer)
