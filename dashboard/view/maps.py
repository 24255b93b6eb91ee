"""Areas on a map: the only place with WGS84, and the only one that knows pydeck.

Shapes come as WKB in RD New, already simplified as a coverage; they are turned into compact JSON once per release, level
and parent, and only colours and words are put in on a rerun.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pydeck
import shapely

from dashboard.areas.crs import to_web
from dashboard.view.classes import NONE_OR_FEW, NOT_APPLICABLE, NUMBER, TOO_SMALL, UNDELIVERED, Area, class_of
from dashboard.view.palette import Palette, rgb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers import Answer

HATCHES = 60
DECIMALS = 5
PADDING = 0.86
TILE = 512
TOOLTIP = {"html": "<b>{n}</b><br/>{t}<br/>{p}"}


class CompactDeck(pydeck.Deck):  # type: ignore[misc]
    """A deck whose rows are JSON already: borders are written once, not on every rerun, and without blanks.

    Attributes:
        rows: per layer its rows as JSON; the layer itself carries its own name for data.
    """

    rows: Mapping[str, Sequence[str]]

    def to_json(self) -> str:
        """The deck as compact JSON."""
        shell = compact(json.loads(super().to_json()))
        for name, rows in self.rows.items():
            shell = shell.replace(f'"data":"{name}"', f'"data":[{",".join(rows)}]', 1)
        return shell


@dataclass(frozen=True, eq=False)
class Shapes:
    """Shapes of one level inside one parent, ready for the browser.

    Attributes:
        codes: area code per polygon part.
        rings: polygon part as rings of [lon, lat], as JSON.
        hatch: lines per area that fill it with a hatching, as rows with a path of [lon, lat], as JSON.
        metric: shapes in RD New.
        bounds: west, south, east, north.
    """

    codes: tuple[str, ...]
    rings: tuple[str, ...]
    hatch: dict[str, tuple[str, ...]]
    metric: dict[str, Any]
    bounds: tuple[float, float, float, float]


@lru_cache(maxsize=64)
def web_shapes(answer: Answer) -> Shapes:
    """Turn the shapes of one answer (WKB, RD) into rings in WGS84; cached, because borders do not change."""
    frame = answer.frame
    shapes = shapely.from_wkb([bytes(blob) for blob in frame["shape"]])
    metric = dict(zip(frame["area_code"], shapes, strict=True))
    codes: list[str] = []
    rings: list[str] = []
    for code, shape in metric.items():
        for part in shapely.get_parts(shape):
            codes.append(code)
            rings.append(compact([_web(ring) for ring in (part.exterior, *part.interiors)]))
    west, south, east, north = shapely.total_bounds(shapes)
    corners = to_web(np.array([[west, south], [east, north], [west, north], [east, south]]))
    low, high = corners.min(axis=0), corners.max(axis=0)
    bounds = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return Shapes(tuple(codes), tuple(rings), _hatching(metric, east - west), metric, bounds)


def area_map(
    shapes: Shapes,
    areas: Sequence[Area],
    cuts: Sequence[float],
    colours: Palette,
    *,
    mine: str | None,
    outlines: Answer | None = None,
    chosen: Sequence[str] = (),
    size: tuple[int, int] = (440, 500),
) -> CompactDeck:
    """Areas coloured by class, unreliable and undelivered ones hatched, intervention areas as outlines on top.

    Args:
        shapes: borders in WGS84.
        areas: class and words per area.
        cuts: class breaks.
        colours: the active palette.
        mine: code of my area, outlined.
        outlines: the answer with title, status and area_code of intervention areas.
        chosen: codes outlined as the selection.
        size: width and height of the picture, pixels.
    """
    known = {area.code: area for area in areas}
    parts = zip(shapes.codes, shapes.rings, strict=True)
    hatched = [area.code for area in areas if area.is_unreliable or area.kind == UNDELIVERED]
    data: dict[str, Sequence[str]] = {
        "areas": [_row(code, rings, known[code], cuts, colours) for code, rings in parts if code in known],
        "hatch": [line for code in hatched for line in shapes.hatch.get(code, ())],
    }
    layers = [_polygons("areas", colours), _paths("hatch", colours.muted, 1)]
    if outlines is not None and not outlines.empty:
        data["projects"] = outline_rows(shapes, outlines, colours)
        layers.append(_paths("projects", None, 2))
    if found := [shapes.metric[code] for code in {*chosen, mine} if code in shapes.metric and code in known]:
        data["mine"] = [compact({"path": _web(ring)}) for ring in _rings(shapely.union_all(found))]
        layers.append(_paths("mine", colours.mine, 3))
    return _deck(layers, data, _view(shapes.bounds, size), colours)


def _deck(
    layers: list[pydeck.Layer], rows: Mapping[str, Sequence[str]], view: pydeck.ViewState, colours: Palette
) -> CompactDeck:
    style = {"backgroundColor": colours.surface, "color": colours.text, "fontSize": "13px"}
    deck = CompactDeck(layers=layers, initial_view_state=view, map_provider=None, tooltip=TOOLTIP | {"style": style})
    deck.rows = rows
    return deck


def compact(tree: Any) -> str:
    """JSON without blanks."""
    return json.dumps(tree, separators=(",", ":"))


def fill(area: Area, cuts: Sequence[float], colours: Palette) -> list[int]:
    """The colour of an area: blue by class, grey surfaces for what is no number."""
    if area.kind == NUMBER:
        return rgb(shade(class_of(area.value, cuts), len(cuts) + 1, colours))
    if area.kind in {NONE_OR_FEW, TOO_SMALL}:
        return rgb(colours.sequence[0])
    return rgb(colours.muted, 70) if area.kind in {UNDELIVERED, NOT_APPLICABLE} else rgb(colours.background)


def shade(index: int, classes: int, colours: Palette) -> str:
    """The blue of one class out of so many, from light to dark."""
    last = len(colours.sequence) - 1
    return colours.sequence[min(last, 2 + round(index * (last - 3) / max(classes - 1, 1)))]


def _row(code: str, rings: str, area: Area, cuts: Sequence[float], colours: Palette) -> str:
    words = compact({"c": code, "n": area.name, "t": area.text, "p": area.note, "f": fill(area, cuts, colours)})
    return f'{words[:-1]},"g":{rings}}}'


def _polygons(name: str, colours: Palette) -> pydeck.Layer:
    return pydeck.Layer(
        "PolygonLayer",
        name,
        id=name,
        get_polygon="g",
        get_fill_color="f",
        get_line_color=rgb(colours.muted, 150),
        line_width_min_pixels=0.8,
        line_width_units=pydeck.types.String("pixels"),
        get_line_width=0.8,
        pickable=True,
        auto_highlight=True,
        highlight_color=rgb(colours.mine, 60),
    )


@lru_cache(maxsize=64)
def outline_rows(shapes: Shapes, outlines: Answer, colours: Palette) -> tuple[str, ...]:
    """Intervention areas as rows of JSON, each project's areas joined; cached like the shapes."""
    rows: list[str] = []
    for (title, status), group in outlines.frame.groupby(["title", "status"], sort=True):
        parts = [shapes.metric[code] for code in group["area_code"] if code in shapes.metric]
        if not parts:
            continue
        colour = rgb(colours.text if status in {"running", "approved", "suspended"} else colours.muted)
        whole = shapely.coverage_union_all(parts)
        rows += [compact({"path": _web(ring), "n": title, "k": colour}) for ring in _rings(whole)]
    return tuple(rows)


def _paths(name: str, colour: str | None, width: int) -> pydeck.Layer:
    return pydeck.Layer(
        "PathLayer",
        name,
        id=name,
        get_path="path",
        get_color=rgb(colour) if colour else "k",
        get_width=width,
        width_units=pydeck.types.String("pixels"),
        pickable=False,
    )


def _rings(shape: Any) -> list[Any]:
    return [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]


def _web(line: Any) -> list[list[float]]:
    return np.round(to_web(shapely.get_coordinates(line)), DECIMALS).tolist()  # type: ignore[no-any-return]


def _hatching(metric: dict[str, Any], width: float) -> dict[str, tuple[str, ...]]:
    """Diagonal lines clipped to each area, about sixty over the width of the picture."""
    step = max(width / HATCHES, 1.0)
    result = {}
    for code, shape in metric.items():
        west, south, east, north = shape.bounds
        starts = np.arange(np.floor((west - north) / step) * step, east - south, step)
        lines = shapely.linestrings([[[s + south, south], [s + north, north]] for s in starts])
        clipped = shapely.intersection(shape, lines)
        parts = shapely.get_parts(clipped[~shapely.is_empty(clipped)])
        result[code] = tuple(compact({"path": _web(part)}) for part in parts if part.geom_type == "LineString")
    return result


def _view(bounds: tuple[float, float, float, float], size: tuple[int, int]) -> pydeck.ViewState:
    west, south, east, north = bounds
    x = [(lon + 180) / 360 for lon in (west, east)]
    y = [0.5 - np.arctanh(np.sin(np.radians(lat))) / (2 * np.pi) for lat in (south, north)]
    zoom = np.log2(min(size[0] / TILE / max(x[1] - x[0], 1e-9), size[1] / TILE / max(y[0] - y[1], 1e-9)) * PADDING)
    return pydeck.ViewState(longitude=(west + east) / 2, latitude=(south + north) / 2, zoom=round(float(zoom), 2))
