"""Reads one layer of the official GeoPackage into a plain frame with our own column names.

First step of the import; nothing below this module knows what the columns were called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyogrio
import pyogrio.raw
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

from dashboard import crs
from dashboard.errors import AreasInvalid
from dashboard.steward.areas import columns

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.steward.areas.columns import Level

WATER = ("JA", "B", "1", "TRUE")
UNREADABLE = (DataSourceError, DataLayerError, FeatureError, GeometryError)


@dataclass(frozen=True)
class Layer:
    """What one layer held.

    Attributes:
        areas: one row per area_code and is_water, sorted; column ``shape`` holds polygons in EPSG:28992.
        n_repaired: invalid geometries that were made valid.
        n_merged: rows that repeated a code and were joined with another.
        reprojected_from: the coordinate system, when it was another than RD New.
    """

    areas: pd.DataFrame
    n_repaired: int
    n_merged: int
    reprojected_from: str | None


def read_layer(file: Path, level: Level, year: int) -> Layer:
    """Read the layer of one level.

    Args:
        file: the official GeoPackage.
        level: which layer to read.
        year: year the file must be of, when its rows say so.

    Raises:
        AreasInvalid: the layer, its coordinate system or a needed column is missing, or a code is not a code.
    """
    name = _layer_name(file, level)
    wanted, raw, wkb, stated = _delivered(file, level, name)
    if not crs.says_where(stated):
        raise AreasInvalid("areas.error.crs_missing", layer=name, file=file.name)
    raw = pd.DataFrame({ours: raw[theirs] for ours, theirs in wanted.items()})
    _check_year(raw, year, name)
    areas = _typed(raw, level, name)
    shapes, n_repaired = _polygons(wkb, areas["area_code"], name)
    moved = None if crs.is_rd(stated) else stated
    areas["shape"] = crs.to_rd(shapes, moved) if moved else shapes
    merged = _merge_repeats(areas)
    return Layer(merged, n_repaired, len(areas) - len(merged), moved)


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


def _delivered(file: Path, level: Level, layer: str) -> tuple[dict[str, str], pd.DataFrame, Any, str]:
    """Which of our columns were found under which name, the rows, their shapes (WKB) and the stated system or ""."""
    try:
        names = list(pyogrio.read_info(file, layer=layer)["fields"])
        wanted = _wanted(names, level, layer)
        chosen = [name for name in names if name in wanted.values()]
        meta, _, wkb, values = pyogrio.raw.read(file, layer=layer, columns=chosen, force_2d=True)
    except UNREADABLE as problem:
        raise AreasInvalid("areas.error.file_unreadable", file=file.name) from problem
    rows = pd.DataFrame(dict(zip(meta["fields"], values, strict=True)))
    return wanted, rows, wkb, str(meta["crs"] or "")


def _wanted(delivered: list[str], level: Level, layer: str) -> dict[str, str]:
    """Our column name → the delivered one; figures and the change flag may be absent."""
    needed = {"area_code": columns.CODE_ALIASES[level.name], "area_name": columns.NAME_ALIASES[level.name]}
    if level.parent:
        needed["delivered_parent"] = columns.CODE_ALIASES[level.parent]
    needed["water"] = columns.WATER_ALIASES
    optional = {"change_flag": columns.CHANGE_ALIASES, "year": columns.YEAR_ALIASES, **columns.FIGURES}
    found = {ours: columns.find_column(delivered, aliases) for ours, aliases in {**needed, **optional}.items()}
    if absent := [aliases[0] for ours, aliases in needed.items() if found[ours] is None]:
        raise AreasInvalid("areas.error.column_missing", layer=layer, columns=", ".join(absent))
    return {ours: theirs for ours, theirs in found.items() if theirs is not None}


def _check_year(raw: pd.DataFrame, year: int, layer: str) -> None:
    if "year" not in raw:
        return
    years = set(pd.to_numeric(raw["year"], errors="coerce").dropna().astype(int))
    if years - {year}:
        raise AreasInvalid(
            "areas.error.wrong_year", layer=layer, year=year, found=", ".join(str(found) for found in sorted(years))
        )


def _typed(raw: pd.DataFrame, level: Level, layer: str) -> pd.DataFrame:
    areas = pd.DataFrame({"area_code": _code(raw["area_code"])})
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
    areas.loc[areas["is_water"], list(columns.FIGURES)] = pd.NA
    return areas


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


def _polygons(wkb: Any, codes: pd.Series[str], layer: str) -> tuple[crs.Shapes, int]:
    shapes = shapely.from_wkb(wkb)
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    empty = shapely.is_missing(shapes) | ~(shapely.area(shapes) > 0)
    if empty.any():
        raise AreasInvalid("areas.error.shape_missing", layer=layer, codes=columns.named(codes[empty]))
    return shapes, int(broken.sum())


def _merge_repeats(areas: pd.DataFrame) -> pd.DataFrame:
    """One row per code and is_water; name and figures come from the largest part."""
    key = ["area_code", "is_water"]
    areas = areas.assign(size=shapely.area(areas["shape"].to_numpy()))
    areas = areas.sort_values([*key, "size"], ascending=[True, True, False], kind="stable").drop(columns="size")
    repeated = areas.duplicated(key, keep=False)
    if not repeated.any():
        return areas.reset_index(drop=True)
    whole = {group: shapely.union_all(parts["shape"].to_numpy()) for group, parts in areas[repeated].groupby(key)}
    merged = areas.drop_duplicates(key).reset_index(drop=True)
    places = zip(merged["area_code"], merged["is_water"], merged["shape"], strict=True)
    merged["shape"] = [whole.get((code, is_water), shape) for code, is_water, shape in places]
    return merged
