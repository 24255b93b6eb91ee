"""An outline a viewer hands in as GeoJSON: read, checked, turned to RD New; nothing of it is kept.

GeoJSON is WGS84 (RFC 7946). Dutch officials also have files in RD New, said in the old member ``crs`` or seen from the numbers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from dashboard.crs import WGS84, read_from, to_rd
from dashboard.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.crs import Shapes

MOST_BYTES, MOST_VERTICES, DEEPEST = 1_000_000, 20_000, 6


@dataclass(frozen=True, eq=False)
class Outline:
    """An outline in RD New.

    Attributes:
        shape: one valid polygon or several.
        crs: what the file was in, ``EPSG:4326`` or ``EPSG:28992``.
    """

    shape: Any
    crs: str


def read_outline(content: bytes) -> Outline:
    """Read all polygons of a GeoJSON file as one outline.

    Raises:
        UserError: too large, no JSON, no polygon, too many vertices, or not in the Netherlands.
    """
    if len(content) > MOST_BYTES:
        raise UserError("own_area.error.too_large", most=MOST_BYTES // 1_000_000)
    tree = read_json(content)
    polygons = _polygons(tree)
    if not len(polygons):
        raise UserError("own_area.error.no_polygon")
    if shapely.get_num_coordinates(polygons).sum() > MOST_VERTICES:
        raise UserError("own_area.error.vertices", most=f"{MOST_VERTICES:,}".replace(",", "."))
    shapes = np.where(shapely.is_valid(polygons), polygons, shapely.make_valid(polygons))
    crs = read_from(shapely.total_bounds(shapes))  # a wrong ``crs`` in the file does no harm
    if crs is None:
        raise UserError("own_area.error.elsewhere")
    whole = shapely.union_all(to_rd(shapes, WGS84) if crs == WGS84 else shapes)
    if whole.area <= 0:
        raise UserError("own_area.error.no_polygon")
    return Outline(whole, crs)


def read_json(content: bytes) -> Any:
    """What stands in a JSON file.

    Raises:
        UserError: it is no JSON, or nested beyond sense.
    """
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UserError("own_area.error.no_json") from None


def shares_inside(shapes: Shapes, outline: Outline) -> np.ndarray:
    """Share of the surface of each area that lies inside the outline, 0 to 1."""
    shapely.prepare(outline.shape)
    touched = shapely.intersects(shapes, outline.shape)
    result = np.zeros(len(shapes))
    result[touched] = shapely.area(shapely.intersection(shapes[touched], outline.shape)) / shapely.area(shapes[touched])
    return np.minimum(result, 1.0)


def _polygons(tree: Any) -> Shapes:
    """Every polygon of a feature collection, a feature, a collection of geometries or a bare geometry, in two dimensions."""
    try:
        shapes = [shape(one) for one in _geometries(tree)]
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError, shapely.errors.GEOSException):
        raise UserError("own_area.error.no_polygon") from None
    parts = shapely.force_2d(shapely.get_parts(shapes))
    if not np.isfinite(shapely.get_coordinates(parts)).all():
        raise UserError("own_area.error.no_polygon")
    return parts[~shapely.is_empty(parts)]


def _geometries(tree: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every polygon as it stands in the file; those of a multipolygon apart."""
    if not isinstance(tree, dict) or depth > DEEPEST:
        return
    for key in ("features", "geometries"):
        for one in tree[key] if isinstance(tree.get(key), list) else ():
            yield from _geometries(one, depth + 1)
    yield from _geometries(tree.get("geometry"), depth + 1)
    rings = tree.get("coordinates")
    if tree.get("type") == "Polygon":
        yield {"type": "Polygon", "coordinates": rings}
    elif tree.get("type") == "MultiPolygon" and isinstance(rings, list):
        yield from ({"type": "Polygon", "coordinates": part} for part in rings)
