"""Outlines of the made-up lands, and the wiggle every border gets.

All coordinates are metres in RD (EPSG:28992). The Markerwaard lies in the open water of the Markermeer, the larger lands
in the North Sea: none of them exists.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

FloatArray = npt.NDArray[np.float64]

MARKERWAARD = (
    (140500, 498200), (138300, 502300), (135600, 505200), (134400, 509200), (135000, 512700), (140200, 512900),
    (145200, 515600), (147300, 519000), (150000, 519300), (153600, 515500), (156600, 509500), (154600, 504400),
    (150300, 501500), (145300, 497800), (142300, 496000),
)  # fmt: skip


def _ellipse(x: float, y: float, wide: float, high: float) -> FloatArray:
    """Twenty-four corners on an ellipse."""
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return np.column_stack([x + wide * np.cos(turn), y + high * np.sin(turn)])


CORNERS: dict[str, FloatArray] = {
    "markerwaard": np.array(MARKERWAARD, dtype=float),
    "noorderwaard": _ellipse(30_000, 660_000, 45_000, 60_000),
    "nederwaard": _ellipse(62_000, 724_000, 90_000, 135_000),
}


def wiggle(rng: np.random.Generator, start: FloatArray, end: FloatArray, depth: int, rough: FloatArray) -> FloatArray:
    """Bend straight pieces by midpoint displacement; the ends stay where they are.

    Args:
        rng: source of chance.
        start: n x 2 first points.
        end: n x 2 last points.
        depth: how often every piece is halved.
        rough: n sideways shifts as a share of the piece's length.

    Returns:
        n x (2**depth + 1) x 2 points.
    """
    line = np.stack([start, end], axis=1)
    for _ in range(depth):
        left, right = line[:, :-1], line[:, 1:]
        along = right - left
        across = np.stack([-along[..., 1], along[..., 0]], axis=-1)
        shift = np.clip(rng.normal(size=along.shape[:2]), -2, 2) * rough[:, None]
        middle = (left + right) / 2 + across * shift[..., None]
        bent = np.empty((line.shape[0], line.shape[1] * 2 - 1, 2))
        bent[:, ::2], bent[:, 1::2] = line, middle
        line = bent
    return line


def draw_coast(rng: np.random.Generator, place: str) -> shapely.Polygon:
    """Outline of a land with bays and headlands, whole metres."""
    corners = CORNERS[place]
    depth = 5 if place == "markerwaard" else 7
    line = wiggle(rng, corners, np.roll(corners, -1, axis=0), depth, np.full(len(corners), 0.07))
    ring = shapely.polygons(np.round(line[:, :-1].reshape(-1, 2)))
    parts = shapely.get_parts(shapely.make_valid(ring))
    largest: shapely.Polygon = max(parts, key=lambda part: part.area)
    return shapely.Polygon(largest.exterior)
