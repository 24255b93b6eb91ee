"""Where people live: towns, villages and polder as points, before any border is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from dashboard.tools.sample.coast import FloatArray
    from dashboard.tools.sample.scale import Scale

IntArray = npt.NDArray[np.int64]

URBAN, VILLAGE, POLDER, WATER = 0, 1, 2, 3


@dataclass(frozen=True)
class Places:
    """One point per buurt.

    Attributes:
        points: n x 2 metres.
        municipality: n, number of the gemeente.
        kind: n, TOWN, VILLAGE or POLDER.
        centres: one town centre per gemeente, metres.
    """

    points: FloatArray
    municipality: IntArray
    kind: IntArray
    centres: FloatArray


def scatter(rng: np.random.Generator, land: shapely.Polygon, number: int) -> FloatArray:
    """About ``number`` points evenly over the land."""
    x_min, y_min, x_max, y_max = land.bounds
    more = int(number * (x_max - x_min) * (y_max - y_min) / land.area)
    points = np.column_stack([rng.uniform(x_min, x_max, more), rng.uniform(y_min, y_max, more)])
    shapely.prepare(land)
    return np.asarray(points[shapely.contains_xy(land, points)], dtype=float)


def centres_of(points: FloatArray, labels: IntArray, number: int) -> FloatArray:
    """Mean point per label; NaN where a label has no points."""
    count = np.bincount(labels, minlength=number)[:, None].astype(float)
    sums = [np.bincount(labels, points[:, axis], minlength=number) for axis in (0, 1)]
    with np.errstate(invalid="ignore"):
        return np.asarray(np.column_stack(sums) / np.where(count == 0, np.nan, count), dtype=float)


def gather(points: FloatArray, seeds: FloatArray, rounds: int, pace: float = 1.0) -> FloatArray:
    """Move seeds towards the middle of the points nearest to them (Lloyd)."""
    for _ in range(rounds):
        nearest = cKDTree(seeds).query(points)[1].astype(np.int64)
        middle = centres_of(points, nearest, len(seeds))
        seeds = np.where(np.isnan(middle), seeds, seeds + pace * (middle - seeds))
    return seeds


def _sizes(rng: np.random.Generator, scale: Scale) -> IntArray:
    """Buurten per gemeente: one smallest, one largest, the rest lognormal; sums to the scale's number."""
    number = scale.municipalities
    if number == 1:
        return np.array([scale.neighbourhoods], dtype=np.int64)
    rest = scale.neighbourhoods - scale.smallest - scale.largest
    share = np.sort(rng.lognormal(0, 0.5, number - 2))[::-1]
    sizes = np.maximum(4, np.floor(rest * share / max(share.sum(), 1e-9))).astype(np.int64)
    if number > 2:
        sizes[0] += rest - sizes.sum()
    return np.concatenate([[scale.largest], sizes, [scale.smallest]]).astype(np.int64)


def _regions(rng: np.random.Generator, pool: FloatArray, sizes: IntArray) -> tuple[FloatArray, IntArray]:
    """Town centres and, per pool point, its gemeente: a power diagram, larger where more buurten are."""
    seeds = pool[rng.choice(len(pool), len(sizes), replace=False)]
    seeds = gather(pool, seeds, 4, 0.7)
    spacing = np.median(cKDTree(seeds).query(seeds, k=2)[0][:, 1]) if len(seeds) > 1 else 1.0
    relative = np.clip(np.sqrt(sizes / sizes.mean()), 0.4, 2.2)
    weight = (spacing * 0.42) ** 2 * relative**2
    lift = np.sqrt(weight.max() - weight)
    tree = cKDTree(np.column_stack([seeds, lift]))
    flat = np.column_stack([pool, np.zeros(len(pool))])
    return seeds, tree.query(flat)[1].astype(np.int64)


def _around(rng: np.random.Generator, middle: FloatArray, reach: FloatArray, power: float) -> FloatArray:
    """Points in a disc around ``middle``; a higher power crowds the centre."""
    far = reach * rng.uniform(0, 1, len(reach)) ** power
    turn = rng.uniform(0, 2 * np.pi, len(reach))
    return np.asarray(middle + np.column_stack([far * np.cos(turn), far * np.sin(turn)]), dtype=float)


def _settle(rng: np.random.Generator, size: int, centre: FloatArray, region: FloatArray) -> tuple[FloatArray, IntArray]:
    """Points and kinds of the buurten of one gemeente."""
    kind = np.full(size, POLDER, dtype=np.int64)
    n_urban = min(size - 1, max(1, round(size * 0.55)))
    n_villages = round((size - n_urban) * 0.45)
    kind[:n_urban], kind[n_urban : n_urban + n_villages] = URBAN, VILLAGE
    points = region[rng.integers(0, len(region), size)]
    points[:n_urban] = _around(
        rng, np.repeat(centre[None], n_urban, axis=0), np.full(n_urban, 290 * np.sqrt(n_urban)), 0.62
    )
    hearts = region[rng.integers(0, len(region), max(1, round(n_villages / 3)))]
    heart = hearts[np.arange(n_villages) % len(hearts)]
    points[n_urban : n_urban + n_villages] = _around(rng, heart, np.full(n_villages, 650.0), 0.6)
    return points, kind


def place(rng: np.random.Generator, land: shapely.Polygon, scale: Scale) -> Places:
    """Points of all buurten: dense in towns, wide in the polder, every one inside its gemeente's region."""
    pool = scatter(rng, land, max(4000, scale.neighbourhoods * 60))
    sizes = _sizes(rng, scale)
    centres, owner = _regions(rng, pool, sizes)
    parts, kinds, tree = [], [], cKDTree(pool)
    for number, size in enumerate(sizes):
        region = pool[owner == number]
        points, kind = _settle(rng, int(size), centres[number], region)
        outside = owner[tree.query(points)[1]] != number if scale.municipalities > 1 else np.zeros(size, bool)
        outside |= ~shapely.contains_xy(land, points)
        points[outside] = region[rng.integers(0, len(region), int(outside.sum()))]
        parts.append(points)
        kinds.append(kind)
    points = gather(pool, np.concatenate(parts), 3, 0.6)
    return Places(points, np.repeat(np.arange(len(sizes)), sizes), np.concatenate(kinds), centres)
