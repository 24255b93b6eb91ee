"""The tables of an area year: area, figure, shape and neighbour; sorted, so that the same input gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from dashboard.steward.areas.columns import DISTRICT, KEPT, LEVELS, MUNICIPALITY, OFFICIAL, parent_code
from dashboard.steward.areas.coverage import TOLERANCES_M, simplify
from dashboard.steward.areas.neighbours import shared_borders
from dashboard.steward.areas.patterns import dots, spacings, stripes
from dashboard.steward.areas.stored import FULL_DETAIL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.crs import Shapes

# In what picture an outline of a tolerance is drawn: the country, a province or a gemeente. Others are never drawn.
DRAWN_M = {400: "country", 100: "province", 25: "municipality"}
_HIERARCHY = ("parent_code", "district_code", "municipality_code", "province_code")


def area_table(
    levels: Mapping[str, pd.DataFrame], province_of: Mapping[str, tuple[str, str]], year: int
) -> pd.DataFrame:
    """Make the table of areas.

    Args:
        levels: level → one row per area_code and is_water, with fitted ``shape`` in EPSG:28992.
        province_of: gemeentecode → (province code, name); empty when provinces are not known.
        year: year of the areas.

    Returns:
        One row per area_code. Land stands for an area that also has a water row; areas that are water only keep their
        row. The code columns of a row's own level hold its own code. label_x, label_y: centre of the
        widest circle inside, metres in EPSG:28992.
    """
    tables = []
    for level in LEVELS:
        if level not in levels:
            continue
        rows = levels[level].sort_values(["area_code", "is_water"]).drop_duplicates("area_code")
        table = rows.drop(columns=["shape", "delivered_parent", *KEPT]).reset_index(drop=True)
        table = table.assign(area_year=year, level=level)
        table = table.join(_above(table["area_code"], level, province_of))
        tables.append(table.assign(**_measured(rows["shape"].to_numpy())))
    whole = pd.concat(tables, ignore_index=True)
    text = dict.fromkeys(("area_code", "area_name", "level", *_HIERARCHY), "str")
    whole = whole.astype({**text, "area_year": "int32", "change_flag": "Int8"})
    ends = ["area_km2", "label_x", "label_y"]
    start = ["area_code", "area_year", "level", "area_name", *_HIERARCHY, "is_water", "change_flag"]
    return pd.DataFrame(whole[[*start, *ends]])


def figure_table(levels: Mapping[str, pd.DataFrame], year: int, source: str) -> pd.DataFrame:
    """Make the table of key figures.

    Args:
        levels: level → one row per area_code and is_water, with a column per figure of ``KEPT``.
        year: year of the areas and of their figures.
        source: who published them, for whoever shows one.

    Returns:
        One row per area_code on land and figure_code; what is secret or absent has no row. value: in the unit of the figure.
    """
    tables = [
        levels[level].loc[~levels[level]["is_water"], ["area_code", *KEPT]] for level in LEVELS if level in levels
    ]
    wide = pd.concat(tables, ignore_index=True).astype(dict.fromkeys(KEPT, "Float64"))
    long = wide.melt("area_code", var_name="figure_code").dropna()
    long = long.assign(area_year=year, source=source).sort_values(["figure_code", "area_code"], ignore_index=True)
    text = dict.fromkeys(("area_code", "figure_code", "source"), "str")
    typed = long.astype({**text, "area_year": "int32", "value": "float64"})
    return pd.DataFrame(typed[["area_code", "area_year", "figure_code", "value", "source"]])


def _above(codes: pd.Series[str], level: str, province_of: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """The codes of the areas an area lies in, its own level included."""
    above = pd.DataFrame(index=codes.index, columns=list(_HIERARCHY), dtype="str")
    if level == "province":
        return above.assign(province_code=codes)
    municipality = codes.map(lambda code: parent_code(code, MUNICIPALITY))
    province = municipality.map({code: province for code, (province, _) in province_of.items()})
    parent = OFFICIAL[level].parent
    above = above.assign(municipality_code=municipality, province_code=province, parent_code=province)
    if parent is None:
        return above
    return above.assign(
        parent_code=codes.map(lambda code: parent_code(code, OFFICIAL[parent])),
        district_code=codes.map(lambda code: parent_code(code, DISTRICT)),
    )


def _measured(shapes: Shapes) -> dict[str, np.ndarray]:
    size = shapely.area(shapes)
    circles = shapely.maximum_inscribed_circle(shapes, tolerance=np.maximum(np.sqrt(size) / 100, 0.1))
    centres = shapely.get_point(circles, 0)
    return {
        "area_km2": np.round(size / 1e6, 6),
        "label_x": np.round(shapely.get_x(centres), 1),
        "label_y": np.round(shapely.get_y(centres), 1),
    }


def shape_table(
    levels: Mapping[str, pd.DataFrame], province_of: Mapping[str, tuple[str, str]], year: int
) -> tuple[pd.DataFrame, dict[str, dict[str, float]]]:
    """Make the table of outlines at every tolerance, full detail (0) included.

    Args:
        levels: level → one row per area_code and is_water, with fitted ``shape`` in EPSG:28992.
        province_of: as for ``area_table``.
        year: year of the areas.

    Returns:
        One row per level, tolerance_m, area_code and is_water, ``shape`` as WKB in whole decimetres, and for the
        tolerances that are drawn ``stripes`` (multiline) and ``dots`` (multipoint) inside it; and per level the
        wished tolerance (as in tolerance_m) → the one that was used.
    """
    tables = []
    used: dict[str, dict[str, float]] = {}
    for level in (name for name in LEVELS if name in levels):
        rows = levels[level]
        full = rows["shape"].to_numpy()
        used[level] = {}
        for tolerance in (FULL_DETAIL, *TOLERANCES_M[level]):
            shapes, used[level][str(tolerance)] = simplify(full, tolerance)
            table = rows[["area_code", "is_water"]].assign(area_year=year, level=level, tolerance_m=tolerance)
            table = table.assign(shape=shapely.to_wkb(shapely.normalize(shapes)), stripes=None, dots=None)
            if tolerance in DRAWN_M:
                spacing = spacings(shapes, _pictures(rows["area_code"], level, DRAWN_M[tolerance], province_of))
                table = table.assign(
                    stripes=shapely.to_wkb(shapely.normalize(stripes(shapes, spacing))),
                    dots=shapely.to_wkb(shapely.normalize(dots(shapes, spacing))),
                )
            tables.append(table)
    whole = pd.concat(tables, ignore_index=True)
    whole = whole.astype({"area_code": "str", "level": "str", "area_year": "int32", "tolerance_m": "int32"})
    return whole[["area_code", "area_year", "level", "tolerance_m", "is_water", "shape", "stripes", "dots"]], used


def _pictures(codes: pd.Series[str], level: str, drawn: str, province_of: Mapping[str, tuple[str, str]]) -> np.ndarray:
    """The picture each area is drawn in: the whole country, its province, or its gemeente."""
    if drawn == "country" or level == "province":
        return np.full(len(codes), drawn)
    municipalities = codes.map(lambda code: parent_code(code, MUNICIPALITY))
    if drawn == "province":
        municipalities = municipalities.map(
            lambda municipality: province_of[municipality][0] if municipality in province_of else drawn
        )
    return municipalities.to_numpy(dtype=str)


def neighbour_table(levels: Mapping[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """Make the table of neighbours on land.

    Args:
        levels: level → one row per area_code and is_water, with fitted ``shape`` in EPSG:28992.
        year: year of the areas.

    Returns:
        One row per ordered pair of land areas with a common border, per level; shared_border_m in metres.
    """
    tables = []
    for level in (name for name in LEVELS if name in levels):
        land = levels[level][~levels[level]["is_water"]]
        pairs = shared_borders(land["shape"].to_numpy(), list(land["area_code"]))
        tables.append(pairs.assign(area_year=year, level=level))
    whole = pd.concat(tables, ignore_index=True).astype({"area_year": "int32", "level": "str"})
    return whole[["area_code", "neighbour_code", "area_year", "level", "shared_border_m"]]
