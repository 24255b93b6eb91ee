"""Coordinates: RD New for measuring and joining, WGS84 for drawing; the only place that turns one into the other.

Imports pyproj and shapely only, so that the app may import it at start.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS, Transformer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]
    Coordinates = NDArray[np.float64]

RD = "EPSG:28992"
WGS84 = "EPSG:4326"
# The Netherlands with its part of the North Sea, in degrees and in metres: west, south, east, north.
WINDOWS = {WGS84: (2.5, 50.7, 7.3, 55.8), RD: (-33_000.0, 289_000.0, 300_000.0, 870_000.0)}


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_web(xy: Coordinates) -> Coordinates:
    """Turn RD New coordinates into longitude and latitude.

    Args:
        xy: shape (n, 2), metres in EPSG:28992.

    Returns:
        Shape (n, 2), degrees in WGS84 (EPSG:4326): longitude first, as web maps want it.
    """
    points = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
    longitude, latitude = _transformer(RD, WGS84).transform(points[:, 0], points[:, 1])
    return np.column_stack([longitude, latitude])


def says_where(crs: str) -> bool:
    """Whether a coordinate system is stated and lies on the earth; "undefined" systems of a GeoPackage do not."""
    if not crs:
        return False
    system = CRS.from_user_input(crs)
    return system.is_projected or system.is_geographic


def is_rd(crs: str) -> bool:
    """Whether a stated coordinate system is RD New (EPSG:28992), also with heights (EPSG:7415) or in the words of a shapefile."""
    system = CRS.from_user_input(crs)
    flat = next((part for part in system.sub_crs_list if part.is_projected), system)
    return flat.to_epsg(min_confidence=20) == 28992


def read_from(bounds: Coordinates) -> str | None:
    """The system that numbers in the Netherlands are in, whatever they are said to be in: the two cannot be taken for each other.

    Args:
        bounds: shape (4,), the least and greatest numbers: west, south, east, north.

    Returns:
        ``EPSG:4326``, ``EPSG:28992``, or None when they lie in neither.
    """
    for crs, (west, south, east, north) in WINDOWS.items():
        if west <= bounds[0] and south <= bounds[1] and bounds[2] <= east and bounds[3] <= north:
            return crs
    return None


def to_rd(shapes: Shapes, crs: str) -> Shapes:
    """Reproject shapes to RD New.

    Args:
        shapes: shape (n,), geometries in ``crs``.
        crs: anything pyproj reads, such as ``EPSG:4326``.

    Returns:
        Shape (n,), geometries in metres, EPSG:28992.
    """
    transformer = _transformer(crs, RD)

    def move(points: Coordinates) -> Coordinates:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    moved: Shapes = shapely.transform(shapes, move)
    return moved
