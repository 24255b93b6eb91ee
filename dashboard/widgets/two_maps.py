"""The map of this period, and beside it in the same position that of the period before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.text import say
from dashboard.view import places
from dashboard.view.classes import classify
from dashboard.view.maps import area_map, web_shapes
from dashboard.view.tiles import span
from dashboard.widgets import address
from dashboard.widgets.drill import ask_outlines, ask_shapes, draw_map, draw_projects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.view.classes import Area
    from dashboard.widgets.drill import Drill
    from dashboard.widgets.frame import Frame


@dataclass(frozen=True)
class Picture:
    """One map.

    Attributes:
        name: the period in words.
        areas: class and words per area.
        period: first and last month, as answers ask for them.
    """

    name: str
    areas: Sequence[Area]
    period: dict[str, Any]


def ask_before(here: Frame, asked: dict[str, Any], *, is_share: bool) -> list[Picture]:
    """The same measure over the equally long period before, when that is chosen and the release goes back that far."""
    wanted = address.segments(
        say("area_map.beside"), "v", ("one", "before"), "one", lambda name: say(f"area_map.show.{name}")
    )
    if wanted == "one":
        return []
    when = span(here.from_month, here.until_month, here.first_month)
    if when.before_start is None:
        st.caption(f":material/info: {say('area_map.nothing_before', period=when.before_name)}")
        return []
    period = {"from_month": str(when.before_start), "until_month": str(when.before_end)}
    rows = here.ask("map__areas", **asked | period).frame
    rows = places.with_denominator(rows, asked["denominator"])
    return [Picture(when.before_name, classify(rows, is_share=is_share), period)]


def draw_maps(
    here: Frame, drill: Drill, shown: Sequence[Picture], cuts: Sequence[float], summary: str
) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draw one map or two; give back where the list and the legend go."""
    shapes, mine = web_shapes(ask_shapes(here, drill)), drill.chosen or here.area
    is_double = len(shown) > 1
    left, right = st.columns([1, 1] if is_double else [3, 2])
    for place, picture in zip((left, right), shown, strict=False):
        outlines = ask_outlines(here, drill, picture.period)
        deck = area_map(shapes, picture.areas, cuts, here.colours, mine=mine, outlines=outlines)
        with place:
            draw_map(deck, drill, summary, picture.name if is_double else "")
    with left:
        draw_projects(ask_outlines(here, drill, shown[0].period))
    if is_double:
        left, right = st.columns([3, 2])
        return left, right
    return right, right


def columns(shown: Sequence[Picture], measure: str) -> dict[str, Sequence[Area]]:
    """The areas per heading, for the list and the table: the measure, or the periods where there are two."""
    if len(shown) == 1:
        return {measure: shown[0].areas}
    return {picture.name: picture.areas for picture in shown}
