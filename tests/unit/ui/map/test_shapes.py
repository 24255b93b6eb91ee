"""Borders for the browser: one shape per area, the land where it has both."""

from __future__ import annotations

from types import SimpleNamespace

import shapely

from dashboard.answers.rows import MapShapes
from dashboard.ui.map.shapes import by_code


def test_an_area_of_land_and_water_is_drawn_as_its_land():
    land, lake, sea = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), shapely.box(20, 0, 30, 10)
    given = [("A", False, land), ("A", True, lake), ("B", True, sea)]
    rows = [MapShapes(code, is_water, shapely.to_wkb(shape)) for code, is_water, shape in given]
    found = by_code(SimpleNamespace(rows=rows))

    assert found["A"].equals(land)
    assert found["B"].equals(sea)
