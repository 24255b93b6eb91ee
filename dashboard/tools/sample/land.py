"""A made-up land: buurten, wijken and gemeenten of two years, in the shape of the official files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from dashboard.tools.sample import names
from dashboard.tools.sample.borders import Network, join, keep_whole, split_cells
from dashboard.tools.sample.coast import draw_coast
from dashboard.tools.sample.figures import COUNTS, draw_figures, publish_figures, sum_figures
from dashboard.tools.sample.nesting import Nesting, code_areas, nest, pick_moved_border, pick_split, split_district
from dashboard.tools.sample.places import POLDER, WATER, gather, place, scatter
from dashboard.tools.sample.scale import YEARS

if TYPE_CHECKING:
    from dashboard.tools.sample.places import IntArray
    from dashboard.tools.sample.scale import Scale

CRS = "EPSG:28992"
GROWTH = 1.014
Layers = dict[str, Any]


@dataclass(frozen=True)
class Land:
    """What the rest of the sample stands on. Buurten keep their position in both years.

    Attributes:
        layers: per year the GeoDataFrames ``gemeenten``, ``wijken``, ``buurten`` with official columns.
        provinces: gemeentecode, gemeentenaam, provincienaam.
        nesting: labels per buurt.
        addresses: n exact numbers of addresses, earlier year.
        changed: positions of the buurten of the wijk that is split in the later year.
    """

    layers: dict[int, Layers]
    provinces: pd.DataFrame
    nesting: Nesting
    addresses: IntArray
    changed: IntArray


def _moved_cells(cells: IntArray, pairs: IntArray, border: tuple[int, int], hearts: int) -> IntArray:
    """Small cells of the first buurt that touch the second: the strip that changes hands."""
    shrinks, grows = border
    both = np.concatenate([pairs, pairs[:, ::-1]])
    strip = both[(cells[both[:, 0]] == shrinks) & (cells[both[:, 1]] == grows), 0]
    return np.unique(strip[strip >= hearts])[:3]


def _names(rng: np.random.Generator, nesting: Nesting) -> tuple[list[str], list[str], dict[tuple[int, int], str]]:
    """Names of gemeenten, of buurten (per position) and of wijken by (gemeente, wijk number)."""
    number = int(nesting.municipality.max()) + 1
    gm_names = names.name_municipalities(rng, number)
    bu_names = np.empty(len(nesting.kind), dtype=object)
    wk_names: dict[tuple[int, int], str] = {}
    for gm in range(number):
        rows = np.flatnonzero(nesting.municipality == gm)
        made = names.name_neighbourhoods(rng, [kind == POLDER for kind in nesting.kind[rows]])
        bu_names[rows] = np.where(nesting.kind[rows] == WATER, f"Water {gm_names[gm]}", made)
        own = [int(value) for value in np.unique(nesting.district[rows]) if value != 99]
        wk_names |= {
            (gm, wk): f"Wijk {wk:02d} {name}" for wk, name in zip(own, names.name_districts(rng, len(own)), strict=True)
        }
        wk_names[gm, 99] = f"Water {gm_names[gm]}"
    return gm_names, list(bu_names), wk_names


def _districts(
    neighbourhoods: Any, titles: dict[str, str], year: int, exact: pd.DataFrame, flags: dict[str, int]
) -> Any:
    """Layer ``wijken`` of one year from its buurten."""
    grouped = neighbourhoods.groupby("wijkcode", sort=True)
    frame = grouped[["gemeentecode", "gemeentenaam", "water"]].first().reset_index()
    frame.insert(1, "wijknaam", frame["wijkcode"].map(titles))
    frame["indelingswijziging_wijken_en_buurten"] = frame["wijkcode"].map(lambda code: flags.get(code, 1))
    frame["jaar"] = year
    figures = publish_figures(sum_figures(exact, neighbourhoods["wijkcode"])).drop(columns="omgevingsadressendichtheid")
    frame = frame.join(figures, on="wijkcode")
    shapes = grouped["geometry"].apply(lambda part: shapely.coverage_union_all(part.to_numpy()))
    return gpd.GeoDataFrame(frame, geometry=shapes.to_numpy(), crs=CRS)


def _municipalities(neighbourhoods: Any, year: int, exact: pd.DataFrame) -> Any:
    """Layer ``gemeenten`` of one year from its buurten."""
    grouped = neighbourhoods.groupby("gemeentecode", sort=True)
    frame = grouped[["gemeentenaam"]].first().reset_index()
    frame["water"], frame["jaar"] = "NEE", year
    figures = publish_figures(sum_figures(exact, neighbourhoods["gemeentecode"])).drop(
        columns="omgevingsadressendichtheid"
    )
    shapes = grouped["geometry"].apply(lambda part: shapely.coverage_union_all(part.to_numpy()))
    return gpd.GeoDataFrame(frame.join(figures, on="gemeentecode"), geometry=shapes.to_numpy(), crs=CRS)


def _year(
    year: int, nesting: Nesting, district: IntArray, shapes: Any, exact: pd.DataFrame, labels: Any, flags: IntArray
) -> Layers:
    """The three layers of one year."""
    gm_names, bu_names, wk_names = labels
    bu, wk, gm = code_areas(nesting, district)
    water = np.where(nesting.kind == WATER, "JA", "NEE")
    frame = pd.DataFrame({"buurtcode": bu, "buurtnaam": bu_names, "wijkcode": wk, "gemeentecode": gm})
    frame["gemeentenaam"] = [gm_names[number] for number in nesting.municipality]
    frame["water"], frame["indelingswijziging_wijken_en_buurten"], frame["jaar"] = water, flags, year
    frame = frame.join(publish_figures(exact))
    neighbourhoods = gpd.GeoDataFrame(frame, geometry=shapes, crs=CRS)
    titles = {
        code: wk_names[int(number), int(wijk)]
        for code, number, wijk in zip(wk, nesting.municipality, district, strict=True)
    }
    new = {code: 3 for code, old, now in zip(wk, nesting.district, district, strict=True) if old != now}
    districts = _districts(neighbourhoods, titles, year, exact, new)
    return {"gemeenten": _municipalities(neighbourhoods, year, exact), "wijken": districts, "buurten": neighbourhoods}


def _provinces(municipalities: Any, scale: Scale, centres: Any, rng: np.random.Generator) -> pd.DataFrame:
    """Provincie per gemeente: nearest of gathered seeds."""
    seeds = gather(centres, centres[rng.choice(len(centres), min(scale.provinces, len(centres)), replace=False)], 8)
    far = np.hypot(centres[:, None, 0] - seeds[None, :, 0], centres[:, None, 1] - seeds[None, :, 1])
    titles = np.array(names.PROVINCES[scale.place])
    out = pd.DataFrame(municipalities[["gemeentecode", "gemeentenaam"]])
    return out.assign(provincienaam=titles[far.argmin(axis=1)])


def _later_figures(exact: pd.DataFrame, before: Any, after: Any) -> pd.DataFrame:
    """Figures two years on: a little growth, and addresses that follow a moved border."""
    later = exact.copy()
    ratio = shapely.area(after) / shapely.area(before) * GROWTH
    for column in COUNTS:
        later[column] = (exact[column] * ratio).round()
    later["woningvoorraad"] = later["woningvoorraad"].astype("int64")
    later["gemiddelde_woningwaarde"] = exact["gemiddelde_woningwaarde"] * 1.11
    return later


def _draw_nesting(rng: np.random.Generator, scale: Scale) -> tuple[Nesting, Network, IntArray]:
    """Places, small cells and labels of a land."""
    coast = draw_coast(rng, scale.place)
    places = place(rng, coast, scale)
    sites, cells = split_cells(rng, places.points, scatter(rng, coast, scale.neighbourhoods * 4))
    network = Network(rng, coast, sites, scale.detail)
    cells = keep_whole(cells, network.pairs)
    return nest(rng, places, cells, network.pairs, scale), network, cells


def _shapes(nesting: Nesting, network: Network, cells: IntArray, changed: IntArray) -> tuple[Any, Any, IntArray]:
    """Geometry per buurt in the earlier and the later year, and the later year's flags."""
    number = len(nesting.kind)
    flags = np.ones(number, dtype=np.int64)
    flags[changed] = 2
    border = pick_moved_border(nesting, changed)
    strip = _moved_cells(cells, network.pairs, border, number) if border[0] >= 0 else np.array([], dtype=np.int64)
    atoms = cells.copy()
    atoms[strip] = number
    faces, labels = network.cut(atoms)
    before = join(faces, np.where(labels == number, border[0], labels), number)
    after = join(faces, np.where(labels == number, border[1], labels), number)
    if (labels == number).any():
        flags[list(border)] = 3
    return before, after, flags


def draw_land(rng: np.random.Generator, scale: Scale) -> Land:
    """Draw a land with everything the official files hold, for both years."""
    nesting, network, cells = _draw_nesting(rng, scale)
    changed = pick_split(nesting)
    before, after, flags = _shapes(nesting, network, cells, changed)
    exact = draw_figures(rng, nesting, shapely.area(before) / 1e6)
    later = split_district(nesting, changed)
    gm_names, bu_names, wk_names = _names(rng, nesting)
    gm, old = int(nesting.municipality[changed[0]]), int(nesting.district[changed[0]])
    for new in np.unique(later[changed]):
        side = "West" if new == later[changed].min() else "Oost"
        wk_names[gm, int(new)] = f"Wijk {int(new):02d} {wk_names[gm, old][8:]} {side}"
    labels = (gm_names, bu_names, wk_names)
    ones = np.ones(len(flags), dtype=np.int64)
    layers = {
        YEARS[0]: _year(YEARS[0], nesting, nesting.district, before, exact, labels, ones),
        YEARS[1]: _year(YEARS[1], nesting, later, after, _later_figures(exact, before, after), labels, flags),
    }
    heart = layers[YEARS[0]]["gemeenten"].geometry.centroid
    provinces = _provinces(layers[YEARS[0]]["gemeenten"], scale, np.column_stack([heart.x, heart.y]), rng)
    return Land(layers, provinces, nesting, exact["woningvoorraad"].to_numpy(dtype=np.int64), changed)
