"""Overzicht in three chapters: what needs a decision, what was done, and how certain the money is with what people got beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import EVERYWHERE, Address, OverviewAddress
from dashboard.answers.rows import (
    DefinitionsBreaks,
    DefinitionsVersions,
    EurosTotals,
    OverviewAttention,
    OverviewCompleteness,
    OverviewCounts,
    OverviewFunnel,
    OverviewGoals,
    OverviewPartners,
    OverviewProjects,
    OverviewReferrals,
    OverviewSustainment,
    TrendCount,
    TrendDeliveries,
    TrendEur,
    TrendEvents,
    TrendTargets,
    WhatIfLargest,
)
from dashboard.charts import places, what_if
from dashboard.charts.by_partner import count_bars, euro_bars, partner_bars, partner_table, rest_of
from dashboard.charts.definitions import with_earlier
from dashboard.charts.direction import MONTHS, direction_line, direction_sentence
from dashboard.charts.euros import rest_sentence, years_between
from dashboard.charts.events import MOST_PROJECTS, events, inside, last_day, listed, per_period
from dashboard.charts.finding import course_finding
from dashboard.charts.funnel import (
    endings,
    endings_sentence,
    funnel,
    funnel_finding,
    funnel_rows,
    funnel_sentence,
    funnel_table,
    steps,
)
from dashboard.charts.ladder import amounts
from dashboard.charts.named import named
from dashboard.charts.numbers import day, month_name
from dashboard.charts.tiles import Course, span
from dashboard.pages.overview import words as overview
from dashboard.pages.overview.figures import sparkline, trend
from dashboard.pages.overview.words import attention_sentence, attention_table, matters
from dashboard.text import say
from dashboard.text.markup import Markup, sentences
from dashboard.ui import screen
from dashboard.ui.address import read, segments
from dashboard.ui.carrying import draw_uncarried
from dashboard.ui.chips import Chip, draw_chips, follow
from dashboard.ui.euros import choose_euros, draw_refusal, euros_per_year
from dashboard.ui.ladder import draw_certainty
from dashboard.ui.map.deck import Scene, draw_maps
from dashboard.ui.map.paper import paper_map
from dashboard.ui.map.picture import FigureChoice, ask_picture, offered
from dashboard.ui.measure import choose_measure, measure_names, results
from dashboard.ui.navigation import go, leave_for, link_to
from dashboard.ui.nothing_due import stop_where_nothing_was_due
from dashboard.ui.panel import Shown, draw_figure, draw_finding, draw_foot, leave
from dashboard.ui.paper import put_rows
from dashboard.ui.run import fragment, stop
from dashboard.ui.versions import draw_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.answers import Answer
    from dashboard.charts.palette import Palette
    from dashboard.charts.tiles import Span, Tile
    from dashboard.pages.overview.words import Matter
    from dashboard.ui.measure import Measure
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: OverviewAddress) -> None:
    """Draw the page."""
    if viewer.is_empty:
        screen.info(say("overview.no_deliveries"))
        stop()
    when = span(viewer.from_month, viewer.until_month, viewer.first_month)
    euros, names = choose_euros(viewer), measure_names(viewer)
    always, now = viewer.history | viewer.scope, viewer.period | viewer.scope
    per_year, every_year = euros_per_year(euros, viewer.period), euros_per_year(euros, viewer.history)
    gaps = {"measure": "irregular_addresses"} | now
    until = {"until_month": now["until_month"]} | viewer.scope
    by_quarter, by_year = {**always, "grain": "quarter"}, {**always, "grain": "year"}
    viewer.ask_ahead(
        (OverviewCompleteness, now),
        (OverviewCounts, always),
        (EurosTotals, every_year),
        (OverviewReferrals, always),
        (OverviewProjects, always),
        (OverviewSustainment, viewer.scope),
        (OverviewPartners, gaps),
        (OverviewAttention, until),
        (EurosTotals, per_year),
        (OverviewFunnel, now),
        (TrendDeliveries, by_quarter),
        (TrendDeliveries, by_year),
        (DefinitionsBreaks, {}),
    )
    stop_where_nothing_was_due(viewer)
    tiles = overview.tiles(
        viewer.ask(OverviewCounts, **always).rows,
        viewer.ask(EurosTotals, **every_year).rows,
        viewer.ask(OverviewReferrals, **always).rows,
        viewer.ask(OverviewProjects, **always).rows,
        viewer.ask(OverviewSustainment, **viewer.scope).rows[0],
        when,
        viewer.noise("year"),
        names,
        Course(
            viewer.ask(TrendDeliveries, **by_quarter).rows,
            viewer.ask(TrendDeliveries, **by_year).rows,
            viewer.noise("quarter"),
            viewer.ask(DefinitionsBreaks).rows,
            viewer.until_month,
        ),
    )
    finding = overview.page_finding(tiles, when, *_completeness(viewer, when))
    draw_finding(finding)
    totals = viewer.ask(EurosTotals, **per_year)
    draw_attention(viewer, viewer.ask(OverviewAttention, **until), viewer.ask(OverviewPartners, **gaps).rows)
    screen.header(say("chapter.done"))
    left, right = _beside_each_other()
    with left:
        draw_tiles([tile for tile in tiles if tile.key not in overview.PEOPLE], viewer.colours)
        _leave_tiles(tiles, viewer, when, finding)
        draw_where(viewer, when)
        draw_what_if(viewer, when)
    with right:
        draw_funnel(viewer, when, viewer.ask(OverviewFunnel, **now), totals)
    draw_measure(viewer, when, address, address.period)
    screen.header(say("chapter.money"))
    left, right = _beside_each_other()
    with left:
        draw_certainty(viewer, when, euros, totals)
    with right:
        screen.subheader(say("chapter.people"))
        draw_tiles([tile for tile in tiles if tile.key in overview.PEOPLE], viewer.colours)
    put_rows(overview.tile_table(tiles), "tiles")  # on paper nothing opens


def _completeness(viewer: Viewer, when: Span) -> tuple[OverviewCompleteness, OverviewCompleteness | None]:
    """How complete the chosen period is, and the one before where there is one."""
    now = viewer.ask(OverviewCompleteness, **viewer.period, **viewer.scope).rows[0]
    if when.before is None:
        return now, None
    return now, viewer.ask(OverviewCompleteness, **when.before, **viewer.scope).rows[0]


TRACKER = "deliveries"  # the part of Partners that says who delivered what
NARROWEST_HALF = 460  # pixels; below it what stands beside each other stands below each other


def _beside_each_other() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two halves of the page."""
    grid = st.grid(2, min_column_width=NARROWEST_HALF, gap="medium")
    return grid.container(gap="xsmall"), grid.container(gap="xsmall")


TILES_PER_ROW = 2
NARROWEST_TILE = 200  # pixels; below it the grid goes to fewer tiles a row


def draw_tiles(tiles: Sequence[Tile], colours: Palette) -> None:
    """Tiles of one height: the figure in large letters, one short line, how it went, and the sentences on demand."""
    grid = st.grid(TILES_PER_ROW, min_column_width=NARROWEST_TILE, gap="xsmall")
    for tile in tiles:
        with grid.container(border=True, height="stretch", gap=None):
            screen.key_figure(tile.title, tile.shown, help=tile.explanation)
            screen.caption(tile.line)
            colour = colours.citizens if tile.key in overview.PEOPLE else colours.main
            screen.markdown(sparkline(tile.series, say(f"tile.spark_{tile.grain}", title=tile.title), colour))
            if tile.direction and (moving := direction_line(tile.direction, tile.grain)):
                screen.caption(moving)


def _leave_tiles(tiles: Sequence[Tile], viewer: Viewer, when: Span, finding: str) -> None:
    """Every tile with all its sentences, for documents, headed by what the page found, and what holds of all of them."""
    words = say("overview.tiles", period=when.name, area=viewer.area_name), overview.tiles_sentence(tiles)
    table = overview.tile_table(tiles)
    note = say("overview.selected_only")
    leave(Shown("tiles", *words, table, overview.tile_rows(tiles), note, finding=finding), viewer)
    screen.caption(note)


MATTERS_PER_ROW, NARROWEST_MATTER = 4, 230  # pixels


def draw_attention(viewer: Viewer, projects: Answer[OverviewAttention], partners: Sequence[OverviewPartners]) -> None:
    """The list with its links; every project past a norm is in the table under it.

    Args:
        viewer: what is chosen.
        projects: past a norm.
        partners: with their gaps in the chosen period.
    """
    reasons = matters(projects.rows, partners)
    title = say("attention.title")
    screen.header(title)
    if reasons:
        grid = st.grid(MATTERS_PER_ROW, min_column_width=NARROWEST_MATTER)
        for matter in reasons:
            with grid.container(border=True, height="stretch", gap="xsmall"):
                _draw_matter(matter)
    sentence = attention_sentence(reasons, month_name(viewer.until_month))
    table = partial(attention_table, projects.rows)
    brief = say("attention.reasons") if reasons else ""
    draw_foot(Shown("attention", title, sentence, table, projects, say("attention.note"), brief=brief), viewer)


def _draw_matter(matter: Matter) -> None:
    screen.markdown(Markup("**{}**").format(matter.sentence))
    if matter.projects:
        with st.container(key=f"printed_{matter.reason}"):
            for code, title, since in matter.projects:
                link_to("project", title, help_text=say("attention.line", since=since), project=code)
        if matter.n > len(matter.projects):
            screen.caption(say("attention.more", n=matter.n - len(matter.projects)))
    if matter.partners:
        screen.markdown(", ".join(matter.partners))
        link_to("partners", say("attention.to_partners"), see=TRACKER)


def draw_funnel(viewer: Viewer, when: Span, counted: Answer[OverviewFunnel], totals: Answer[EurosTotals]) -> None:
    """The programme funnel and, for its end, the totals of euros per year."""
    course = steps(counted.rows[0], viewer.noise("year"))
    ends = endings(amounts(totals.rows, years_between(when.start, when.end)))
    title = say("funnel.title", period=when.name, area=viewer.area_name)
    brief = funnel_sentence(course)
    guide = {"reading": say("funnel.reading"), "caveat": say("funnel.caveat"), "brief": brief}
    sentence = sentences(brief, endings_sentence(ends))
    table = partial(funnel_table, course, ends)
    rows = partial(funnel_rows, course, ends)
    shown = Shown("funnel", title, sentence, table, rows, say("funnel.note"), **guide, finding=funnel_finding(course))
    draw_figure(funnel(course, viewer.colours, ends), shown, viewer)


@fragment
def draw_where(viewer: Viewer, when: Span) -> None:
    """A small map of where was worked, with the way to the large one; drawn when it is opened, because a map is much to draw."""
    go()
    title = say("overview.where", period=when.name)
    box = screen.expander(title, key="where_box", on_change="rerun", icon=":material/map:")
    if box.open:
        with box:
            _draw_map(viewer, title)


def _draw_map(viewer: Viewer, title: str) -> None:
    level, parent = _where(viewer)
    examined = offered(viewer)["examined_addresses"]
    choice = FigureChoice(
        level=level,
        parent=parent,
        from_month=viewer.from_month.isoformat(),
        until_month=viewer.until_month.isoformat(),
        project_type=viewer.project_type,
        measure=examined,
    )
    picture = ask_picture(viewer, choice)
    sentence = places.summary(picture.areas, examined.name, picture.cuts)
    draw_maps(
        viewer, "where", [(st.container(), Scene(choice, sentence, has_projects=True))], _open_area, _open_project
    )
    link_to("area_map", say("overview.to_map"), icon=":material/map:")
    note = sentences(examined.definition, places.border_source(viewer.release))
    table, rows = (
        places.table({examined.name: picture.areas}),
        partial(places.rows_of, picture.areas, picture.rows, choice.form),
    )
    shown = Shown("where", title, sentence, table, rows, note, caveat=say("area_map.caveat"))
    draw_foot(shown, viewer, partial(paper_map, viewer, picture, viewer.colours))


def _where(viewer: Viewer) -> tuple[str, str | None]:
    """The finest areas that may be seen here, and in which they lie; of a gemeente without any, all gemeenten."""
    if viewer.level != "municipality":
        return "municipality", viewer.area
    inside = ("neighbourhood", "district")
    level = next((one for one in inside if viewer.rights.shows(one, viewer.area)), "")
    return (level, viewer.area) if level else ("municipality", None)


@fragment
def draw_what_if(viewer: Viewer, when: Span) -> None:
    """Whether the conclusions change when something is left out or counted otherwise; asked when it is opened."""
    title = say("what_if.title")
    box = screen.expander(title, key="what_if_box", on_change="rerun", icon=":material/rule:")
    if not box.open:
        return
    euros, provisional = choose_euros(viewer), _completeness(viewer, when)[0].first_provisional_quarter
    largest = viewer.ask(WhatIfLargest, part=what_if.PART, whole=what_if.WHOLE, **viewer.period, **viewer.scope).rows
    every = what_if.cases(
        viewer.ask(OverviewCounts, **viewer.history, **viewer.scope).rows,
        largest,
        when,
        viewer.noise("year"),
        provisional,
    )
    if euros.view:
        per = {grain: {**euros_per_year(euros, viewer.history), "grain": grain} for grain in euros.grains}
        totals = {grain: viewer.ask(EurosTotals, **asked).rows for grain, asked in per.items()}
        of_money, left_out = what_if.money_cases(
            totals["year"], totals.get("quarter"), when, provisional, measure_names(viewer)
        )
        every += of_money
    else:
        left_out = say("what_if.money.refused")
    with box:
        if not every:
            screen.info(say("what_if.no_before", period=when.before_name))
            return
        table = what_if.table(every, when, largest[0].title if largest else "")
        screen.table(table)
        told, note = what_if.sentence(every), say("what_if.note")
        shown = Shown(
            "what_if",
            title,
            told,
            table,
            partial(what_if.rows_of, every),
            note,
            caveat=say("what_if.caveat"),
            listed=left_out,
        )
        draw_foot(shown, viewer)


def _open_area(code: str) -> None:
    leave_for("area_map", inside=code)


def _open_project(code: str) -> None:
    leave_for("project", project=code)


BARE = {"label_visibility": "collapsed"}  # what these choose is seen in the figures under them, and heard


@fragment
def draw_measure(viewer: Viewer, when: Span, address: OverviewAddress, years: str) -> None:
    """Trend and partners of one measure; a choice here redraws only this part, another year the whole page.

    Args:
        viewer: what is chosen.
        when: the chosen period.
        address: of the page.
        years: the period in it when the page was drawn.
    """
    if address.period != years:
        st.rerun()
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        measure = choose_measure(viewer, OverviewAddress.measure, results("count", "eur"), **BARE)
    with right:
        grain = segments(
            say("trend.grain"),
            OverviewAddress.grain,
            ("month", "quarter", "year"),
            lambda g: say(f"trend.{g}"),
            **BARE,
        )
    partners = viewer.ask(OverviewPartners, measure=measure.code, **viewer.period, **viewer.scope)
    partner, name = _choose_partner(partners.rows, when if years else None)
    left, right = _beside_each_other()
    with left:
        _draw_trend(viewer, measure, grain, partner, name)
    with right:
        _draw_partners(viewer, when, measure, partners, partner)


def _draw_trend(viewer: Viewer, measure: Measure, wanted: str, partner: str | None, partner_name: str) -> None:
    """The measure through time; of euros in the totals that are published."""
    title = say("trend.title", measure=measure.name, area=", ".join(filter(None, (viewer.area_name, partner_name))))
    euros = choose_euros(viewer, by_partner=partner is not None)
    is_euro = measure.unit == "eur"
    if is_euro and draw_refusal(euros, title, "trend"):
        return
    if not is_euro and draw_uncarried(viewer, measure, wanted, OverviewAddress.grain, title):
        return
    grain = euros.grain(wanted) if is_euro else wanted
    asked = {"measure": measure.code, "grain": grain, "partner": partner} | viewer.history
    asked |= {"view": euros.view, **dict(euros.narrow)} if is_euro else viewer.scope
    of_measure = {"measure": measure.code}
    of_events = {**viewer.history, **viewer.scope, "most_projects": MOST_PROJECTS}
    aims = of_measure | viewer.period | viewer.scope
    of_quarters = {"view": euros.view, **dict(euros.narrow), "grain": "quarter", "partner": partner} | viewer.history
    has_rests = is_euro and grain == "quarter"
    viewer.ask_ahead(
        (TrendEur if is_euro else TrendCount, asked),
        *([(EurosTotals, of_quarters)] if has_rests else []),
        (TrendEvents, of_events),
        (OverviewGoals, aims),
        (DefinitionsBreaks, of_measure),
    )
    series: Answer[TrendEur] | Answer[TrendCount] = (
        viewer.ask(TrendEur, **asked) if is_euro else viewer.ask(TrendCount, **asked)
    )
    rows: Sequence[TrendEur | TrendCount] = series.rows
    totals = viewer.ask(EurosTotals, **of_quarters).rows if has_rests else ()
    rests = overview.rests_of_years(totals, measure.code)
    left = overview.rests_sentence(rests)
    every_break = viewer.ask(DefinitionsBreaks, **of_measure).rows
    versions = viewer.ask(DefinitionsVersions, **of_measure).rows if every_break else ()
    breaks = [row for row in every_break if row.break_date <= viewer.until_month]
    goals = viewer.ask(OverviewGoals, **aims).rows[0]
    limits = overview.trend_limits(rows, viewer.release.accuracy(measure.code, viewer.level, grain).sd)
    course_of = overview.trend_direction(rows, limits, grain, viewer.until_month, breaks)
    targets: Sequence[TrendTargets] = ()
    if overview.has_target(goals) and partner is None:
        targets = viewer.ask(TrendTargets, grain=grain, **of_measure, **viewer.history, **viewer.scope).rows
    chosen = viewer.from_month, viewer.until_month
    ends = (rows[0].period, last_day(viewer.until_month)) if rows else (viewer.until_month, viewer.until_month)
    happened = inside(events(viewer.ask(TrendEvents, **of_events).rows, breaks), ends)
    marked = () if "events" in viewer.left_out else happened
    figure = trend(rows, marked, grain, chosen, limits, measure.unit, viewer.colours, breaks, targets)
    moving = direction_sentence(course_of, grain) if rows else ""
    parts = (
        overview.trend_sentence(rows, grain, measure.name),
        left,
        moving,
        say("euros.coarser", wanted=say(f"trend.{wanted}"), grain=say(f"trend.{grain}")) if grain != wanted else "",
        overview.mixed_sentence(rows),
        overview.goal_sentence(goals),
        overview.break_sentence(breaks),
    )
    told = per_period(happened, [row.period for row in rows], MONTHS[grain])
    table = partial(overview.trend_table, rows, grain, limits, measure.unit, told, rests)
    download = partial(overview.trend_rows, series.frame, limits, measure.unit, told, rests)
    sentence = Markup(" ").join(filter(None, parts))
    finding = course_finding(measure.name, course_of, grain)
    more = {"reading": say("events.lead") if marked else "", "finding": finding, "listed": listed(marked)}
    more["brief"] = sentences(moving, left)
    definition = with_earlier(measure.definition, versions)
    shown = Shown("trend", title, sentence, table, download, definition, **more)
    draw_figure(figure, shown, viewer, follow)
    if breaks:
        with screen.expander(say("trend.both_texts", date=day(breaks[-1].break_date))):
            draw_versions(versions)
            link_to("definitions", say("trend.to_definitions"), icon=":material/menu_book:", word=measure.name)


def _draw_partners(
    viewer: Viewer, when: Span, measure: Measure, partners: Answer[OverviewPartners], partner: str | None
) -> None:
    """The measure by partner; of euros with what cannot be broken down as a bar of its own."""
    title = say("partners.by_measure", measure=measure.name, period=when.name)
    bars, download = count_bars(partners.rows), partners.frame.rename(columns={"n_missing": "n_missing_quarters"})
    left = ""
    if measure.unit == "eur":
        euros = choose_euros(viewer, by_partner=True)
        if draw_refusal(euros, title, "partners"):
            return
        totals = viewer.ask(EurosTotals, **euros_per_year(euros, viewer.period))
        bars = euro_bars(partners.rows, totals.rows, measure.code, years_between(when.start, when.end))
        left = rest_sentence(rest_of(totals.rows, measure.code), say("table.partner").lower())
        download = totals.frame[totals.frame["measure_code"] == measure.code]
    sentence, finding = sentences(left, overview.partner_sentence(partners.rows)), ""
    if measure.unit != "eur":
        sd = viewer.release.accuracy(measure.code, viewer.level, "year").sd
        finding = overview.partners_finding(partners.rows, measure.name, sd)
    table = partial(partner_table, bars)
    shown = Shown("partners", title, sentence, table, download, measure.definition, finding=finding)
    draw_figure(partner_bars(bars, partner, viewer.colours), shown, viewer, follow)


def _choose_partner(partners: Sequence[OverviewPartners], when: Span | None) -> tuple[str | None, str]:
    """The partner clicked on, with its name; what narrows this part as chips."""
    names = {row.partner_code: named(row) for row in partners}
    code = read(OverviewAddress.partner, [EVERYWHERE, *names], EVERYWHERE)
    chips = [
        (OverviewAddress.partner, say("table.partner"), names.get(code)),
        (Address.period, say("chip.period"), when and when.name),
    ]
    draw_chips([Chip(key, label, value) for key, label, value in chips if value])
    return (code, names[code]) if code in names else (None, "")
