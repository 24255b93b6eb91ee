"""What the addresses of a map give: areas, borders, names, land around, projects and outlines, packed as JSON."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from dashboard.charts.named import named
from dashboard.charts.palette import rgb
from dashboard.text import say
from dashboard.text.markup import literal
from dashboard.ui.map.drawing import digits_of, edge, land, segments, texts
from dashboard.ui.map.looks import DOTS, PHASE_OF, STRIPES, beside, fill, pattern, phase_looks, water

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dashboard.answers import Answer
    from dashboard.answers.rows import MapDrawings, MapProjects, MapShapes
    from dashboard.charts.classes import Area
    from dashboard.charts.palette import Palette
    from dashboard.ui.map.drawing import Drawing
    from dashboard.ui.map.looks import Channels

NAME_PX, LETTER_PX = 12, 6.4  # size of a name, and how wide a letter of it is at most
DASHED, WHOLE = [5, 3], [0, 0]  # in widths of the line
PACKED = 5  # as small as the default within a few per cent, in half the time


def areas_layer(drawn: Sequence[Drawing], areas: Sequence[Area], cuts: tuple[float, ...], colours: Palette) -> bytes:
    """Areas with their colour and words; weak and undelivered ones striped, none or few dotted.

    Args:
        drawn: how every area of the picture is drawn.
        areas: class and words per area.
        cuts: class breaks.
        colours: the palette asked for.
    """
    shapes, ink = {one.code: one for one in drawn}, rgb(colours.muted)
    found = []
    for area in areas:
        if area.code not in shapes:
            continue
        one, over = shapes[area.code], pattern(area)
        words = _words(area.code, area.name, area.text, area.note)
        found.append(_feature(one.shape, words | {"fill": fill(area, cuts, colours)}))
        if over == STRIPES:
            found.append(_feature(one.stripes, words | {"line": ink}))
        elif over == DOTS:
            found.append(_feature(one.dots, words | {"fill": ink}))
    return _collection(found)


def choice_layer(drawn: Sequence[Drawing], chosen: frozenset[str], words: tuple[str, str], colours: Palette) -> bytes:
    """Areas without figures, some of them filled.

    Args:
        drawn: how every area of the picture is drawn.
        chosen: codes of those that are filled.
        words: what a filled one and any other says.
        colours: the palette asked for.
    """

    def colour(one: Drawing) -> Channels:
        return rgb(
            colours.sequence[4] if one.code in chosen else water(colours) if one.is_water else colours.background
        )

    return _collection(
        _feature(one.shape, _words(one.code, one.name, words[one.code not in chosen]) | {"fill": colour(one)})
        for one in drawn
    )


def borders_layer(answer: Answer[MapDrawings]) -> bytes:
    """Every piece of a border once, for a layer of lines that never changes."""
    return _packed(
        "[" + ",".join(f'{{"s":{_flat(start)},"t":{_flat(end)}}}' for start, end in segments(answer).tolist()) + "]"
    )


def _flat(point: list[float]) -> str:
    return f"[{point[0]!r},{point[1]!r}]"


def names_layer(drawn: Sequence[Drawing], metres_per_pixel: float) -> bytes:
    """The names that fit inside their area.

    Args:
        drawn: how every area of the picture is drawn.
        metres_per_pixel: of the whole picture, before anybody zooms in.
    """
    return _packed(
        json.dumps(
            [
                {"p": one.label, "n": literal(one.name)}
                for one in drawn
                if len(one.name) * LETTER_PX * metres_per_pixel <= one.room_m
            ],
            ensure_ascii=False,
        )
    )


def around_layer(answer: Answer[MapShapes], window: tuple[float, ...], colours: Palette) -> bytes:
    """Land around the open area, pale grey and without words.

    Args:
        answer: borders of all gemeenten.
        window: west, south, east, north of the open area, metres in EPSG:28992; as much again is shown on every side.
        colours: the palette asked for.
    """
    west, south, east, north = window
    wide, high = east - west, north - south
    frame = shapely.box(west - 2 * wide, south - 2 * high, east + 2 * wide, north + 2 * high)
    shapes = np.array(list(land(answer.rows).values()), dtype=object)
    near = shapes[shapely.intersects(shapes, frame)]
    grey, digits = rgb(beside(colours)), digits_of(answer.parameters["tolerance_m"])
    return _collection(_feature(text, {"fill": grey}) for text in texts(near, digits))


def projects_layer(answer: Answer[MapProjects], colours: Palette) -> bytes:
    """The areas of every project as one outline, coloured by phase, with its title, phase and partners."""
    looks, parts = phase_looks(colours), defaultdict(list)
    rows = {row.project_code: row for row in answer.rows}
    for row in answer.rows:
        parts[row.project_code].append(row)
    edges = [edge(land(part).values()) for part in parts.values()]
    found = []
    for code, text in zip(
        parts, texts(np.array(edges, dtype=object), digits_of(answer.parameters["tolerance_m"])), strict=True
    ):
        row = rows[code]
        colour, is_dashed = looks[PHASE_OF.get(row.status, "stopped")]
        words = _words("", row.title, say(f"projects.state.{row.status}"), named(row, "partners"))
        found.append(
            _feature(text, words | {"project": code, "line": rgb(colour), "dash": DASHED if is_dashed else WHOLE})
        )
    return _collection(found)


def outline_layer(answer: Answer[MapShapes], codes: Collection[str]) -> bytes:
    """The edge of some areas together."""
    shapes = [shape for code, shape in land(answer.rows).items() if code in codes]
    lines = texts(np.array([edge(shapes)], dtype=object), digits_of(answer.parameters["tolerance_m"])) if shapes else []
    return _collection(_feature(text, {}) for text in lines)


def _words(code: str, name: str, text: str, note: str = "") -> dict[str, Any]:
    """What a person reads of one thing on the map; every thing that can be pointed at has all of these."""
    return {"code": code, "project": "", "name": literal(name), "text": literal(text), "note": literal(note)}


def _feature(geometry: str, properties: dict[str, Any]) -> str:
    return f'{{"type":"Feature","properties":{_compact(properties)},"geometry":{geometry}}}'


def _collection(features: Iterable[str]) -> bytes:
    return _packed(f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}')


def _compact(tree: Any) -> str:
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False)


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), PACKED, mtime=0)
