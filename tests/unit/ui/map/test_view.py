"""From where a map is looked at: everything fits, and the scale bar tells the truth."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.crs import to_web
from dashboard.ui.map.view import AROUND_M, EARTH_PX, HEIGHT_PX, WINDOW_PX, fit, scale_bar

BOXES = {
    "country": (14_000, 306_000, 278_000, 620_000),
    "town": (80_000, 430_000, 110_000, 445_000),
    "buurt": (92_000, 437_000, 92_400, 437_300),
}


def pixels(view, longitude, latitude):
    """Where deck.gl puts a place, right and up from the middle (Web Mercator)."""
    size = EARTH_PX * 2**view.zoom

    def mercator(lon, lat):
        return lon / 360 * size, math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi) * size

    x, y = mercator(longitude, latitude)
    middle = mercator(view.longitude, view.latitude)
    return x - middle[0], y - middle[1]


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_all_of_a_picture_is_inside_its_window(box):
    west, south, east, north = box
    corners = to_web(np.array([[west, south], [east, south], [west, north], [east, north]]))
    places = np.abs([pixels(fit(box), *corner) for corner in corners.tolist()]).max(axis=0)

    assert places[0] <= WINDOW_PX[0] / 2 * 1.04
    assert places[1] <= HEIGHT_PX / 2
    assert max(places[0] / WINDOW_PX[0], places[1] / WINDOW_PX[1]) >= 0.49


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_the_scale_bar_is_as_long_as_it_says_and_lies_on_the_map(box):
    length, (start, end) = scale_bar(box)
    places = [pixels(fit(box), *one) for one in (start, end)]
    metres = (end[0] - start[0]) * AROUND_M / 360 * math.cos(math.radians(start[1]))

    assert metres == pytest.approx(length, rel=0.01)
    assert str(length)[0] in "125"
    assert all(abs(x) <= WINDOW_PX[0] / 2 * 1.04 and abs(y) <= HEIGHT_PX / 2 for x, y in places)
    assert places[1][0] - places[0][0] >= 30


def test_a_point_is_no_reason_to_go_in_for_ever():
    assert fit((92_000, 437_000, 92_000, 437_000)).zoom < 20
