"""Kaart: from the programme down to a buurt, with the list in step and intervention areas on top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.addresses import AreaMapAddress
from dashboard.analysis.clusters import find_clusters
from dashboard.answers import derived
from dashboard.answers.rows import (
    AccountabilityTypical,
    MapAreas,
    MapNeighbours,
    MapProjectAreas,
    MapShapes,
    MapYears,
)
from dashboard.charts import places
from dashboard.charts.classes import COUNT, NUMBER, RATE, SHARE, breaks, classify, is_carried, smooth
from dashboard.charts.tiles import period_text, span
from dashboard.pages.area_map.choices import (
    choose_drill,
    draw_list,
    draw_projects,
    open_area,
    outlines_asked,
    shapes_asked,
)
from dashboard.pages.area_map.figures import legend
from dashboard.pages.area_map.words import hole_words, pattern_words, with_neighbours
from dashboard.text import say
from dashboard.text.markup import Markup, sentences
from dashboard.ui import screen
from dashboard.ui.address import draw_notices, forget_notices, segments, tell
from dashboard.ui.map import layers as maps
from dashboard.ui.map import shapes as map_shapes
from dashboard.ui.map import view as map_view
from dashboard.ui.measure import choose_measure
from dashboard.ui.own_area import ask_own_shapes, read_own
from dashboard.ui.panel import Shown, draw_foot
from dashboard.ui.run import fragment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.addresses import Key
    from dashboard.answers import Answer, Question, Value
    from dashboard.charts.classes import Area
    from dashboard.charts.shares import Pair
    from dashboard.pages.area_map.choices import Drill
    from dashboard.ui.measure import Measure
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: AreaMapAddress) -> None:
    """Draw the page."""
    screen.title(say("area_map.title"))
    screen.markdown(say("area_map.lead"))

    @fragment
    def draw() -> None:
        """Map, list, legend and foot; a choice here redraws only this part."""
        forget_notices()
        choices = st.container(horizontal=True, vertical_alignment="bottom")
        with choices:
            theme = choose_theme(viewer, AreaMapAddress.measure)
        drill = choose_drill(viewer, address)
        first = ask_picture(viewer, drill, theme, theme.name, viewer.period)
        if not first.rows:
            screen.info(say("area_map.empty"))
            return
        if told := why_not_shown(viewer, drill, first):
            screen.info(told)
            draw_notices()
            return
        with choices:
            shown = headed(viewer, theme, [first, *ask_beside(viewer, drill, theme, first)])
        summary = places.summary(first.areas, theme.name)
        title = say("area_map.figure", measure=theme.name, level=say(f"level.{drill.level}").lower())
        screen.subheader(title)
        place, _ = draw_maps(viewer, drill, shown, summary)
        draw_notices()
        with place:
            draw_list(listed := columns(shown), drill)
        said = sentences(summary, hole_words(first.rows), pattern_sentence(viewer, drill, first))
        note = sentences(theme.measure.definition, say("area_map.note"), places.border_source(viewer.release))
        reading = say("area_map.reading")
        rows = download(first)
        draw_foot(
            Shown("areas", title, said, places.table(listed), rows, note, reading, say("area_map.caveat")), viewer
        )

    draw()


UNITS = ("count", "share")
BESIDE = ("one", "before", "smooth", "measure")


@dataclass(frozen=True)
class Theme:
    """What is shown of the areas.

    Attributes:
        form: ``count``, ``share`` or ``rate``.
    """

    measure: Measure
    form: str

    @property
    def name(self) -> str:
        """The measure, with what a rate is taken of."""
        return say("area_map.rate", measure=self.measure.name) if self.form == RATE else self.measure.name

    @property
    def asked(self) -> dict[str, Value]:
        """The measure as parameters."""
        return {"measure": self.measure.counted, "denominator": self.measure.denominator}

    @property
    def of(self) -> Pair:
        """What is counted, and what it is a share of."""
        return self.measure.counted, None if self.is_per_address else self.measure.denominator

    @property
    def is_per_address(self) -> bool:
        """Whether the denominator is the public number of addresses in project areas."""
        return self.form == RATE or self.measure.is_per_address


@dataclass(frozen=True)
class Picture:
    """One map.

    Attributes:
        name: heading: the period, or what is shown.
        measure: code of what is counted.
        areas: class and words per area.
        rows: what they were made of.
        cuts: class breaks.
        form: of its numbers.
        period: first and last month, as answers ask for them.
        shapes: borders of the areas.
        projects: areas of projects to outline; None on wider pictures.
    """

    name: str
    measure: str
    areas: Sequence[Area]
    rows: Sequence[MapAreas]
    cuts: Sequence[float]
    form: str
    period: Mapping[str, Value]
    shapes: Answer[MapShapes]
    projects: Answer[MapProjectAreas] | None


def choose_theme(viewer: Viewer, key: Key) -> Theme:
    """The measure, and for one that counts whether it is shown as a number or per 1,000 addresses in project areas."""
    measure = choose_measure(viewer, key, units=UNITS)
    if measure.unit == SHARE:
        return Theme(measure, SHARE)
    form = segments(say("area_map.form"), AreaMapAddress.form, (COUNT, RATE), lambda name: say(f"area_map.as.{name}"))
    return Theme(measure, form)


def ask_picture(viewer: Viewer, drill: Drill, theme: Theme, name: str, period: Mapping[str, Value]) -> Picture:
    """The areas of the drill with their classes and words; the breaks are the same for every period of this length."""
    wanted = {"level": drill.level, "parent": drill.parent, "project_type": viewer.project_type, **theme.asked}
    borders, outlines = shapes_asked(drill), outlines_asked(viewer, drill, period)
    questions: list[Question] = [(MapAreas, {**wanted, **period}), (MapShapes, borders)]
    if not theme.is_per_address:
        questions.append((MapYears, wanted))
    if outlines:
        questions.append((MapProjectAreas, outlines))
    viewer.ask_ahead(*questions)
    rows = viewer.ask(MapAreas, **wanted, **period).rows
    if theme.is_per_address:  # addresses are known per project, not per year
        rows = places.per_address(rows)
        years = [MapYears(row.area_code, viewer.last_year, row.n_value, row.n_denominator) for row in rows]
        cuts = breaks(years, 1, theme.form)
    else:
        cuts = breaks(viewer.ask(MapYears, **wanted).rows, viewer.last_year - viewer.first_year + 1, theme.form)
    areas = classify(rows, theme.form, viewer.release.noise(drill.level, "year"), theme.of)
    shapes = viewer.ask(MapShapes, **borders)
    projects = viewer.ask(MapProjectAreas, **outlines) if outlines else None
    return Picture(name, theme.of[0], areas, rows, cuts, theme.form, period, shapes, projects)


def why_not_shown(viewer: Viewer, drill: Drill, picture: Picture) -> str:
    """Why this level cannot carry the measure, and what can; empty where it can. A share has its own least denominator."""
    if picture.form == SHARE:
        return ""
    accuracy = viewer.release.accuracy(picture.measure, drill.level, "year")
    # What is usual in the whole release, so that the answer is the same in every gemeente.
    per_year = {(row.level, row.measure_code): row.n_typical for row in viewer.ask(AccountabilityTypical).rows}
    usual = per_year.get((drill.level, picture.measure), 0) * (viewer.last_year - viewer.first_year + 1)
    if is_carried(usual, accuracy):
        return ""
    return say("area_map.too_inaccurate", measure=picture.name, level=say(f"level.{drill.level}").lower())


def ask_beside(viewer: Viewer, drill: Drill, theme: Theme, first: Picture) -> list[Picture]:
    """What stands beside the map, when something was chosen and there is such a thing."""
    wanted = segments(say("area_map.beside"), AreaMapAddress.beside, BESIDE, lambda name: say(f"area_map.show.{name}"))
    if wanted == "before":
        return _before(viewer, drill, theme, first)
    if wanted == "measure":
        other = choose_measure(viewer, AreaMapAddress.other, units=UNITS)
        form = SHARE if other.unit == SHARE else theme.form if theme.form != SHARE else COUNT
        chosen = Theme(other, form)
        return [ask_picture(viewer, drill, chosen, chosen.name, first.period)]
    if wanted == "smooth" and theme.form == COUNT:
        tell(say("area_map.nothing_smooth"))
    elif wanted == "smooth":
        noise = viewer.release.noise(drill.level, "year")
        areas = smooth(first.areas, first.rows, first.form, noise, first.measure)
        return [replace(first, name=say("area_map.smoothed"), areas=areas)]
    return []


def _before(viewer: Viewer, drill: Drill, theme: Theme, first: Picture) -> list[Picture]:
    when = span(viewer.from_month, viewer.until_month, viewer.first_month)
    if when.before_start is None:
        tell(say("area_map.nothing_before", period=when.before_name))
        return []
    period = {"from_month": str(when.before_start), "until_month": str(when.before_end)}
    found = ask_picture(viewer, drill, theme, when.before_name, period)
    return [replace(found, cuts=first.cuts)]


def headed(viewer: Viewer, theme: Theme, shown: Sequence[Picture]) -> list[Picture]:
    """The pictures with a heading each: the measure alone, or what tells the two apart."""
    first, *others = shown
    name = theme.name
    if others and others[0].period != first.period:
        name = period_text(viewer.from_month, viewer.until_month)
    elif others and others[0].cuts is first.cuts:
        name = say("area_map.raw")
    return [replace(first, name=name), *others]


def draw_maps(
    viewer: Viewer, drill: Drill, shown: Sequence[Picture], summary: str
) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draw one map or two; give back where the list and the legend go."""
    is_double = len(shown) > 1
    left, right = st.columns([1, 1] if is_double else [6, 5])
    lines: list[list[maps.Outline]] = []
    for place, picture in zip((left, right), shown, strict=False):
        with place:
            if is_double:
                screen.markdown(Markup("**{}**").format(picture.name))
            lines.append(_draw(viewer, drill, picture, summary, is_second=place is right))
    with left:
        draw_projects(shown[0].projects)
    if is_double and shown[1].cuts is not shown[0].cuts:
        with right:
            _draw_legend(viewer, shown[1])
    if is_double:
        left, right = st.columns([3, 2])
    with right:
        _draw_legend(viewer, shown[0], lines[0])
    return left if is_double else right, right


def _draw(viewer: Viewer, drill: Drill, picture: Picture, summary: str, *, is_second: bool) -> list[maps.Outline]:
    shapes = picture.shapes
    outlines: list[maps.Outline] = []
    if picture.projects is not None:
        outlines += derived(maps.project_outlines, shapes, picture.projects, viewer.colours)
    # What was clicked is no area of mine, so it is not called that.
    code, name = (drill.chosen, say("map.chosen")) if drill.chosen else (viewer.area, say("map.mine"))
    outlines += derived(maps.mine_outline, shapes, frozenset([code] if code else ()), viewer.colours, name)
    if own := read_own(viewer):
        for answer in ask_own_shapes(viewer, own, places.tolerance(drill.level, drill.parent)):
            outlines += derived(maps.mine_outline, answer, frozenset(own.parts), viewer.colours, own.name)
    where = map_shapes.address(viewer.release.id, drill.level, drill.parent, int(shapes.parameters["tolerance_m"]))
    payload = maps.area_map(
        where,
        picture.areas,
        picture.cuts,
        viewer.colours,
        alt=summary,
        outlines=outlines,
        background=map_view.background(),
    )
    key = f"map_{drill.parent}_{drill.level}_{int(is_second)}"
    map_view.draw_map(payload, key, open_area, lambda: open_area(drill.above))
    return outlines


def _draw_legend(viewer: Viewer, picture: Picture, lines: Sequence[maps.Outline] = ()) -> None:
    has_numbers = any(area.kind == NUMBER for area in picture.areas)
    orange = {line.name for line in lines if line.colour == viewer.colours.mine}
    has_projects = any(line.name for line in lines if line.colour != viewer.colours.mine)
    drawn = legend(
        picture.cuts,
        viewer.colours,
        picture.form,
        has_numbers=has_numbers,
        has_projects=has_projects,
        orange=sorted(orange),
    )
    screen.markdown(drawn)


def columns(shown: Sequence[Picture]) -> dict[str, Sequence[Area]]:
    """The areas per heading, for the list and the table."""
    return {picture.name: picture.areas for picture in shown}


def download(picture: Picture) -> pd.DataFrame:
    """The areas as they were answered, with the reliability of every number."""
    rows = pd.DataFrame(list(picture.rows), columns=MapAreas._fields)
    return rows.assign(reliability=[area.reliability or "" for area in picture.areas])


def pattern_sentence(viewer: Viewer, drill: Drill, picture: Picture) -> str:
    """Spatial autocorrelation in one sentence; empty where it says nothing."""
    if picture.form == COUNT:
        return ""
    noise = viewer.release.noise(drill.level, "year")
    smoothed = smooth(picture.areas, picture.rows, picture.form, noise, picture.measure)
    neighbours = viewer.ask(MapNeighbours, level=drill.level, parent=drill.parent).rows
    values, pairs = with_neighbours(smoothed, neighbours)
    return pattern_words(derived(find_clusters, values, pairs))  # a thousand permutations take a tenth of a second
