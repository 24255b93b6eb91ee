"""Buurt lies in wijk lies in gemeente: by code, by the delivered parent and on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import shapely

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import OFFICIAL, named, parent_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.steward.areas.columns import Level


def check_nesting(areas: Mapping[str, pd.DataFrame]) -> None:
    """Hold every land area to the area above it; water is only drawn and need not nest.

    Args:
        areas: level → one row per area_code and is_water, with delivered_parent and shape (EPSG:28992).

    Raises:
        AreasInvalid: a code, a delivered parent or a place on the map contradicts the nesting; names the first codes.
    """
    for level in OFFICIAL.values():
        if level.parent:
            _check_level(areas[level.name], areas[level.parent], level, OFFICIAL[level.parent])


def _check_level(areas: pd.DataFrame, above: pd.DataFrame, level: Level, parent: Level) -> None:
    land = areas[~areas["is_water"]]
    derived = land["area_code"].map(lambda code: parent_code(code, parent))
    delivered = land["delivered_parent"]
    _refuse("areas.error.parent_differs", land[(delivered != "") & (delivered != derived)], level, parent)
    parents = above[~above["is_water"]].set_index("area_code")["shape"]
    _refuse("areas.error.parent_missing", land[~derived.isin(parents.index)], level, parent)
    shapes = parents.to_numpy()
    shapely.prepare(shapes)
    inside = shapely.intersects(
        shapes[parents.index.get_indexer(pd.Index(derived))], shapely.point_on_surface(land["shape"].to_numpy())
    )
    _refuse("areas.error.outside_parent", land[~inside], level, parent)


def _refuse(key: str, wrong: pd.DataFrame, level: Level, parent: Level) -> None:
    if len(wrong):
        raise AreasInvalid(key, layer=level.layer, parent=parent.layer, codes=named(wrong["area_code"]))
