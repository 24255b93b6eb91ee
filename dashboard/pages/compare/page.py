"""Vergelijken: my area beside its parts, its peers, the province or all, with exposure and noise counted in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.addresses import CompareAddress
from dashboard.answers.rows import (
    CompareBreaks,
    CompareMeasures,
    CompareYears,
    DefinitionsMeasures,
    MapAreas,
    TrendDeliveries,
    WhatIfLargest,
)
from dashboard.charts import compared, own_area
from dashboard.charts.direction import direction_sentence, is_moving, observed
from dashboard.charts.finding import course_finding
from dashboard.charts.numbers import number
from dashboard.charts.places import firmness, per_address
from dashboard.charts.tiles import period_text, span
from dashboard.pages.compare import figures as comparisons
from dashboard.pages.compare import figures as over_time
from dashboard.pages.compare import what_if
from dashboard.pages.compare import words as compare
from dashboard.pages.compare.choices import PARTS, area_rows, choose_comparison, choose_marked
from dashboard.text import language, say
from dashboard.text.markup import Markup, sentences
from dashboard.ui import screen
from dashboard.ui.address import draw_notices, forget_notices, segments, tell
from dashboard.ui.chips import follow
from dashboard.ui.key_figures import years_of
from dashboard.ui.measure import choose_measure, results
from dashboard.ui.panel import Shown, draw_figure, draw_foot
from dashboard.ui.run import fragment
from dashboard.ui.worked_here import DWELLINGS, LOOKED, draw_worked_here, looked_at, per_dwelling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers import Value
    from dashboard.answers.rows import CompareAreas
    from dashboard.charts.compared import Compared
    from dashboard.pages.compare.choices import Comparison
    from dashboard.ui.measure import Measure
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: CompareAddress) -> None:
    """Draw the page."""
    screen.markdown(say("compare.lead"))

    @fragment
    def draw() -> None:
        """Choices and one view; a choice here redraws only this part."""
        forget_notices()
        left, right = st.columns(2)
        with left:
            measure = choose_measure(viewer, CompareAddress.measure, results("share"))
        chosen = choose_comparison(viewer, right)
        view = segments(say("compare.view"), CompareAddress.view, VIEWS, lambda one: say(f"compare.show.{one}"))
        draw_notices()
        chosen = choose_marked(viewer, chosen)
        draw_view(view, viewer, chosen, measure)
        if view in TESTED:
            _draw_what_if(viewer, chosen, measure)
        _draw_reason(viewer, chosen)

    draw()


VIEWS = ("dots", "funnel", "years", "periods", "spine", "looked")
TESTED = ("dots", "funnel")  # views with a verdict on my area over the whole period


def draw_view(view: str, viewer: Viewer, chosen: Comparison, measure: Measure) -> None:
    """Draw one view of ``VIEWS``."""
    {
        "dots": _dots,
        "funnel": _funnel,
        "years": _years,
        "periods": _periods,
        "spine": _spine,
        "looked": _looked,
    }[view](viewer, chosen, measure)


def _ask_areas(viewer: Viewer, chosen: Comparison, measure: Measure, period: Mapping[str, Value]) -> Sequence[MapAreas]:
    """A measure of the areas compared over a period, the own area among them where there is one."""
    asked = {**_asked(viewer, measure), **period}
    rows = viewer.ask(MapAreas, level=chosen.level, parent=chosen.parent, **asked).rows
    shown = compare.place(chosen.with_own(viewer, rows, MapAreas, **asked), _names(area_rows(viewer, chosen)))
    return per_address(shown) if measure.is_per_address else shown


def _asked(viewer: Viewer, measure: Measure) -> dict[str, Value]:
    return {"measure": measure.counted, "denominator": measure.denominator, "project_type": viewer.project_type}


def _names(areas: Sequence[CompareAreas]) -> dict[str, str]:
    return {area.area_code: area.area_name for area in areas}


def _compared(
    viewer: Viewer, chosen: Comparison, measure: Measure
) -> tuple[Sequence[MapAreas], list[compared.Compared]]:
    rows = _ask_areas(viewer, chosen, measure, viewer.period)
    return rows, compared.compare(compared.counted(rows), chosen.mine, chosen.noise(viewer), measure.of)


def _dots(viewer: Viewer, chosen: Comparison, measure: Measure) -> None:
    by = segments(
        say("compare.order"),
        CompareAddress.order,
        ("name", "value"),
        lambda one: say(f"compare.sort.{one}"),
    )
    if by == "value":
        tell(say("compare.rank"))
    rows, areas = _compared(viewer, chosen, measure)
    shown = compare.ordered(areas, by)
    title = say("compare.dots_title_all", measure=measure.name)
    if chosen.mine:
        title = say("compare.dots_title", measure=measure.name, name=chosen.name)
    said = _whole(viewer, chosen, measure), compare.verdict(areas, measure.name), compared.widened_sentence(areas)
    sentence = Markup(" ").join(filter(None, said))
    if len(shown) > comparisons.MOST_ROWS:
        sentence += " " + say("compare.cut", n=comparisons.MOST_ROWS, all=number(len(shown)))
    _draw(comparisons.dots(shown, viewer.colours, chosen.marked), "dots", title, sentence, areas, rows, measure, viewer)


def _whole(viewer: Viewer, chosen: Comparison, measure: Measure) -> str:
    """My own value where its parts are compared, so that it does not stand among them."""
    if chosen.against not in PARTS:
        return ""
    mine = chosen.whole(viewer, **_asked(viewer, measure), **viewer.period)
    if mine and measure.is_per_address:
        (mine,) = per_address([mine])
    return compare.whole_sentence(mine, chosen.name, chosen.noise(viewer), measure.of)


def _funnel(viewer: Viewer, chosen: Comparison, measure: Measure) -> None:
    rows, areas = _compared(viewer, chosen, measure)
    figure = comparisons.funnel(areas, comparisons.exposures(areas), viewer.colours, chosen.marked)
    title = say("compare.funnel_title", measure=measure.name, name=chosen.name)
    said = (_whole(viewer, chosen, measure), compare.verdict(areas, measure.name), comparisons.spread_sentence(areas))
    sentence = Markup(" ").join(filter(None, said))
    _draw(figure, "funnel", title, sentence, areas, rows, measure, viewer)


def _draw_what_if(viewer: Viewer, chosen: Comparison, measure: Measure) -> None:
    """Whether the verdict on my area changes when something is left out or counted otherwise; asked when it is opened."""
    mine, title = chosen.mine, say("what_if.title")
    if mine is None or measure.is_per_address:
        return
    box = screen.expander(title, key="compare_what_if_box", on_change="rerun", icon=":material/rule:")
    if not box.open:
        return
    areas = compared.counted(_ask_areas(viewer, chosen, measure, viewer.period))
    largest = _largest(viewer, mine, measure)
    homes = None
    if measure.denominator == LOOKED[0]:
        homes = {area.area_code: area.n_dwellings or 0 for area in area_rows(viewer, chosen)}
    counts = (largest[1], largest[2]) if largest else None
    every = what_if.cases(areas, mine, chosen.noise(viewer), measure.of, counts, homes)
    with box:
        if len(every) <= 1:
            screen.info(say("compare.what_if.no_largest" if every else "compare.what_if.nothing"))
            return
        names = {area.code: area.name for area in areas}
        table = what_if.table(every, names[mine], largest[0] if largest else "")
        screen.table(table)
        note = sentences(say("compare.what_if.note"), years_of(viewer, chosen.level, DWELLINGS) if homes else "")
        told, more = what_if.sentence(every), {"caveat": say("what_if.caveat")}
        if not largest:
            more["listed"] = say("compare.what_if.no_largest")
        draw_foot(Shown("compare_what_if", title, told, table, partial(what_if.rows_of, every), note, **more), viewer)


def _largest(viewer: Viewer, mine: str, measure: Measure) -> tuple[str, int, int] | None:
    """Title of the largest project of a gemeente or province, with what is counted of it; None of any other area."""
    if mine[:2] not in {"GM", "PV"}:
        return None
    asked = {"part": measure.counted, "whole": measure.denominator, "area": mine, "project_type": viewer.project_type}
    rows = viewer.ask(WhatIfLargest, **asked, **viewer.period).rows
    inside = [row for row in rows if row.quarter >= viewer.from_month]
    part, whole = (sum(row.n_value for row in inside if row.measure_code == code) for code in measure.of)
    return (rows[0].title, part, whole) if rows else None


def _draw(
    figure: dict[str, Any],
    key: str,
    title: str,
    sentence: str,
    areas: list[compared.Compared],
    rows: Sequence[MapAreas],
    measure: Measure,
    viewer: Viewer,
) -> None:
    note = sentences(measure.definition, say("compare.intervals"))
    if not any(area.share for area in areas):
        figure = {"data": [], "layout": figure["layout"] | {"height": 120}}
    table, download = partial(compare.table, areas), partial(compare.rows_of, areas, rows)
    found = compare.finding(areas, measure.name)
    draw_figure(figure, Shown(f"compare_{key}", title, sentence, table, download, note, finding=found), viewer, follow)


def _by_year(viewer: Viewer, chosen: Comparison, measure: Measure) -> list[CompareYears]:
    asked = {**_asked(viewer, measure), **viewer.history}
    rows = viewer.ask(CompareYears, level=chosen.level, **asked).rows
    return chosen.with_own(viewer, rows, CompareYears, **asked)


def _years(viewer: Viewer, chosen: Comparison, measure: Measure) -> None:
    names = _names(area_rows(viewer, chosen))
    rows = compare.place(_by_year(viewer, chosen, measure), names)
    codes = sorted(names, key=lambda code: (code != chosen.mine, code != chosen.marked))
    years = list(range(viewer.first_month.year, viewer.until_month.year + 1))
    breaks = _breaks(viewer, chosen)
    lines = over_time.cut(over_time.series(rows, codes, years, chosen.noise(viewer), measure.of), breaks)
    lines = {code: line for code, line in lines.items() if any(line.values())}
    directions = over_time.directions(lines, breaks, _provisional(viewer))
    table = partial(over_time.years_table, rows, lines, directions, names, breaks)
    title = say("compare.years_title", measure=measure.name, name=chosen.name)
    moving = [names[code] for code, recent in directions.items() if is_moving(recent)]
    drawn = min(len(lines), over_time.MOST_PANELS)
    sentence = compare.years_sentence(len(lines), moving, drawn, has_mine=chosen.mine in lines)
    sentence = sentences(sentence, over_time.break_sentence(breaks, names))
    figure = over_time.multiples(lines, names, chosen.mine, viewer.colours, breaks, chosen.marked)
    download = partial(over_time.years_rows, rows, lines, directions, names)
    finding, mine = "", chosen.mine or ""
    if mine in directions:
        said = direction_sentence(directions[mine], "year")
        sentence = sentences(say("compare.course", name=names[mine], said=said), sentence)
        name = say("compare.finding.of", name=names[mine], measure=measure.name)
        finding = course_finding(name, directions[mine], "year")
    shown = Shown("compare_years", title, sentence, table, download, measure.definition, finding=finding)
    draw_figure(figure, shown, viewer, follow)


def _provisional(viewer: Viewer) -> set[int]:
    """Years that may still change: a delivery of them is provisional, or they are not over."""
    asked = {"grain": "year", "project_type": viewer.project_type, "area": None, "partner": None, **viewer.history}
    rows = viewer.ask(TrendDeliveries, **asked).rows
    series = observed(rows, [None] * len(rows), "year", viewer.until_month)
    return {one.start.year for one in series if one.is_provisional}


def _breaks(viewer: Viewer, chosen: Comparison) -> dict[str, int]:
    """First year of today's borders, of areas that are not comparable with before."""
    return {row.area_code: row.break_year for row in viewer.ask(CompareBreaks, level=chosen.level).rows}


def _periods(viewer: Viewer, chosen: Comparison, measure: Measure) -> None:
    when = span(viewer.from_month, viewer.until_month, viewer.first_month)
    if when.before is None or when.before_start is None:
        screen.info(say("compare.no_before"))
        return
    now_rows, now = _compared(viewer, chosen, measure)
    old = compared.counted(_ask_areas(viewer, chosen, measure, when.before))
    before = compared.compare(old, chosen.mine, chosen.noise(viewer), measure.of)
    breaks = {code: year for code, year in _breaks(viewer, chosen).items() if when.before_start.year < year}
    before = [replace(area, share=None) if area.code in breaks else area for area in before]
    moved = over_time.moves(before, now)
    words = pd.DataFrame(
        {
            say("table.area"): [area.name for area in now],
            when.before_name: [say("compare.other_borders") if area.code in breaks else area.text for area in before],
            when.name: [area.text for area in now],
            say("compare.difference"): [moved[area.code].text for area in now],
            say("compare.change"): [say(f"compare.moved.{moved[area.code].standing}") for area in now],
            say("table.reliability"): [firmness(moved[area.code].reliability) for area in now],
        }
    )
    moving = {kind: [area.name for area in now if moved[area.code].standing == kind] for kind in ("higher", "lower")}
    title = say("compare.periods_title", measure=measure.name, before=when.before_name, now=when.name)
    sentence = compare.periods_sentence(len(now), moving["higher"], moving["lower"])
    sentence = sentences(sentence, over_time.break_sentence(breaks, {area.code: area.name for area in now}))
    rows = partial(over_time.periods_rows, compare.rows_of(now, now_rows), before, moved)
    finding = ""
    mine = next((area for area in now if area.is_mine), None)
    if mine and (move := moved[mine.code].standing) in {"higher", "lower"}:
        said = {"name": mine.name, "measure": measure.name, "before": when.before_name, "now": when.name}
        finding = say(f"compare.finding.moved.{move}", **said)
    shown = Shown("compare_periods", title, sentence, words, rows, measure.definition, finding=finding)
    periods = when.before_name, when.name
    figure = over_time.two_periods(before, now, moved, periods, viewer.colours, chosen.marked)
    draw_figure(figure, shown, viewer, follow)


def _spine(viewer: Viewer, chosen: Comparison, _measure: Measure) -> None:
    names = _names(area_rows(viewer, chosen))
    if chosen.mine not in names:
        screen.info(say("compare.spine_needs"))
        return
    wanted = {"project_type": viewer.project_type} | viewer.period
    answered = viewer.ask(CompareMeasures, level=chosen.level, **wanted).rows
    rows = chosen.with_own(viewer, answered, CompareMeasures, **wanted)
    every = viewer.ask(DefinitionsMeasures).rows
    known = {
        r.measure_code: (str(getattr(r, f"name_{language()}")), (r.numerator or r.measure_code, r.denominator))
        for r in every
    }
    asked = {row.measure_code: known[row.measure_code] for row in rows}
    found = over_time.spine_rows(rows, str(chosen.mine), names, asked, chosen.noise(viewer))
    when = period_text(viewer.from_month, viewer.until_month)
    title = say("compare.spine_title", name=chosen.name, period=when)
    is_wide = any(compared.spread([own, *others]).is_used for own, others in found.values())
    told = compare.spine_sentence({name: own for name, (own, _) in found.items()})
    sentence = sentences(told, say("compare.widened_some") if is_wide else "")
    table = partial(over_time.spine_table, found)
    download = partial(over_time.spine_download, found, {name: code for code, (name, _) in asked.items()})
    shown = Shown("compare_spine", title, sentence, table, download, say("overview.selected_only"))
    draw_figure(over_time.spine(found, viewer.colours), shown, viewer)


def _looked(viewer: Viewer, chosen: Comparison, _measure: Measure) -> None:
    areas, rows = _looked_at(viewer, chosen)
    title, verdict = say("compare.looked_title", name=chosen.name), compare.verdict(areas, say("compare.looked_name"))
    sentence = sentences(verdict, compared.widened_sentence(areas))
    download = partial(compare.rows_of, areas, rows)
    note = sentences(say("compare.looked_note"), years_of(viewer, chosen.level, DWELLINGS))
    shown = Shown("compare_looked", title, sentence, compare.table(areas), download, note)
    figure = comparisons.dots(compare.ordered(areas, "name"), viewer.colours, chosen.marked)
    draw_figure(figure, shown, viewer, follow)


def _looked_at(viewer: Viewer, chosen: Comparison) -> tuple[list[Compared], Sequence[MapAreas]]:
    """How closely was looked at each of the areas compared, over all years, with what was answered."""
    asked: dict[str, Value] = {"measure": LOOKED[0], "project_type": viewer.project_type, **viewer.history}
    answered = viewer.ask(MapAreas, level=chosen.level, parent=chosen.parent, **asked).rows
    homes = {area.area_code: area.n_dwellings or 0 for area in area_rows(viewer, chosen)}
    rows = compare.place(chosen.with_own(viewer, answered, MapAreas, **asked), homes)
    return compared.compare(per_dwelling(rows, homes), chosen.mine, chosen.noise(viewer), LOOKED), rows


def _draw_reason(viewer: Viewer, chosen: Comparison) -> None:
    """Why my area is in these figures at all, beside what it is compared with; its parts are compared elsewhere."""
    if chosen.own:
        areas = _looked_at(viewer, chosen)[0] if chosen.mine == own_area.CODE else []
        draw_worked_here(viewer, chosen.own.name, chosen.own.codes, areas)
    elif chosen.mine and not chosen.mine.startswith("PV"):
        areas, others = looked_at(viewer, chosen.mine)
        draw_worked_here(viewer, chosen.name, (chosen.mine,), areas, others)
