"""Areas as they are drawn: turned from RD New into longitude and latitude once, and kept as the text of GeoJSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely

from dashboard.charts.places import FINE
from dashboard.crs import to_web

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from dashboard.answers import Answer
    from dashboard.answers.rows import MapDrawings, MapProjects, MapShapes

    Shapes = NDArray[np.object_]
    Floats = NDArray[np.float64]

HasShape = TypeVar("HasShape", "MapDrawings", "MapShapes", "MapProjects", "MapShapes | MapProjects")
# Decimals of a degree: 5 are a metre, 4 are ten.
FINE_DIGITS, DIGITS = 5, 4


@dataclass(frozen=True)
class Drawing:
    """One area.

    Attributes:
        is_water: whether it is water alone.
        shape: its outline, as the text of a GeoJSON geometry in WGS84; of an area of land and water the land.
        stripes: lines inside it, likewise.
        dots: points inside it, likewise.
        label: longitude and latitude of where its name stands.
        room_m: metres of the area to the left and right of its label, together.
    """

    code: str
    name: str
    is_water: bool
    shape: str
    stripes: str
    dots: str
    label: tuple[float, float]
    room_m: float


def drawings(answer: Answer[MapDrawings]) -> tuple[Drawing, ...]:
    """Every area of a picture as it is drawn, in the order of its codes."""
    rows = list(one_per_area(answer.rows).values())
    digits = digits_of(answer.parameters["tolerance_m"])
    shapes = shapely.from_wkb([row.shape for row in rows])
    labels = np.array([[row.label_x, row.label_y] for row in rows]).reshape(-1, 2)
    columns = (
        texts(shapes, digits),
        texts(shapely.from_wkb([row.stripes for row in rows]), digits),
        texts(shapely.from_wkb([row.dots for row in rows]), digits),
        np.round(to_web(labels), digits).tolist(),
        widths(shapes, labels).tolist(),
    )
    return tuple(
        Drawing(row.area_code, row.area_name, row.is_water, shape, stripes, dots, (label[0], label[1]), room)
        for row, shape, stripes, dots, label, room in zip(rows, *columns, strict=True)
    )


def digits_of(tolerance_m: int) -> int:
    """Decimals of a degree that suit borders of this detail."""
    return FINE_DIGITS if tolerance_m == FINE else DIGITS


def on_the_web(shapes: Shapes, digits: int) -> Shapes:
    """Shapes in RD New as longitude and latitude, in so many decimals; shared borders stay shared."""
    found: Shapes = shapely.transform(shapes, lambda points: np.round(to_web(points), digits))
    return found


def texts(shapes: Shapes, digits: int) -> list[str]:
    """Shapes in RD New as the text of GeoJSON geometries in WGS84."""
    found: list[str] = shapely.to_geojson(on_the_web(np.asarray(shapes, dtype=object), digits)).tolist()
    return found


def widths(shapes: Shapes, labels: Floats) -> Floats:
    """How wide each area is where its label stands, in metres: the stretch of a level line that holds the label."""
    west, _, east, _ = shapely.bounds(shapes).T
    ends = np.stack([west, labels[:, 1], east, labels[:, 1]], axis=1).reshape(-1, 2, 2)
    parts, owner = shapely.get_parts(shapely.intersection(shapes, shapely.linestrings(ends)), return_index=True)
    low, _, high, _ = shapely.bounds(parts).T
    x = labels[owner, 0]
    holds = (low <= x) & (x <= high)
    room = np.zeros(len(shapes))
    # A name stands in the middle of its place, so that the nearest end decides.
    np.maximum.at(room, owner[holds], 2 * np.minimum(x - low, high - x)[holds])
    return room


def box(answer: Answer[MapDrawings] | Answer[MapShapes], codes: Collection[str] | None = None) -> tuple[float, ...]:
    """West, south, east and north of the areas of a picture, or of some of them; metres in EPSG:28992."""
    shapes = [row.shape for row in answer.rows if codes is None or row.area_code in codes]
    return tuple(shapely.total_bounds(shapely.from_wkb(shapes)).tolist())


def segments(answer: Answer[MapDrawings]) -> Floats:
    """Every piece of a border once, whichever areas share it.

    Returns:
        Shape (n, 2, 2): both ends, longitude and latitude.
    """
    digits = digits_of(answer.parameters["tolerance_m"])
    shapes = on_the_web(shapely.from_wkb([row.shape for row in answer.rows if not row.is_water]), digits)
    points, ring = shapely.get_coordinates(shapely.get_rings(shapes)), _owners(shapely.get_rings(shapes))
    pairs = np.stack([points[:-1], points[1:]], axis=1)[ring[:-1] == ring[1:]]
    turned = (pairs[:, 0, 0] > pairs[:, 1, 0]) | (
        (pairs[:, 0, 0] == pairs[:, 1, 0]) & (pairs[:, 0, 1] > pairs[:, 1, 1])
    )
    pairs[turned] = pairs[turned][:, ::-1]
    long = (pairs[:, 0] != pairs[:, 1]).any(axis=1)
    found: Floats = np.unique(pairs[long].reshape(-1, 4), axis=0).reshape(-1, 2, 2)
    return found


def _owners(rings: Shapes) -> NDArray[np.int_]:
    """Which ring each point of ``rings`` belongs to."""
    return np.repeat(np.arange(len(rings)), shapely.get_num_coordinates(rings))


def one_per_area(rows: Iterable[HasShape]) -> dict[str, HasShape]:
    """The first row of every area, by its code: of an area of land and water the land."""
    found: dict[str, HasShape] = {}
    for row in rows:
        found.setdefault(row.area_code, row)
    return found


def land(rows: Iterable[MapShapes | MapProjects]) -> Mapping[str, BaseGeometry]:
    """Shapes in RD New by area code; of an area of land and water the land."""
    found = one_per_area(rows)
    return dict(zip(found, shapely.from_wkb([row.shape for row in found.values()]), strict=True))


def edge(shapes: Collection[BaseGeometry]) -> BaseGeometry:
    """The outline of areas that touch, as lines."""
    return shapely.boundary(shapely.coverage_union_all(list(shapes)))
