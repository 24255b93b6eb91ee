"""A map of deck.gl: layers by address of this server, told what was clicked."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import pydeck
import shapely
import streamlit as st

from dashboard.answers import derived
from dashboard.answers.rows import MapDrawings
from dashboard.charts.numbers import number
from dashboard.charts.palette import Palette, rgb
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.text.markup import literal
from dashboard.ui import screen
from dashboard.ui.map.address import AREAS, address, outline_address
from dashboard.ui.map.drawing import FINE_DIGITS, box, texts
from dashboard.ui.map.layers import DASHED, NAME_PX, WHOLE
from dashboard.ui.map.looks import water
from dashboard.ui.map.view import HEIGHT_PX, View, fit, scale_bar
from dashboard.ui.reading import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shapely.geometry.base import BaseGeometry
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.ui.map.picture import MapChoice
    from dashboard.ui.viewer import Viewer

STYLE = "/api/map/background"  # the style of the grey tiles, where they were set
MINE_PX, PROJECT_PX, BORDER_PX = 3, 2.5, 1
TRANSLUCENT = 0.7  # of the areas over the background
FONT = "'Source Sans', 'Source Sans 3', sans-serif"
SEA = [[-10.0, 45.0], [20.0, 45.0], [20.0, 60.0], [-10.0, 60.0]]
STEP = 1.0  # zoom per press: twice as large
NUDGE = 1e-7  # a view that was asked for again must differ from itself, or the browser keeps where it is


@dataclass(frozen=True)
class Line:
    """An outline over the areas.

    Attributes:
        name: what the legend calls it; empty where it has no place there.
        where: address of it; or
        shape: itself, as GeoJSON, where it belongs to one viewer.
    """

    name: str
    where: str = ""
    shape: str = ""
    is_dashed: bool = False


@dataclass(frozen=True)
class Scene:
    """All that stands on one map.

    Attributes:
        choice: the areas, and what they show.
        alt: the map in one sentence.
        lines: outlines on top, in orange.
        has_projects: whether intervention areas are outlined.
        serial: changes when a click is done with, so that the same area can be clicked again.
        near: codes of areas to look at; None for all.
        with_figures: codes of areas that have a figure; None where that is no matter.
    """

    choice: MapChoice
    alt: str
    lines: Sequence[Line] = ()
    has_projects: bool = False
    serial: str = ""
    near: frozenset[str] | None = None
    with_figures: frozenset[str] | None = None


def edge_of(
    viewer: Viewer, name: str, level: str, codes: frozenset[str], choice: MapChoice, parent: str | None = None
) -> Line:
    """The edge of some areas of a level, in the detail of the map it lies on."""
    return Line(name, outline_address(viewer.release.id, level, parent, codes, choice.tolerance_m))


def drawn_line(name: str, shape: BaseGeometry) -> Line:
    """An outline that was handed in, in EPSG:28992; it goes to the one who handed it in and nowhere else."""
    return Line(name, shape=texts(np.array([shapely.boundary(shape)], dtype=object), FINE_DIGITS)[0], is_dashed=True)


def draw_maps(
    viewer: Viewer,
    key: str,
    scenes: Sequence[tuple[DeltaGenerator, Scene]],
    on_choose: Callable[[str], None],
    on_project: Callable[[str], None] | None = None,
) -> None:
    """Draw maps of the same areas, seen from the same place, each where it belongs; the buttons for the view under the first.

    Two maps are moved by the buttons alone, so that they always show the same.

    Args:
        viewer: what is chosen.
        key: of the widgets; maps of another key share nothing with these.
        scenes: where each map stands, and what stands on it.
        on_choose: gets the code of the area that was clicked.
        on_project: gets the code of the project whose outline was clicked.
    """
    if reading():
        return  # a map on paper is drawn by whoever keeps its panel
    place, first = scenes[0]
    answer = viewer.ask(MapDrawings, **first.choice.shapes)
    bounds = derived(box, answer, first.near)
    figures = derived(box, answer, first.with_figures) if first.with_figures else bounds
    view = seen_from(key, f"{first.choice.level} {first.choice.parent}", bounds, figures)
    for i, (where, scene) in enumerate(scenes):

        def clicked(name: str = f"{key}_{i}") -> None:
            for found in st.session_state[name].selection.objects.values():
                told = found[0].get("properties", {})
                if on_project and told.get("project"):
                    on_project(told["project"])
                elif told.get("code"):
                    on_choose(told["code"])

        with where:
            st.pydeck_chart(
                deck(viewer, scene, bounds, view, is_free=len(scenes) == 1),
                key=f"{key}_{i}",
                height=HEIGHT_PX,
                on_select=clicked,
                selection_mode="single-object",
                alt=literal(scene.alt),
            )
    with place:
        draw_steps(key, has_figures=figures != bounds)


def seen_from(key: str, place: str, bounds: tuple[float, ...], figures: tuple[float, ...]) -> View:
    """Where a map is seen from: all of it, until the buttons under it say otherwise; other areas begin anew.

    Args:
        key: of the map.
        place: which areas are drawn.
        bounds: west, south, east, north of them; metres in EPSG:28992.
        figures: the same of those that have a figure.
    """
    kept = st.session_state.get(f"{key}_view")
    if kept is None or kept.place != place:
        kept = st.session_state[f"{key}_view"] = Seen(place)
    whole = fit(figures if kept.is_on_figures else bounds)
    nudge = kept.pressed * NUDGE
    return View(
        whole.longitude + nudge, whole.latitude + nudge, whole.zoom + kept.steps * STEP + nudge, whole.metres_per_pixel
    )


def draw_steps(key: str, *, has_figures: bool) -> None:
    """The buttons under a map: in, out, the whole of it, and where figures are when that is less."""
    presses = {
        "in": (":material/zoom_in:", Seen.nearer),
        "out": (":material/zoom_out:", Seen.farther),
        "all": (":material/zoom_out_map:", Seen.whole),
    } | ({"data": (":material/center_focus_strong:", Seen.on_figures)} if has_figures else {})

    def press(act: Callable[[Seen], Seen]) -> None:
        st.session_state[f"{key}_view"] = act(st.session_state[f"{key}_view"])

    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for name, (icon, act) in presses.items():
            words = say(f"map.zoom.{name}")
            screen.button(
                words, key=f"{key}_{name}", icon=icon, type="tertiary", on_click=press, args=(act,), width="content"
            )
    screen.pressing(say("map.no_webgl"), key)
    if Settings.from_environment().background:
        screen.caption(say("map.credit"))


@dataclass(frozen=True)
class Seen:
    """How the buttons under a map were pressed.

    Attributes:
        place: which areas were drawn then.
        steps: times nearer, less times farther.
        pressed: times in all.
        is_on_figures: whether only areas with a figure are looked at.
    """

    place: str
    steps: int = 0
    pressed: int = 0
    is_on_figures: bool = False

    def nearer(self) -> Seen:
        """Twice as large."""
        return replace(self, steps=self.steps + 1, pressed=self.pressed + 1)

    def farther(self) -> Seen:
        """Half as large, but never smaller than the whole."""
        return replace(self, steps=max(self.steps - 1, 0), pressed=self.pressed + 1)

    def whole(self) -> Seen:
        """All of it."""
        return Seen(self.place, pressed=self.pressed + 1)

    def on_figures(self) -> Seen:
        """Where figures are."""
        return Seen(self.place, pressed=self.pressed + 1, is_on_figures=True)


def deck(viewer: Viewer, scene: Scene, bounds: tuple[float, ...], view: View, *, is_free: bool) -> pydeck.Deck:
    """The map as deck.gl gets it; nothing of it is drawn yet.

    Args:
        viewer: what is chosen.
        scene: what stands on it.
        bounds: west, south, east, north of its areas; metres in EPSG:28992.
        view: from where it is looked at.
        is_free: whether wheel, fingers and keys move it.
    """
    colours = viewer.colours
    tiles = Settings.from_environment().background
    turned = {
        "dragRotate": False,
        "touchRotate": False,
        "keyboard": {"rotateSpeedX": 0, "rotateSpeedY": 0},
    }  # north is up
    moved = turned if is_free else False
    return pydeck.Deck(
        [*_land(viewer, scene, has_tiles=bool(tiles)), *_on_top(viewer, scene), *_scale(bounds, colours)],
        initial_view_state=pydeck.ViewState(
            longitude=view.longitude, latitude=view.latitude, zoom=view.zoom, min_zoom=4, max_zoom=16
        ),
        views=[pydeck.View(type="MapView", controller=moved)],
        map_provider=None,  # without a style either: Streamlit would fetch one from another host
        **({"map_style": STYLE} if tiles else {}),
        tooltip={"text": "{name}\n{text}\n{note}", "style": _bubble(colours)},
    )


def _bubble(colours: Palette) -> dict[str, str]:
    """How the words at the pointer look."""
    return {
        "backgroundColor": colours.background,
        "color": colours.text,
        "border": f"1px solid {colours.border}",
        "borderRadius": "4px",
        "fontSize": "13px",
        "maxWidth": "280px",
        "whiteSpace": "pre-line",
    }


def _land(viewer: Viewer, scene: Scene, *, has_tiles: bool) -> list[pydeck.Layer]:
    """Water and land around, the areas, their borders and names."""
    choice, colours = scene.choice, viewer.colours

    def where(layer: str) -> str:
        return address(viewer.release.id, layer, choice, viewer.theme)

    found = []
    if not has_tiles:
        found.append(
            pydeck.Layer(
                "SolidPolygonLayer",
                [{"p": SEA}],
                id="sea",
                get_polygon="p",
                get_fill_color=rgb(water(colours)),
                pickable=False,
            )
        )
        if choice.parent:
            found.append(_shapes("around", where("around"), pickable=False))
    serial = f"{crc32(f'{choice.level}{choice.parent}{scene.serial}'.encode()):x}"
    found.append(
        _shapes(
            f"areas_{serial}",
            where(AREAS),
            pickable=True,
            auto_highlight=True,
            highlight_color=[*rgb(colours.mine)[:3], 70],
            opacity=TRANSLUCENT if has_tiles else 1,
        )
    )
    found.append(
        pydeck.Layer(
            "LineLayer",
            where("borders"),
            id="borders",
            get_source_position="s",
            get_target_position="t",
            get_color=[*rgb(colours.muted)[:3], 150],
            get_width=BORDER_PX,
            width_units="'pixels'",
            pickable=False,
        )
    )
    found.append(
        pydeck.Layer(
            "TextLayer",
            where("names"),
            id="names",
            get_position="p",
            get_text="n",
            get_size=NAME_PX,
            get_color=rgb(colours.text),
            character_set="'auto'",
            font_family=f'"{FONT}"',
            background=True,
            get_background_color=[*rgb(colours.background)[:3], 190],
            background_padding=[3, 1],
            pickable=False,
        )
    )
    return found


def _shapes(name: str, where: str, **more: Any) -> pydeck.Layer:
    """Areas by address; strokes are what costs, so borders have a layer of their own."""
    return pydeck.Layer(
        "GeoJsonLayer",
        where,
        id=name,
        stroked=False,
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width=1,
        line_width_units="'pixels'",
        get_point_radius=1.2,
        point_radius_units="'pixels'",
        **more,
    )


def _on_top(viewer: Viewer, scene: Scene) -> list[pydeck.Layer]:
    """Outlines of projects and of what is mine."""
    found = []
    if scene.has_projects:
        where = address(viewer.release.id, "projects", scene.choice, viewer.theme)
        found.append(
            _lines(
                "projects",
                where,
                PROJECT_PX,
                "properties.line",
                get_dash_array="properties.dash",
                pickable=True,
                auto_highlight=True,
            )
        )
    mine = rgb(viewer.colours.mine)
    for i, line in enumerate(scene.lines):
        shape = line.where or [{"type": "Feature", "properties": {}, "geometry": json.loads(line.shape)}]
        found.append(
            _lines(
                f"line_{i}", shape, MINE_PX, mine, get_dash_array=DASHED if line.is_dashed else WHOLE, pickable=False
            )
        )
    return found


def _lines(name: str, where: Any, width: float, colour: Any, **more: Any) -> pydeck.Layer:
    return pydeck.Layer(
        "GeoJsonLayer",
        where,
        id=name,
        filled=False,
        get_line_color=colour,
        get_line_width=width,
        line_width_units="'pixels'",
        extensions=[{"@@type": "PathStyleExtension", "dash": True}],
        **more,
    )


def _scale(bounds: tuple[float, ...], colours: Palette) -> list[pydeck.Layer]:
    """A line of a round length with its words."""
    length, (start, end) = scale_bar(bounds)
    words = (
        say("map.metres", n=number(round(length)))
        if length < 1000
        else say("map.kilometres", n=number(round(length / 1000)))
    )
    bar = {"s": start, "t": end, "n": str(words)}
    return [
        pydeck.Layer(
            "LineLayer",
            [bar],
            id="scale",
            get_source_position="s",
            get_target_position="t",
            get_color=rgb(colours.text),
            get_width=3,
            width_units="'pixels'",
            pickable=False,
        ),
        pydeck.Layer(
            "TextLayer",
            [bar],
            id="scale_words",
            get_position="s",
            get_text="n",
            get_size=NAME_PX,
            get_color=rgb(colours.text),
            get_text_anchor="'start'",
            get_alignment_baseline="'bottom'",
            get_pixel_offset=[0, -4],
            font_family=f'"{FONT}"',
            pickable=False,
        ),
    ]
