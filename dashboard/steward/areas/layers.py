"""Reads one layer of the official area file into a frame with our own column names.

First step of the import; nothing below this module knows what the columns were called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

from dashboard.errors import AreasInvalid
from dashboard.steward.areas import columns
from dashboard.steward.areas.located import locate

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.steward.areas.columns import Level

WATER = ("JA", "B", "1", "TRUE")
UNREADABLE = (DataSourceError, DataLayerError, FeatureError, GeometryError)
FEWEST_INHABITANTS = 500  # persons are given in tens, so below it a figure per 1,000 may be off by more than 10


@dataclass(frozen=True)
class Layer:
    """What one layer held.

    Attributes:
        areas: one row per area_code and is_water, sorted; the geometry ``shape`` holds polygons in EPSG:28992.
        n_repaired: invalid geometries that were made valid.
        n_merged: rows that repeated a code and were joined with another.
        reprojected_from: the coordinate system, when it was another than RD New.
        wrong_label: the system the file said, when its numbers were in another.
    """

    areas: geopandas.GeoDataFrame
    n_repaired: int
    n_merged: int
    reprojected_from: str | None
    wrong_label: str | None


def read_layer(file: Path, level: Level, year: int) -> Layer:
    """Read the layer of one level; curves become short straight lines, heights are left out.

    Args:
        file: a GeoPackage, or a folder of shapefiles.
        level: which layer to read.
        year: year the file must be of, when its rows say so.

    Raises:
        AreasInvalid: the layer, its coordinate system or a needed column is missing, a code is not a code, or the areas do
            not lie in the Netherlands.
    """
    name = _layer_name(file, level)
    raw = _delivered(file, level, name)
    _check_year(raw, year, name)
    areas = _typed(raw, level, name)
    n_repaired = _repair(areas, name)
    located = locate(areas, name, file.name)
    merged = _merge_repeats(located.areas)
    return Layer(merged, n_repaired, len(areas) - len(merged), located.reprojected_from, located.wrong_label)


def _layer_name(file: Path, level: Level) -> str:
    try:
        names = [str(name) for name, kind in pyogrio.list_layers(file) if kind]
    except UNREADABLE as problem:
        raise AreasInvalid("areas.error.file_unreadable", file=file.name) from problem
    found = columns.find_layer(names, level)
    if not found:
        raise AreasInvalid(
            "areas.error.layer_missing", layer=level.layer, file=file.name, found=", ".join(sorted(names))
        )
    if len(found) > 1:
        raise AreasInvalid("areas.error.layer_ambiguous", layer=level.layer, file=file.name, found=", ".join(found))
    return found[0]


def _delivered(file: Path, level: Level, layer: str) -> geopandas.GeoDataFrame:
    """The rows of a layer with our column names, only those we know."""
    try:
        wanted = _wanted(list(pyogrio.read_info(file, layer=layer)["fields"]), level, layer)
        rows = geopandas.read_file(
            file, engine="pyogrio", layer=layer, columns=sorted(wanted.values()), force_2d=True, use_arrow=False
        )
    except UNREADABLE as problem:
        raise AreasInvalid("areas.error.file_unreadable", file=file.name) from problem
    ours = {theirs: name for name, theirs in wanted.items()}
    return rows.rename(columns=ours).rename_geometry("shape")


def _wanted(delivered: list[str], level: Level, layer: str) -> dict[str, str]:
    """Our column name → the delivered one; figures and the change flag may be absent."""
    needed = {"area_code": columns.CODES[level.name], "area_name": columns.NAMES[level.name]}
    if level.parent:
        needed["delivered_parent"] = columns.CODES[level.parent]
    needed["water"] = columns.WATER
    optional = {"change_flag": columns.CHANGE, "year": columns.YEAR, "n_assisted": columns.SOCIAL_ASSISTANCE}
    optional |= columns.FIGURES
    found = {ours: columns.find_column(delivered, aliases) for ours, aliases in {**needed, **optional}.items()}
    if absent := [aliases[0] for ours, aliases in needed.items() if found[ours] is None]:
        raise AreasInvalid("areas.error.column_missing", layer=layer, columns=", ".join(absent))
    return {ours: theirs for ours, theirs in found.items() if theirs is not None}


def _check_year(raw: pd.DataFrame, year: int, layer: str) -> None:
    if "year" not in raw:
        return
    years = set(pd.to_numeric(raw["year"].astype("str").str[:4], errors="coerce").dropna().astype(int))
    if years - {year}:
        raise AreasInvalid(
            "areas.error.wrong_year", layer=layer, year=year, found=", ".join(str(found) for found in sorted(years))
        )


def _typed(raw: geopandas.GeoDataFrame, level: Level, layer: str) -> geopandas.GeoDataFrame:
    areas = raw[["shape"]].copy()
    areas["area_code"] = _code(raw["area_code"])
    wrong = ~areas["area_code"].str.fullmatch(level.code.pattern).astype(bool)
    if wrong.any():
        raise AreasInvalid("areas.error.code_invalid", layer=layer, codes=columns.named(areas.loc[wrong, "area_code"]))
    areas["area_name"] = raw["area_name"].astype("str").str.strip().fillna(areas["area_code"])
    areas["delivered_parent"] = _code(raw["delivered_parent"]) if level.parent else None
    areas["is_water"] = raw["water"].astype("str").str.strip().str.upper().isin(WATER)
    flag = _number(raw, "change_flag")
    areas["change_flag"] = flag.where(flag.isin([1, 2, 3])).astype("Int64")
    for name in columns.FIGURES:
        figure = _number(raw, name)
        areas[name] = figure.round().astype("Int64") if name in columns.WHOLE_FIGURES else figure
    areas[columns.PER_1000] = _per_1000(_number(raw, "n_assisted"), areas["n_inhabitants"].astype("Float64"))
    areas.loc[areas["is_water"], list(columns.KEPT)] = pd.NA
    return areas


def _per_1000(persons: pd.Series[Any], inhabitants: pd.Series[Any]) -> pd.Series[Any]:
    """Persons per 1,000 inhabitants, to one decimal; missing where so few live that rounding would rule."""
    return (1000 * persons / inhabitants.where(inhabitants >= FEWEST_INHABITANTS)).round(1)


def _code(values: pd.Series[Any]) -> pd.Series[str]:
    return values.astype("str").fillna("").str.strip().str.upper()


def _number(raw: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Numbers with the file's codes for "secret" and "absent" made missing; all missing when the column is absent."""
    if name not in raw:
        return pd.Series(np.nan, index=raw.index, dtype="Float64")
    values = raw[name]
    if not pd.api.types.is_numeric_dtype(values):
        values = values.astype("str").str.strip().str.replace(",", ".")
    numbers = pd.to_numeric(values, errors="coerce").astype("Float64")
    return numbers.where(numbers > columns.MISSING_BELOW)


def _repair(areas: geopandas.GeoDataFrame, layer: str) -> int:
    """Make invalid shapes valid in place and count them."""
    broken = ~areas.is_valid & ~areas["shape"].isna()
    repaired = areas.loc[broken, "shape"].make_valid(method="structure", keep_collapsed=False)
    areas.loc[broken, "shape"] = repaired
    empty = areas["shape"].isna() | ~(shapely.area(areas["shape"].to_numpy()) > 0)
    if empty.any():
        raise AreasInvalid("areas.error.shape_missing", layer=layer, codes=columns.named(areas.loc[empty, "area_code"]))
    return int(broken.sum())


def _merge_repeats(areas: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """One row per code and is_water; name and figures come from the largest part."""
    key = ["area_code", "is_water"]
    order = areas.assign(size=-areas.area).sort_values([*key, "size"], kind="stable").index
    areas = areas.loc[order].reset_index(drop=True)
    repeated = areas[areas.duplicated(key, keep=False)]
    if repeated.empty:
        return areas
    whole = repeated[[*key, "shape"]].dissolve(key)
    merged = areas.drop_duplicates(key).set_index(key)
    merged.loc[whole.index, "shape"] = whole["shape"]
    return merged.reset_index()
