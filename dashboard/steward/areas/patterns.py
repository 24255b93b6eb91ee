"""Stripes and dots inside areas: what stays visible without colour. Prepared once, so that a map only chooses from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.crs import Shapes

    Floats = NDArray[np.float64]

STRIPES = 60  # over the width of a picture: seven pixels apart on a map of 400
DOTS = 1.4  # a dot has so much more room than a stripe


def spacings(shapes: Shapes, pictures: NDArray[np.str_]) -> Floats:
    """Metres between two stripes for every shape, so that a picture is as dense whether it shows a town or a country.

    Args:
        shapes: shape (n,), polygons in EPSG:28992.
        pictures: shape (n,), the picture each is drawn in, such as its gemeente.
    """
    bounds = shapely.bounds(shapes)
    _, which = np.unique(pictures, return_inverse=True)
    low, high = np.full((which.max() + 1, 2), np.inf), np.full((which.max() + 1, 2), -np.inf)
    np.minimum.at(low, which, bounds[:, :2])
    np.maximum.at(high, which, bounds[:, 2:])
    found: Floats = ((high - low).max(axis=1) / STRIPES)[which]
    return found


def stripes(shapes: Shapes, spacing: Floats) -> Shapes:
    """Slanting lines inside each shape, on one grid per spacing; at least one, through its middle.

    Args:
        shapes: shape (n,), polygons in EPSG:28992.
        spacing: shape (n,), metres between two lines.

    Returns:
        Shape (n,), multilines in EPSG:28992.
    """
    west, south, east, north = shapely.bounds(shapes).T
    step = spacing * np.sqrt(2)  # along the axis of y
    first, last = np.ceil((south - east) / step), np.floor((north - west) / step)
    owner, number = _numbered((last - first + 1).astype(int))
    offset = (first[owner] + number) * step[owner]
    ends = np.stack([west[owner], west[owner] + offset, east[owner], east[owner] + offset], axis=1).reshape(-1, 2, 2)
    inside = np.full(len(shapes), shapely.MultiLineString(), dtype=object)
    crossed = np.unique(owner)
    lines: Shapes = np.asarray(shapely.linestrings(ends), dtype=object)
    grids = shapely.multilinestrings(lines, indices=np.searchsorted(crossed, owner))
    inside[crossed] = shapely.intersection(shapes[crossed], grids)
    bare = shapely.length(inside) == 0  # all lines of the grid pass beside it
    inside[bare] = _through_the_middle(shapes[bare])
    parts, owner = shapely.get_parts(inside, return_index=True)
    is_line = shapely.get_dimensions(parts) == 1  # a line that only touches a corner leaves a point
    found: Shapes = shapely.multilinestrings(parts[is_line], indices=owner[is_line])
    return found


def _through_the_middle(shapes: Shapes) -> Shapes:
    """One slanting line inside each shape."""
    x, y = shapely.get_coordinates(shapely.point_on_surface(shapes)).T
    reach = np.hypot(*(shapely.bounds(shapes)[:, 2:] - shapely.bounds(shapes)[:, :2]).T)
    ends = np.stack([x - reach, y - reach, x + reach, y + reach], axis=1).reshape(-1, 2, 2)
    found: Shapes = shapely.intersection(shapes, shapely.linestrings(ends))
    return found


def dots(shapes: Shapes, spacing: Floats) -> Shapes:
    """Points inside each shape, every other row half a step aside; at least one, in its middle.

    Args:
        shapes: shape (n,), polygons in EPSG:28992.
        spacing: shape (n,), metres between two stripes; a dot has ``DOTS`` times as much.

    Returns:
        Shape (n,), multipoints in EPSG:28992.
    """
    step = spacing * DOTS
    low, high = np.split(shapely.bounds(shapes), 2, axis=1)
    first, last = np.ceil(low / step[:, None]), np.floor(high / step[:, None])
    across, up = (last - first + 1).astype(int).T
    owner, number = _numbered(across * up)
    column, row = first[owner, 0] + number % across[owner], first[owner, 1] + number // across[owner]
    points = np.stack([(column + (row % 2) / 2) * step[owner], row * step[owner]], axis=1)
    shapely.prepare(shapes)
    kept = shapely.contains_xy(shapes[owner], points)
    owner, points = owner[kept], points[kept]
    bare = np.setdiff1d(np.arange(len(shapes)), owner)
    owner = np.concatenate([owner, bare])
    points = np.vstack([points, shapely.get_coordinates(shapely.point_on_surface(shapes[bare]))])
    order = np.argsort(owner, kind="stable")
    placed: Shapes = np.asarray(shapely.points(points[order]), dtype=object)
    found: Shapes = np.asarray(shapely.multipoints(placed, indices=owner[order]), dtype=object)
    return found


def _numbered(counts: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """For so many things each: to whom each belongs, and its number there, from 0."""
    counts = np.maximum(counts, 0)
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
