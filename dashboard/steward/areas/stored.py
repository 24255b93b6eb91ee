"""Imported areas on disk: one folder per year, written whole or not at all, and the readers of it.

Imports pandas only, so that every later step may read areas without the import's libraries.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.errors import DataDamaged, DataMissing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT_VERSION = 2  # 1: figures stood in the table of areas
TABLES = ("area", "figure", "shape", "neighbour")
MANIFEST = "manifest.json"
FULL_DETAIL = 0  # tolerance_m of the shapes that were not simplified
_ROWS_PER_GROUP = 4096  # lets a reader skip the levels and tolerances it does not want


@dataclass(frozen=True)
class AreaYear:
    """The areas of one year.

    Attributes:
        year: year of the areas.
        area: one row per area_code.
        figure: one row per area_code on land and figure_code that has a value.
        shape: one row per level, tolerance_m, area_code and is_water; outline, stripes and dots as WKB in EPSG:28992.
        neighbour: one row per ordered pair of neighbours and level.
        manifest: where it came from and what was repaired.
    """

    year: int
    area: pd.DataFrame
    figure: pd.DataFrame
    shape: pd.DataFrame
    neighbour: pd.DataFrame
    manifest: dict[str, Any]


def write_year(target: Path, year: int, tables: Mapping[str, pd.DataFrame], manifest: Mapping[str, Any]) -> Path:
    """Write the tables of one year and put them in the place of the old ones at once.

    A write that is broken off leaves the old year serving: the new folder is complete before the old one steps aside, and
    readers find the old one under its aside name until the new one stands.

    Args:
        target: folder of all years.
        year: year of the areas.
        tables: ``area``, ``figure``, ``shape``, ``neighbour``.
        manifest: what ``manifest.json`` says.

    Returns:
        The folder of the year.
    """
    place, aside, fresh = target / str(year), _aside(target, year), target / f".{year}.new"
    target.mkdir(parents=True, exist_ok=True)
    if aside.exists() and not place.exists():
        aside.rename(place)
    for left_over in (aside, fresh):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh.mkdir()
    for name in TABLES:
        write_parquet(tables[name], fresh / f"{name}.parquet")
    (fresh / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if place.exists():
        place.rename(aside)
    fresh.rename(place)
    shutil.rmtree(aside, ignore_errors=True)
    return place


def write_parquet(table: pd.DataFrame, file: Path) -> None:
    """Write one table; the same rows give the same bytes."""
    table.to_parquet(file, index=False, compression="zstd", row_group_size=_ROWS_PER_GROUP)


def years(folder: Path) -> list[int]:
    """The years that were imported, oldest first."""
    if not folder.is_dir():
        return []
    names = {path.parent.name.removeprefix(".").removesuffix(".old") for path in folder.glob(f"*/{MANIFEST}")}
    return sorted(int(name) for name in names if name.isdigit())


def load_areas(folder: Path, year: int, tolerance_m: int | None = None) -> AreaYear:
    """Read the areas of one year.

    Args:
        folder: folder of all years.
        year: year of the areas.
        tolerance_m: read only the shapes of this tolerance in metres; all when left out.

    Raises:
        DataMissing: the year was not imported.
        DataDamaged: a file is absent or unreadable, or of a newer format.
    """
    place = folder / str(year)
    place = place if place.exists() else _aside(folder, year)
    if not place.exists():
        known = ", ".join(str(known) for known in years(folder)) or "–"
        raise DataMissing("areas.error.year_missing", year=year, known=known)
    chosen = None if tolerance_m is None else [("tolerance_m", "==", tolerance_m)]
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        area = pd.read_parquet(place / "area.parquet")
        figure = pd.read_parquet(place / "figure.parquet")
        shape = pd.read_parquet(place / "shape.parquet", filters=chosen)
        neighbour = pd.read_parquet(place / "neighbour.parquet")
    except (OSError, ValueError) as problem:
        raise DataDamaged("areas.error.year_damaged", year=year) from problem
    if manifest.get("format_version") != FORMAT_VERSION:
        raise DataDamaged("areas.error.year_format", year=year, version=manifest.get("format_version"))
    return AreaYear(year, area, figure, shape, neighbour, manifest)


def _aside(target: Path, year: int) -> Path:
    return target / f".{year}.old"
