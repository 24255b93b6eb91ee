"""From where a map is looked at: a whole box of metres in a window of pixels, north up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.crs import to_web

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT_PX = 440  # of every map
# What a picture is fitted in. A column is no narrower than this on a phone or beside a list, and its width is not known here.
WINDOW_PX = 330, 400
EARTH_PX = 512  # width of the earth at zoom 0, as deck.gl counts
AROUND_M = 40_075_016.686  # circumference of the sphere of Web Mercator
ROUND = (1, 2, 5)  # lengths of a scale bar, times a power of ten
BAR_SHARE = 0.3  # of the width of the picture, at most


@dataclass(frozen=True)
class View:
    """Middle and scale of a map.

    Attributes:
        zoom: as deck.gl counts: one more is twice as large.
        metres_per_pixel: at its middle.
    """

    longitude: float
    latitude: float
    zoom: float
    metres_per_pixel: float


def fit(box: Sequence[float]) -> View:
    """The view that shows a whole box.

    Args:
        box: west, south, east, north; metres in EPSG:28992.
    """
    west, south, east, north = box
    longitude, latitude = to_web(np.array([[(west + east) / 2, (south + north) / 2]]))[0].tolist()
    wide, high = WINDOW_PX
    metres = max((east - west) / wide, (north - south) / high, 0.5)
    zoom = math.log2(AROUND_M * math.cos(math.radians(latitude)) / EARTH_PX / metres)
    return View(longitude, latitude, zoom, metres)


def scale_bar(box: Sequence[float]) -> tuple[float, list[list[float]]]:
    """A line of a round length under a picture, so that it grows and moves with it.

    Args:
        box: west, south, east, north; metres in EPSG:28992.

    Returns:
        Its length in metres, and its ends as longitude and latitude.
    """
    west, south, east, north = box
    metres = max((east - west) / WINDOW_PX[0], (north - south) / WINDOW_PX[1])
    longest = BAR_SHARE * WINDOW_PX[0] * metres
    power = 10.0 ** math.floor(math.log10(longest))
    length = max(step * power for step in ROUND if step * power <= longest)
    middle, below = (west + east) / 2, (south + north) / 2 - metres * (HEIGHT_PX / 2 - 14)
    left = middle - metres * WINDOW_PX[0] / 2
    return length, to_web(np.array([[left, below], [left + length, below]])).tolist()
