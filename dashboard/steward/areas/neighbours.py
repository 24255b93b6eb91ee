"""Which areas share a border, and how long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from dashboard.crs import Shapes


def shared_borders(shapes: Shapes, codes: list[str]) -> pd.DataFrame:
    """Find the neighbours of every area; touching in a point is not enough.

    Args:
        shapes: shape (n,), a valid coverage in EPSG:28992 at full detail.
        codes: area code of each.

    Returns:
        One row per ordered pair, so each border twice: area_code, neighbour_code, shared_border_m (metres, to the
        decimetre); sorted by both codes. Islands have no row.
    """
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = one < other
    one, other = one[once], other[once]
    borders = shapely.boundary(shapes)
    length = np.round(shapely.length(shapely.intersection(borders[one], borders[other])), 1)
    real = length > 0
    one, other, length = one[real], other[real], length[real]
    names = np.asarray(codes, dtype=object)
    pairs = pd.DataFrame(
        {
            "area_code": np.concatenate([names[one], names[other]]),
            "neighbour_code": np.concatenate([names[other], names[one]]),
            "shared_border_m": np.concatenate([length, length]),
        }
    )
    pairs = pairs.astype({"area_code": "str", "neighbour_code": "str", "shared_border_m": "float64"})
    return pairs.sort_values(["area_code", "neighbour_code"], ignore_index=True)
