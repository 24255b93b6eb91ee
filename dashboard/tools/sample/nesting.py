"""How buurten nest: wijken inside gemeenten, lakes, codes, and what changes between two years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.tools.sample.borders import keep_whole, touching
from dashboard.tools.sample.places import POLDER, URBAN, WATER, gather

if TYPE_CHECKING:
    from dashboard.tools.sample.coast import FloatArray
    from dashboard.tools.sample.places import IntArray, Places
    from dashboard.tools.sample.scale import Scale

FIRST_CODE = 9001
LAKE_SHARE = 0.4


@dataclass(frozen=True)
class Nesting:
    """Labels per buurt; positions never change between years.

    Attributes:
        points: n x 2 metres, the buurt's heart.
        municipality: n, number of the gemeente.
        district: n, number of the wijk within its gemeente (0 the centre, 99 water).
        kind: n, TOWN, VILLAGE, POLDER or WATER.
        pairs: m x 2 neighbouring buurten.
    """

    points: FloatArray
    municipality: IntArray
    district: IntArray
    kind: IntArray
    pairs: IntArray


def _split(rng: np.random.Generator, points: FloatArray, centre: FloatArray, number: int) -> IntArray:
    """Wijk per buurt of one gemeente: nearest of ``number`` gathered seeds, numbered outward from the centre."""
    if number <= 1:
        return np.zeros(len(points), dtype=np.int64)
    seeds = points[rng.choice(len(points), number, replace=False)]
    seeds = gather(points, seeds, 5)
    seeds = seeds[np.argsort(np.hypot(*(seeds - centre).T), kind="stable")]
    far = np.hypot(points[:, None, 0] - seeds[None, :, 0], points[:, None, 1] - seeds[None, :, 1])
    return np.asarray(far.argmin(axis=1), dtype=np.int64)


def _renumber(district: IntArray) -> IntArray:
    """Close gaps in numbers, keeping their order."""
    return np.asarray(np.unique(district, return_inverse=True)[1], dtype=np.int64)


def _lakes(rng: np.random.Generator, places: Places, municipality: IntArray) -> IntArray:
    """One polder buurt in some of the gemeenten, to be water."""
    lakes = []
    for number in range(len(places.centres)):
        polder = np.flatnonzero((municipality == number) & (places.kind == POLDER))
        if len(polder) >= 4 and rng.random() < LAKE_SHARE:
            lakes.append(int(rng.choice(polder)))
    return np.array(lakes, dtype=np.int64)


def nest(rng: np.random.Generator, places: Places, cells: IntArray, cell_pairs: IntArray, scale: Scale) -> Nesting:
    """Wijken, lakes and neighbours from places and the labels of the small cells."""
    pairs = touching(cells, cell_pairs)
    municipality = keep_whole(places.municipality, pairs)
    number = np.arange(len(places.centres))
    share = scale.districts / scale.neighbourhoods
    district = np.zeros(len(municipality), dtype=np.int64)
    for gm in number:
        rows = np.flatnonzero(municipality == gm)
        wanted = min(97, max(1, round(len(rows) * share)))
        district[rows] = _split(rng, places.points[rows], places.centres[gm], wanted)
    both = keep_whole(municipality * 1000 + district, pairs[municipality[pairs[:, 0]] == municipality[pairs[:, 1]]])
    district = both % 1000
    kind = places.kind.copy()
    lakes = _lakes(rng, places, municipality)
    kind[lakes] = WATER
    for gm in number:
        rows = (municipality == gm) & (kind != WATER)
        district[rows] = _renumber(district[rows])
    district[lakes] = 99
    return Nesting(places.points, municipality, district, kind, pairs)


def code_areas(nesting: Nesting, district: IntArray) -> tuple[list[str], list[str], list[str]]:
    """Codes of buurt, wijk and gemeente per buurt: CBS pattern, gemeenten from GM9001."""
    order = np.lexsort((np.arange(len(district)), district, nesting.municipality))
    rank = np.zeros(len(district), dtype=np.int64)
    key = nesting.municipality * 1000 + district
    starts = np.flatnonzero(np.r_[True, np.diff(key[order]) != 0])
    rank[order] = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    rank = np.where(nesting.kind == WATER, 97, rank)
    gm = [f"{FIRST_CODE + int(number):04d}" for number in nesting.municipality]
    wk = [f"{code}{int(number):02d}" for code, number in zip(gm, district, strict=True)]
    bu = [f"{code}{int(number):02d}" for code, number in zip(wk, rank, strict=True)]
    return [f"BU{code}" for code in bu], [f"WK{code}" for code in wk], [f"GM{code}" for code in gm]


def pick_split(nesting: Nesting) -> IntArray:
    """Buurten of the wijk that is split in two in the later year: the largest outside the largest gemeente."""
    free = (nesting.kind != WATER) & (nesting.municipality != 0)
    if not free.any():
        free = nesting.kind != WATER
    key = nesting.municipality * 1000 + nesting.district
    values, count = np.unique(key[free], return_counts=True)
    return np.flatnonzero(free & (key == values[count.argmax()])).astype(np.int64)


def split_district(nesting: Nesting, rows: IntArray) -> IntArray:
    """Wijk numbers of the later year: the buurten in ``rows`` get two new numbers, divided west and east."""
    district = nesting.district.copy()
    gm = nesting.municipality[rows[0]]
    own = nesting.district[(nesting.municipality == gm) & (nesting.kind != WATER)]
    west = nesting.points[rows, 0] <= np.median(nesting.points[rows, 0])
    district[rows] = np.where(west, own.max() + 1, own.max() + 2)
    return district


def pick_moved_border(nesting: Nesting, avoid: IntArray) -> tuple[int, int]:
    """Two neighbouring town buurten of one wijk whose border moves in the later year: (shrinks, grows)."""
    one, two = nesting.pairs.T
    same = (nesting.municipality[one] == nesting.municipality[two]) & (nesting.district[one] == nesting.district[two])
    dry = (nesting.kind[one] != WATER) & (nesting.kind[two] != WATER)
    good = same & dry & ~np.isin(one, avoid) & ~np.isin(two, avoid)
    urban = good & (nesting.kind[one] == URBAN) & (nesting.kind[two] == URBAN)
    rows = np.flatnonzero(urban if urban.any() else good)
    if not len(rows):
        return -1, -1
    pick = rows[len(rows) // 2]
    return int(one[pick]), int(two[pick])
