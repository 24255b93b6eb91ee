"""Kaart: from the programme down to a buurt, with the list in step and intervention areas on top."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import AreaMapAddress
from dashboard.analysis.clusters import find_clusters
from dashboard.answers import derived
from dashboard.answers.rows import FrameAreaPath, MapNeighbours
from dashboard.charts import compared, places
from dashboard.charts.classes import (
    CHANGE,
    CONTEXT,
    COUNT,
    EUR,
    NUMBER,
    RATE,
    SHARE,
    not_broken_down,
    smooth,
)
from dashboard.charts.direction import direction_sentence
from dashboard.charts.euros import rest_sentence
from dashboard.charts.tiles import period_text, span
from dashboard.pages.area_map.choices import (
    PACE,
    choose_drill,
    choose_moment,
    draw_list,
    draw_projects,
    draw_refusal,
    is_playing,
    level_name,
    open_area,
    open_project,
)
from dashboard.pages.area_map.figures import legend
from dashboard.pages.area_map.words import hole_words, pattern_words, with_neighbours
from dashboard.text import say
from dashboard.text.markup import Markup, sentences
from dashboard.ui import screen
from dashboard.ui.address import draw_notices, forget_notices, segments, tell
from dashboard.ui.carrying import carries
from dashboard.ui.direction import LEVELS, count_direction
from dashboard.ui.limits import empty
from dashboard.ui.map.deck import Line, Scene, draw_maps, edge_of
from dashboard.ui.map.paper import paper_map
from dashboard.ui.map.picture import (
    AGREEMENTS,
    FORMS,
    FigureChoice,
    Picture,
    ask_picture,
    before_of,
    forms_of,
    offered,
    refusal,
)
from dashboard.ui.measure import choose_among
from dashboard.ui.navigation import go
from dashboard.ui.own_area import read_own
from dashboard.ui.panel import Shown, draw_foot, draw_heading
from dashboard.ui.run import repeated
from dashboard.ui.worked_here import draw_worked_here, looked_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.addresses import Key
    from dashboard.charts.classes import Area
    from dashboard.pages.area_map.choices import Drill
    from dashboard.ui.measure import Measure
    from dashboard.ui.viewer import Viewer

BESIDE = ("one", "before", "smooth", "measure")
INSIDE_A_MUNICIPALITY = {"district", "neighbourhood"}  # some results are delivered no closer than the gemeente


def page(viewer: Viewer, address: AreaMapAddress) -> None:
    """Draw the page."""
    screen.markdown(say("area_map.lead"))
    screen.pressing(say("area_map.open_pressing"), "area")

    @repeated(PACE if is_playing() else None)
    def draw() -> None:
        """Map, list, legend and foot; a choice here redraws only this part."""
        go()
        forget_notices()
        choices = st.container(horizontal=True, vertical_alignment="bottom")
        with choices:
            measure, form = choose_theme(viewer, AreaMapAddress.measure)
        drill, row = choose_drill(viewer, address)
        choice = choice_of(viewer, drill, measure, form)
        if draw_refusal(choice):
            draw_notices()
            return
        choice = choose_moment(viewer, choice, row)
        first = ask_picture(viewer, choice)
        if not first.areas:
            screen.info(empty(viewer, say("area_map.empty")))
            return
        name = name_of(measure, form)
        if told := why_not_shown(viewer, drill, first, name):
            screen.info(told)
            draw_notices()
            return
        with choices:
            shown = headed(viewer, name, first, ask_beside(viewer, drill, first))
        summary = places.summary(first.areas, name, first.cuts, first.choice.form)
        title = say("area_map.figure", measure=name, level=say(f"level.{drill.level}").lower())
        finding = differ_finding(viewer, drill, first, name)
        draw_heading(title, finding)
        place = draw_pictures(viewer, drill, shown, summary)
        draw_notices()
        listed = listed_of(shown)
        with place:
            draw_list(listed, drill, viewer.colours)
        said = sentences(
            summary,
            rest_sentence(first.rest, level_name(drill.level).lower()),
            course_sentence(viewer, drill, first),
            hole_words(first.areas),
            pattern_sentence(viewer, drill, first),
        )
        note = sentences(measure.definition, notes_of(first, drill.level), places.border_source(viewer.release))
        reading, caveat, pressing = (say(f"area_map.{part}") for part in ("reading", "caveat", "pressing"))
        table, rows = places.table(listed), partial(download, first)
        draw_foot(
            Shown("areas", title, said, table, rows, note, reading, caveat, finding, pressing=pressing),
            viewer,
            partial(paper_map, viewer, first, viewer.colours),
        )
        draw_reason(viewer, drill)

    draw()


def draw_reason(viewer: Viewer, drill: Drill) -> None:
    """Why the area that is open or chosen is on the map at all; of a province or the programme there is too much to say."""
    code = drill.chosen or drill.parent or ""
    if not code.startswith(("GM", "WK", "BU")):
        return
    name = viewer.ask(FrameAreaPath, area=code).rows[-1].area_name
    draw_worked_here(viewer, name, (code,), *looked_at(viewer, code))


def choose_theme(viewer: Viewer, key: Key) -> tuple[Measure, str]:
    """The measure, and how it is shown where there is a choice."""
    measure = choose_among(key, offered(viewer))
    forms = forms_of(measure)
    if len(forms) == 1:
        return measure, forms[0]
    every = {form for some in FORMS.values() for form in some}
    words = lambda name: say(f"area_map.as.{name}")  # noqa: E731
    form = segments(say("area_map.form"), AreaMapAddress.form, forms, words, forms[0], elsewhere=sorted(every))
    return measure, form


def name_of(measure: Measure, form: str) -> str:
    """The measure, with what a rate is taken of, or that it is its change that is shown."""
    return say(f"area_map.named.{form}", measure=measure.name) if form in {RATE, CHANGE} else measure.name


def choice_of(viewer: Viewer, drill: Drill, measure: Measure, form: str) -> FigureChoice:
    """What the map shows: the areas of the drill over the chosen period."""
    return FigureChoice(
        level=drill.level,
        parent=drill.parent,
        from_month=viewer.from_month.isoformat(),
        until_month=viewer.until_month.isoformat(),
        project_type=viewer.project_type,
        measure=measure,
        form=form,
    )


def why_not_shown(viewer: Viewer, drill: Drill, picture: Picture, name: str) -> str:
    """Why this level cannot carry the measure, and what can; empty where it can. A share has its own least denominator."""
    choice = picture.choice
    if choice.form == CHANGE and before_of(viewer, choice) is None:
        return say("area_map.nothing_to_compare")
    if choice.form in {SHARE, EUR, CONTEXT} or choice.measure.unit == SHARE:
        return ""
    if carries(viewer, choice.of[0], drill.level, choice.grain, choice.length):
        return ""
    return say("area_map.too_inaccurate", measure=name, level=say(f"level.{drill.level}").lower())


def ask_beside(viewer: Viewer, drill: Drill, first: Picture) -> dict[str, Picture]:
    """What stands beside the map, by its heading, when something was chosen and there is such a thing."""
    wanted = segments(say("area_map.beside"), AreaMapAddress.beside, BESIDE, lambda name: say(f"area_map.show.{name}"))
    if wanted == "before":
        return _before(viewer, first)
    if wanted == "measure":
        other = choose_among(AreaMapAddress.other, offered(viewer), "area_map.other")
        forms = forms_of(other)
        form = first.choice.form if first.choice.form in forms else forms[0]
        chosen = replace(first.choice, measure=other, form=form, is_smooth=False)
        if chosen == first.choice:
            tell(say("area_map.same_beside"))
            return {}
        if why := refusal(chosen):
            tell(say(f"map.refused.{why}", measure=other.name))
            return {}
        return {name_of(other, form): ask_picture(viewer, chosen)}
    if wanted == "smooth" and (first.choice.form not in {RATE, SHARE} or first.choice.measure.code == AGREEMENTS):
        tell(say("area_map.nothing_smooth"))
    elif wanted == "smooth":
        return {say("area_map.smoothed"): ask_picture(viewer, replace(first.choice, is_smooth=True))}
    return {}


def _before(viewer: Viewer, first: Picture) -> dict[str, Picture]:
    months = before_of(viewer, first.choice)
    start, end = (date.fromisoformat(one) for one in (first.choice.from_month, first.choice.until_month))
    when = span(start, end, viewer.first_month)
    if months is None or first.choice.form in {CHANGE, CONTEXT}:
        tell(say("area_map.nothing_before", period=when.before_name))
        return {}
    found = ask_picture(
        viewer, replace(first.choice, from_month=str(months["from_month"]), until_month=str(months["until_month"]))
    )
    return {when.before_name: replace(found, cuts=first.cuts)}


def headed(viewer: Viewer, name: str, first: Picture, others: Mapping[str, Picture]) -> dict[str, Picture]:
    """The pictures by their headings: the measure alone, or what tells the two apart."""
    for other in others.values():
        if other.choice.period != first.choice.period:
            name = period_text(*(date.fromisoformat(str(month)) for month in first.choice.period.values()))
        elif other.choice.is_smooth:
            name = say("area_map.raw")
    return {name: first, **others}


def listed_of(shown: Mapping[str, Picture]) -> Mapping[str, Sequence[Area]]:
    """The areas of each picture, of euros with what is broken down into none of them as the last line."""
    return places.with_rests(
        {heading: picture.areas for heading, picture in shown.items()},
        {heading: not_broken_down(picture.rest) for heading, picture in shown.items()},
    )


def draw_pictures(viewer: Viewer, drill: Drill, shown: Mapping[str, Picture], summary: str) -> DeltaGenerator:
    """Draw one map or two; give back where the list goes."""
    is_double = len(shown) > 1
    left, right = st.columns([1, 1] if is_double else [6, 5])
    lines = lines_of(viewer, drill, next(iter(shown.values())).choice)
    scenes: list[tuple[DeltaGenerator, Scene]] = []
    for place, (heading, picture) in zip((left, right), shown.items(), strict=False):
        if is_double:
            with place:
                screen.markdown(Markup("**{}**").format(heading))
        figures = frozenset(area.code for area in picture.areas if area.kind == NUMBER)
        own = places.summary(picture.areas, heading, picture.cuts, picture.choice.form) if scenes else summary
        scene = Scene(picture.choice, own, lines, has_projects=True, serial=drill.chosen or "", with_figures=figures)
        scenes.append((place, scene))
    draw_maps(viewer, "map", scenes, open_area, open_project)
    first, *others = shown.values()
    with left:
        draw_projects(viewer, first.choice)
    if is_double and others[0].cuts != first.cuts:
        with right:
            _draw_legend(viewer, others[0], lines)
    if is_double:
        left, right = st.columns([3, 2])
    with right:
        _draw_legend(viewer, first, lines)
    return left if is_double else right


def lines_of(viewer: Viewer, drill: Drill, choice: FigureChoice) -> list[Line]:
    """What is outlined in orange: my area or what was clicked, and an area of my own."""
    lines = []
    # What was clicked is no area of mine, so it is not called that.
    if drill.chosen:
        municipality = f"GM{drill.chosen[2:6]}"
        lines.append(
            edge_of(viewer, say("map.chosen"), "neighbourhood", frozenset([drill.chosen]), choice, parent=municipality)
        )
    elif viewer.area:
        lines.append(edge_of(viewer, say("map.mine"), viewer.level, frozenset([viewer.area]), choice))
    if own := read_own(viewer):
        lines += [
            edge_of(viewer, own.name, "neighbourhood", frozenset(own.parts), choice, parent=municipality)
            for municipality in own.municipalities
        ]
    return lines


def _draw_legend(viewer: Viewer, picture: Picture, lines: Sequence[Line]) -> None:
    has_numbers = any(area.kind == NUMBER for area in picture.areas)
    drawn = legend(
        picture.cuts,
        viewer.colours,
        picture.choice.form,
        has_numbers=has_numbers,
        has_agreements=picture.choice.measure.code == AGREEMENTS,
        has_results=picture.choice.form != CONTEXT,
        has_projects=True,
        orange=sorted({line.name for line in lines}),
    )
    screen.markdown(drawn)


def notes_of(picture: Picture, level: str) -> str:
    """What holds for the figures of a picture: how uncertain they are and what is in none of them, or whose they are and of when."""
    for row in picture.figures[:1]:
        return say("area_map.context_note", source=row.source or "", year=row.year or "")
    coarse = say("area_map.coarse", level=say(f"level.{level}").lower()) if level in INSIDE_A_MUNICIPALITY else ""
    return sentences(say("area_map.note"), coarse)


def download(picture: Picture) -> pd.DataFrame:
    """The areas as they were answered, with what the map shows of them."""
    choice = picture.choice
    answered, rest = picture.figures or picture.rows, not_broken_down(picture.rest)
    return places.rows_of(picture.areas, answered, choice.form, choice.measure.figure_unit, rest)


def course_sentence(viewer: Viewer, drill: Drill, picture: Picture) -> str:
    """What may be said of the course of a count in the area that is open; empty where it is no count or a wijk is open."""
    measure, code = picture.choice.measure, drill.parent
    is_count = picture.choice.form in {COUNT, RATE} and measure.unit == COUNT and measure.code != AGREEMENTS
    if not is_count or (code and code[:2] not in LEVELS):
        return ""
    path = viewer.ask(FrameAreaPath, area=code).rows if code else ()
    name = path[-1].area_name if path else say("frame.everywhere")
    said = direction_sentence(count_direction(viewer, measure.code, code), "quarter")
    return say("area_map.course", name=name, measure=measure.name, said=said)


def differ_finding(viewer: Viewer, drill: Drill, picture: Picture, name: str) -> str:
    """That a share differs between the areas by more than noise; a count follows the size of an area, so of that nothing is said."""
    choice = picture.choice
    if choice.form != SHARE or choice.measure.code == AGREEMENTS:
        return ""
    noise = viewer.release.noise(drill.level, "year")
    return compared.differ_finding(compared.compare(compared.counted(picture.rows), None, noise, choice.of), name)


def pattern_sentence(viewer: Viewer, drill: Drill, picture: Picture) -> str:
    """Spatial autocorrelation in one sentence; empty where it says nothing."""
    choice = picture.choice
    if choice.form not in {RATE, SHARE} or choice.measure.code == AGREEMENTS:
        return ""
    noise = viewer.release.noise(drill.level, "year")
    smoothed = smooth(picture.areas, picture.rows, choice.form, noise, choice.of[0])
    neighbours = viewer.ask(MapNeighbours, level=drill.level, parent=drill.parent).rows
    values, pairs = with_neighbours(smoothed, neighbours)
    return pattern_words(derived(find_clusters, values, pairs))  # a thousand permutations take a tenth of a second
