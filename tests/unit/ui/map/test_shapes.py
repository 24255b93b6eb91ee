"""Borders for the browser: one shape per area, the land where it has both."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import shapely

from dashboard.ui.map.shapes import by_code


def test_an_area_of_land_and_water_is_drawn_as_its_land():
    land, lake, sea = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), shapely.box(20, 0, 30, 10)
    frame = pd.DataFrame(
        {"area_code": ["A", "A", "B"], "is_water": [False, True, True], "shape": shapely.to_wkb([land, lake, sea])}
    )

    class Answered(SimpleNamespace):
        __hash__ = object.__hash__

    found = by_code(Answered(frame=frame))

    assert found["A"].equals(land)
    assert found["B"].equals(sea)
