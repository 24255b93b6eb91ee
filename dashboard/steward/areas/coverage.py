"""Areas as a coverage: no overlaps, shared borders truly shared, also after simplifying.

All borders of a level are snapped to one grid and cut where they meet; the faces between them are dealt out to the areas
again. Small gaps and overlaps go to a neighbour on the way, wide overlaps are refused.
Simplifying then only drops vertices, so that every level stays on the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.crs import Shapes

GRID_M = 0.1
SLIVER_M = 5.0  # accuracy of official gemeente borders; narrower gaps and overlaps are drawing errors
KEPT_SHARE = 0.1  # an area that loses more than 90 % by simplifying has vanished for the eye
TOLERANCES_M = {
    "province": (25, 100, 400, 800),
    "municipality": (25, 100, 400, 800),
    "district": (25, 100, 400),
    "neighbourhood": (25, 100, 400),
}


@dataclass(frozen=True)
class Coverage:
    """A level whose areas fit together.

    Attributes:
        shapes: shape (n,), polygons in EPSG:28992 on a grid of ``GRID_M``, in the order they came.
        was_valid: whether they fitted before.
        n_gaps: narrow gaps that were filled.
        n_overlaps: narrow overlaps that were dealt to one area.
    """

    shapes: Shapes
    was_valid: bool
    n_gaps: int
    n_overlaps: int


def fit_together(shapes: Shapes, codes: list[str], layer: str) -> Coverage:
    """Make a valid coverage of a level's areas.

    Args:
        shapes: shape (n,), valid polygons in EPSG:28992.
        codes: area code of each, for the message.
        layer: name of the layer, for the message.

    Raises:
        AreasInvalid: areas overlap by more than ``SLIVER_M``, or one is smaller than the grid.
    """
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    owner, n_overlaps = _deal(faces, shapes, codes, layer)
    gaps = np.flatnonzero((owner < 0) & _is_narrow(faces))
    owner = _fill(faces, owner, gaps)
    fitted = _dissolve(faces, owner, len(shapes))
    if lost := [code for code, shape in zip(codes, fitted, strict=True) if shape is None]:
        raise AreasInvalid("areas.error.area_too_small", layer=layer, codes=named(lost))
    if not is_sound(fitted):
        raise AreasInvalid("areas.error.coverage_invalid", layer=layer)
    return Coverage(fitted, bool(shapely.coverage_is_valid(shapes)), len(gaps), n_overlaps)


def is_sound(shapes: Shapes) -> bool:
    """Whether every shape is a valid, non-empty polygon and together they form a valid coverage."""
    whole = shapely.is_valid(shapes).all() and not shapely.is_empty(shapes).any()
    return bool(whole and shapely.coverage_is_valid(shapes))


def _is_narrow(faces: Shapes) -> NDArray[np.bool_]:
    """Mean width at most ``SLIVER_M``: twice the area over the perimeter."""
    narrow: NDArray[np.bool_] = 2 * shapely.area(faces) / shapely.length(faces) <= SLIVER_M
    return narrow


def _deal(faces: Shapes, shapes: Shapes, codes: list[str], layer: str) -> tuple[NDArray[np.int64], int]:
    """The area of each face, -1 for none, and how many faces lay in more than one: those go to the smallest."""
    face, area = shapely.STRtree(shapes).query(shapely.point_on_surface(faces), predicate="within")
    overlaps = np.bincount(face, minlength=len(faces)) > 1
    wide = overlaps & ~_is_narrow(faces)
    if wide.any():
        raise AreasInvalid("areas.error.overlap", layer=layer, codes=named(codes[k] for k in area[wide[face]]))
    order = np.lexsort((area, shapely.area(shapes)[area], face))
    first, position = np.unique(face[order], return_index=True)
    owner = np.full(len(faces), -1, dtype=np.int64)
    owner[first] = area[order][position]
    return owner, int(overlaps.sum())


def _fill(faces: Shapes, owner: NDArray[np.int64], gaps: NDArray[np.int64]) -> NDArray[np.int64]:
    """Deal each narrow gap to the area with which it shares the longest border."""
    filled = owner.copy()
    if not len(gaps):
        return filled
    gap, beside = shapely.STRtree(faces).query(faces[gaps], predicate="touches")
    border = shapely.length(shapely.intersection(shapely.boundary(faces[gaps[gap]]), shapely.boundary(faces[beside])))
    for k in range(len(gaps)):
        candidates = [
            (-length, owner[other])
            for length, other in zip(border[gap == k], beside[gap == k], strict=True)
            if owner[other] >= 0
        ]
        filled[gaps[k]] = min(candidates)[1] if candidates else -1
    return filled


def _dissolve(faces: Shapes, owner: NDArray[np.int64], n_areas: int) -> Shapes:
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(n_areas + 1))
    fitted: Shapes = np.full(n_areas, None, dtype=object)
    for k in range(n_areas):
        own = faces[order[bounds[k] : bounds[k + 1]]]
        if len(own):
            fitted[k] = own[0] if len(own) == 1 else shapely.coverage_union_all(own)
    return fitted


def simplify(shapes: Shapes, tolerance: float) -> tuple[Shapes, float]:
    """Simplify a coverage with shared borders kept shared, at a smaller tolerance where the wished one does harm.

    Args:
        shapes: shape (n,), a valid coverage in EPSG:28992.
        tolerance: metres; the square root of the smallest triangle kept (Visvalingam and Whyatt 1993).

    Returns:
        The simplified shapes in the same order and the tolerance that was used: halved until every area stays a valid
        polygon of at least ``KEPT_SHARE`` of its size, 0 when nothing could be left out.
    """
    size = shapely.area(shapes)
    used = float(tolerance)
    while used >= 1:
        simpler: Shapes = shapely.coverage_simplify(shapes, used)
        if is_sound(simpler) and (shapely.area(simpler) >= KEPT_SHARE * size).all():
            return simpler, used
        used /= 2
    return shapes, 0.0
