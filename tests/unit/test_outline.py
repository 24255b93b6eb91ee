"""Outlines handed in: both systems, every kind of polygon, and a clear sentence for what cannot be read."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from dashboard.crs import to_web
from dashboard.errors import UserError
from dashboard.outline import MOST_BYTES, MOST_VERTICES, read_outline, shares_inside

SQUARE = shapely.box(140_000, 500_000, 141_000, 501_000)


def packed(geometry):
    return json.dumps(geometry).encode()


def polygon(shape, turn=lambda xy: xy):
    return {
        "type": "Polygon",
        "coordinates": [turn(shapely.get_coordinates(r)).tolist() for r in (shape.exterior, *shape.interiors)],
    }


def collection(*geometries):
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": one} for one in geometries]}


@pytest.mark.parametrize(("turn", "crs"), [(lambda xy: xy, "EPSG:28992"), (to_web, "EPSG:4326")])
def test_both_systems_give_the_same_place_and_say_which(turn, crs):
    found = read_outline(packed(collection(polygon(SQUARE, turn))))

    assert found.crs == crs
    assert found.shape.symmetric_difference(SQUARE).area < 10


def test_holes_parts_and_a_byte_order_mark_are_read():
    holed = SQUARE.difference(shapely.box(140_400, 500_400, 140_600, 500_600))
    far = shapely.box(150_000, 500_000, 150_100, 500_100)
    multi = {"type": "MultiPolygon", "coordinates": [polygon(holed)["coordinates"], polygon(far)["coordinates"]]}
    found = read_outline(b"\xef\xbb\xbf" + packed({"type": "GeometryCollection", "geometries": [multi]}))

    assert found.shape.area == pytest.approx(1_000_000 - 40_000 + 10_000)


def test_a_bow_tie_is_mended():
    tie = {
        "type": "Polygon",
        "coordinates": [
            [[140_000, 500_000], [141_000, 501_000], [141_000, 500_000], [140_000, 501_000], [140_000, 500_000]]
        ],
    }

    assert read_outline(packed(tie)).shape.area == pytest.approx(500_000)


MANY = [
    [140_000 + 400 * float(np.cos(t)), 500_000 + 400 * float(np.sin(t))]
    for t in np.linspace(0, 6.28, MOST_VERTICES + 5)
]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"<kml/>", "no_json"),
        (b"\xff\xfe{", "no_json"),
        (b"[" * 100_000, "no_json"),
        (b" " * (MOST_BYTES + 1), "too_large"),
        (b"[]", "no_polygon"),
        (b"{}", "no_polygon"),
        (packed({"type": "Point", "coordinates": [5.1, 52.1]}), "no_polygon"),
        (packed({"type": "Polygon", "coordinates": [[[5.1, 52.1], [5.2, 52.1]]]}), "no_polygon"),
        (packed({"type": "Polygon", "coordinates": "x"}), "no_polygon"),
        (packed({"type": "Polygon", "coordinates": [[["a", 1], ["b", 2], ["c", 3], ["a", 1]]]}), "no_polygon"),
        (b'{"type":"Polygon","coordinates":[[[NaN,1],[2,2],[3,1],[NaN,1]]]}', "no_polygon"),
        (packed({"type": "MultiPolygon", "coordinates": [None]}), "no_polygon"),
        (packed(collection(polygon(shapely.box(140_000, 500_000, 140_000, 500_500)))), "no_polygon"),
        (packed(polygon(shapely.box(-74, 40, -73, 41))), "elsewhere"),
        (packed(polygon(shapely.box(600_000, 6_800_000, 600_100, 6_800_100))), "elsewhere"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content, key):
    with pytest.raises(UserError) as caught:
        read_outline(content)

    assert caught.value.key == f"own_area.error.{key}"


def test_too_many_points_are_refused():
    content = json.dumps({"type": "Polygon", "coordinates": [MANY]}, separators=(",", ":"))
    with pytest.raises(UserError) as caught:
        read_outline(content.encode())

    assert caught.value.key == "own_area.error.vertices"


def test_shares_of_surface_inside():
    areas = np.array(
        [SQUARE, shapely.box(140_500, 500_000, 142_500, 501_000), shapely.box(0, 400_000, 10, 400_010)], dtype=object
    )

    assert shares_inside(areas, read_outline(packed(polygon(SQUARE)))).tolist() == [1.0, 0.25, 0.0]
