"""Areas as they are drawn: land first, shared borders once, names where there is room."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest
import shapely

from dashboard.answers.rows import MapDrawings, MapShapes
from dashboard.crs import WGS84, to_rd
from dashboard.ui.map.drawing import box, drawings, edge, land, segments

LAND, LAKE, SEA = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000), shapely.box(2000, 0, 3000, 1000)
LINE, POINT = shapely.MultiLineString([[(10, 10), (20, 20)]]), shapely.MultiPoint([(10, 10)])


def answer(*rows):
    found = [
        MapDrawings(code, is_water, name, x, 500.0, *map(shapely.to_wkb, (shape, LINE, POINT)))
        for code, is_water, name, x, shape in rows
    ]
    return SimpleNamespace(rows=found, parameters={"tolerance_m": 25})


def test_an_area_of_land_and_water_is_drawn_as_its_land():
    given = answer(("A", False, "Aa", 500.0, LAND), ("A", True, "Aa", 500.0, LAKE), ("B", True, "Zee", 2500.0, SEA))
    found = drawings(given)

    assert [(one.code, one.is_water) for one in found] == [("A", False), ("B", True)]
    rows = [MapShapes(row.area_code, row.is_water, row.shape) for row in given.rows]
    assert land(rows)["A"].equals(LAND)
    assert land(rows)["B"].equals(SEA)


def test_what_is_drawn_lies_where_it_is_to_the_metre(reader):
    asked = {"level": "neighbourhood", "parent": "GM9001", "tolerance_m": 25}
    found = reader.ask(MapDrawings, **asked)
    known = {row.area_code: shapely.from_wkb(row.shape) for row in reversed(found.rows)}
    for one in drawings(found)[:20]:
        shape = to_rd(np.array([shapely.from_geojson(one.shape)]), WGS84)[0]

        assert shapely.hausdorff_distance(shape, known[one.code]) < 1.5
        assert shape.buffer(2).covers(to_rd(np.array([shapely.from_geojson(one.stripes)]), WGS84)[0])
        assert shape.buffer(2).covers(to_rd(np.array([shapely.from_geojson(one.dots)]), WGS84)[0])


def test_a_shared_border_is_drawn_once():
    left, right = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)
    found = segments(answer(("A", False, "Aa", 500.0, left), ("B", False, "Bee", 1500.0, right)))

    assert len(found) == 7
    assert len({tuple(map(tuple, one)) for one in found.tolist()}) == 7


def test_the_room_for_a_name_is_the_width_of_the_area_at_its_label():
    horseshoe = shapely.difference(shapely.box(0, 0, 1000, 1000), shapely.box(300, 300, 700, 1000))
    (found,) = drawings(answer(("A", False, "Aa", 150.0, horseshoe)))

    assert found.room_m == pytest.approx(300)


def test_the_box_of_some_areas_is_theirs():
    given = answer(("A", False, "Aa", 500.0, LAND), ("B", True, "Zee", 2500.0, SEA))

    assert box(given) == (0, 0, 3000, 1000)
    assert box(given, {"B"}) == (2000, 0, 3000, 1000)


def test_the_edge_of_areas_that_touch_leaves_out_what_they_share():
    assert edge([LAND, LAKE]).length == 6000


def test_texts_are_geojson():
    (found,) = drawings(answer(("A", False, "Aa", 500.0, LAND)))

    assert json.loads(found.shape)["type"] == "Polygon"
    assert json.loads(found.stripes)["type"] == "MultiLineString"
    assert json.loads(found.dots)["type"] == "MultiPoint"
