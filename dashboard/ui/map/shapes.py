"""Borders ready for the browser: WKB in RD New turned into whole metres and packed."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from dashboard.addresses import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Collection

    from shapely.geometry.base import BaseGeometry

    from dashboard.answers import Answer
    from dashboard.answers.rows import MapShapes, ProjectMap

    Borders = Answer[MapShapes] | Answer[ProjectMap]

Rings = tuple[tuple[int, ...], ...]
LEVELS = ("province", "municipality", "district", "neighbourhood")
TOLERANCES = (25, 100, 400)
ADDRESS = "/api/borders"


def address(release: str, level: str, parent: str | None, tolerance: int) -> str:
    """Where the browser gets these borders; it never changes, because a release never does."""
    return f"{ADDRESS}/{release}/{level}/{parent or EVERYWHERE}/{tolerance}"


def by_code(answer: Borders) -> dict[str, BaseGeometry]:
    """Shapes in RD New by area code; of an area of land and water the land, which comes first."""
    shapes: dict[str, bytes] = {}
    for row in answer.rows:
        shapes.setdefault(row.area_code, row.shape)
    return dict(zip(shapes, shapely.from_wkb(list(shapes.values())), strict=True))


def packed(answer: Answer[MapShapes]) -> bytes:
    """Per area its code, rings and a point inside, as compressed JSON."""
    rows = []
    for code, shape in by_code(answer).items():
        inside = shape.representative_point()
        rows.append([code, rings(shape), [round(inside.x), round(inside.y)]])
    return gzip.compress(compact(rows).encode(), 6, mtime=0)


def rings(shape: BaseGeometry) -> Rings:
    """Outer and inner rings of every part as [x, y, dx, dy, ...] in whole metres."""
    parts = shapely.get_parts(shape)
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    return tuple(_steps(ring) for part in polygons for ring in (part.exterior, *part.interiors))


def _steps(ring: shapely.LinearRing) -> tuple[int, ...]:
    points = np.round(shapely.get_coordinates(ring)).astype(int)[:-1]
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=int))
    kept = (steps != 0).any(axis=1)
    kept[0] = True
    return tuple(steps[kept].ravel().tolist())


def union(shapes: Collection[BaseGeometry]) -> Rings:
    """The outline of areas that touch, as rings."""
    return rings(shapely.coverage_union_all(list(shapes)))


def compact(tree: Any) -> str:
    """JSON without blanks."""
    return json.dumps(tree, separators=(",", ":"))
