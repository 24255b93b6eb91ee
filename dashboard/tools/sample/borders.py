"""Borders of buurten: small Voronoi cells joined into buurten, edges bent, one noded network, so neighbours share every vertex."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Voronoi, cKDTree

from dashboard.tools.sample.coast import FloatArray, wiggle

if TYPE_CHECKING:
    from typing import Any

    from dashboard.tools.sample.places import IntArray

CELLS_PER_NEIGHBOURHOOD = 7


def split_cells(rng: np.random.Generator, points: FloatArray, pool: FloatArray) -> tuple[FloatArray, IntArray]:
    """Sites of small cells around each buurt's point and the buurt each belongs to."""
    reach = cKDTree(points).query(points, k=min(5, len(points)))[0][:, 1:].mean(axis=1) / 2
    spread = rng.normal(size=(len(points), CELLS_PER_NEIGHBOURHOOD, 2)) * reach[:, None, None] * 0.75
    near = (points[:, None] + spread).reshape(-1, 2)
    sites = np.concatenate([points, near, pool])
    labels = cKDTree(points).query(sites)[1].astype(np.int64)
    labels[: len(points)] = np.arange(len(points))
    return sites, labels


def keep_whole(labels: IntArray, pairs: IntArray) -> IntArray:
    """Give every loose part of a label to a neighbouring label, so each label is one connected piece.

    Args:
        labels: n labels of cells.
        pairs: m x 2 cells that touch.
    """
    labels = labels.copy()
    for _ in range(6):
        same = pairs[labels[pairs[:, 0]] == labels[pairs[:, 1]]]
        graph = coo_matrix((np.ones(len(same)), (same[:, 0], same[:, 1])), shape=(len(labels), len(labels)))
        part = connected_components(graph, directed=False)[1]
        size = np.bincount(part)
        order = np.lexsort((part, -size[part], labels))
        main = np.zeros(len(size), bool)
        main[part[order[np.unique(labels[order], return_index=True)[1]]]] = True
        loose = ~main[part]
        if not loose.any():
            break
        both = np.concatenate([pairs, pairs[:, ::-1]])
        give = both[loose[both[:, 0]] & ~loose[both[:, 1]]]
        labels[give[:, 0]] = labels[give[:, 1]]
    return labels


def touching(labels: IntArray, pairs: IntArray) -> IntArray:
    """Unordered pairs of different labels whose cells touch, each once."""
    found = np.sort(labels[pairs], axis=1)
    return np.asarray(np.unique(found[found[:, 0] != found[:, 1]], axis=0), dtype=np.int64)


class Network:
    """The edges between small cells, each already bent, from which the borders of any grouping are cut."""

    def __init__(self, rng: np.random.Generator, land: shapely.Polygon, sites: FloatArray, detail: float) -> None:
        """Draw the Voronoi edges of ``sites`` and bend those inside the land into pieces of about ``detail`` metres."""
        x_min, y_min, x_max, y_max = land.bounds
        far = 3 * max(x_max - x_min, y_max - y_min)
        middle = np.array([(x_min + x_max) / 2, (y_min + y_max) / 2])
        ring = middle + far * np.array([(np.cos(t), np.sin(t)) for t in np.linspace(0, 6, 12)])
        diagram = Voronoi(np.concatenate([sites, ring]))
        ends = np.asarray(diagram.ridge_vertices)
        pairs = np.asarray(diagram.ridge_points, dtype=np.int64)
        use = (ends >= 0).all(axis=1) & (pairs < len(sites)).all(axis=1)
        self.land, self.sites = land, sites
        start, end = diagram.vertices[ends[use, 0]], diagram.vertices[ends[use, 1]]
        straight = shapely.linestrings(np.stack([start, end], axis=1))
        shapely.prepare(land)
        inside = shapely.intersects(land, straight)
        self.pairs = pairs[use][inside]
        self.lines = _bend(rng, start[inside], end[inside], detail)

    def cut(self, labels: IntArray) -> tuple[Any, IntArray]:
        """Faces between the borders of a grouping of cells, and the label of each face."""
        border = labels[self.pairs[:, 0]] != labels[self.pairs[:, 1]]
        lines = self.lines[border]
        within = shapely.contains_properly(self.land, lines)
        coastal = shapely.intersection(lines[~within], self.land)
        lines = np.concatenate([lines[within], shapely.get_parts(coastal), [self.land.exterior]])
        noded = shapely.union_all(lines[shapely.get_dimensions(lines) == 1], grid_size=1.0)
        faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
        faces = faces[shapely.contains(self.land.buffer(2), faces)]
        inner = shapely.get_coordinates(shapely.point_on_surface(faces))
        return faces, labels[cKDTree(self.sites).query(inner)[1]]


def _bend(rng: np.random.Generator, start: FloatArray, end: FloatArray, detail: float) -> Any:
    """Line strings from straight edges; longer edges get more bends, some borders stay nearly straight."""
    length = np.hypot(*(end - start).T)
    depth = np.clip(np.ceil(np.log2(np.maximum(length / detail, 1))), 0, 6).astype(int)
    rough = rng.choice([0.01, 0.05, 0.1, 0.14], len(length), p=[0.3, 0.3, 0.3, 0.1])
    lines = np.empty(len(length), dtype=object)
    for value in np.unique(depth):
        rows = depth == value
        lines[rows] = shapely.linestrings(wiggle(rng, start[rows], end[rows], int(value), rough[rows]))
    return lines


def join(faces: Any, labels: IntArray, number: int) -> Any:
    """One geometry per label 0..number-1: the union of its faces, which share edges exactly."""
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(number + 1))
    parts = faces[order]
    return np.array([shapely.coverage_union_all(parts[a:b]) for a, b in pairwise(starts)])
