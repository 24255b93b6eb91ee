"""Where the areas of a layer lie: in RD New, whatever system the file says.

Numbers in the Netherlands are either metres of RD New or degrees; the two cannot be taken for each other. A label that
contradicts them is therefore left aside and reported. Axes that changed places are refused: then somebody edited the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyproj import CRS

from dashboard.crs import RD, WINDOWS, is_rd, read_from, says_where
from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import named

if TYPE_CHECKING:
    import geopandas

SWAPPED = [1, 0, 3, 2]


@dataclass(frozen=True)
class Located:
    """Areas in RD New.

    Attributes:
        areas: as they came, the geometry in EPSG:28992.
        reprojected_from: the system the numbers were in, when it was another than RD New.
        wrong_label: the system the file said, when the numbers were in another.
    """

    areas: geopandas.GeoDataFrame
    reprojected_from: str | None
    wrong_label: str | None


def locate(areas: geopandas.GeoDataFrame, layer: str, file: str) -> Located:
    """Put the areas of a layer in RD New.

    Args:
        areas: area_code and the active geometry, none of it empty, in the system the file says.
        layer: name of the layer, for the message.
        file: name of the file, for the message.

    Raises:
        AreasInvalid: the file says no system, its axes changed places, or areas lie outside the Netherlands.
    """
    stated = areas.crs.to_string() if areas.crs else ""
    if not says_where(stated):
        raise AreasInvalid("areas.error.crs_missing", layer=layer, file=file)
    bounds = areas.total_bounds
    seen = read_from(bounds)
    if seen is None and read_from(bounds[SWAPPED]):
        raise AreasInvalid(
            "areas.error.axes_swapped", layer=layer, file=file, x=_number(bounds[0]), y=_number(bounds[1])
        )
    if seen is None or _agrees(seen, stated):
        moved = areas if is_rd(stated) else areas.to_crs(RD)
        _hold_inside(moved, layer, _name(stated))
        return Located(moved.set_crs(RD, allow_override=True), None if is_rd(stated) else _name(stated), None)
    moved = areas.set_crs(seen, allow_override=True).to_crs(RD)
    return Located(moved, None if seen == RD else seen, _name(stated))


def _agrees(seen: str, stated: str) -> bool:
    """Whether a stated system can have such numbers: RD New, or any in degrees."""
    return is_rd(stated) if seen == RD else CRS.from_user_input(stated).is_geographic


def _hold_inside(areas: geopandas.GeoDataFrame, layer: str, stated: str) -> None:
    """Refuse areas outside the window of RD New; infinite where a system does not reach."""
    west, south, east, north = WINDOWS[RD]
    box = areas.bounds
    inside = (box["minx"] >= west) & (box["miny"] >= south) & (box["maxx"] <= east) & (box["maxy"] <= north)
    if not inside.all():
        raise AreasInvalid(
            "areas.error.elsewhere", layer=layer, stated=stated, codes=named(areas.loc[~inside, "area_code"])
        )


def _name(stated: str) -> str:
    """A system in few words: its code, or its name."""
    system = CRS.from_user_input(stated)
    code = system.to_epsg()
    return f"EPSG:{code}" if code else system.name


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
