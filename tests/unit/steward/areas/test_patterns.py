"""Stripes and dots: inside their area, on one grid, at least one each, as dense in a town as in a country."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.steward.areas.patterns import STRIPES, dots, spacings, stripes

SQUARE, SLIVER = shapely.box(0, 0, 1000, 1000), shapely.box(503, 11, 504, 12)
HOLED = shapely.Polygon([(0, 0), (900, 0), (900, 900), (0, 900)], [[(300, 300), (600, 300), (600, 600), (300, 600)]])
APART = shapely.MultiPolygon([shapely.box(0, 0, 200, 200), shapely.box(700, 700, 900, 900)])


def lone(*shapes):
    return np.array(shapes, dtype=object)


@pytest.mark.parametrize("make", [stripes, dots])
@pytest.mark.parametrize("shape", [SQUARE, SLIVER, HOLED, APART])
def test_a_pattern_lies_inside_its_area_and_every_area_has_one(make, shape):
    (found,) = make(lone(shape), np.array([100.0]))

    assert not found.is_empty
    assert shape.buffer(1e-6).covers(found)


def test_stripes_of_neighbours_meet_at_their_border():
    left, right = stripes(lone(shapely.box(0, 0, 500, 400), shapely.box(500, 0, 1000, 400)), np.array([70.0, 70.0]))
    at_left, at_right = ({round(y, 6) for x, y in shapely.get_coordinates(one) if x == 500} for one in (left, right))

    assert at_left == at_right
    assert len(at_left) >= 3


def test_stripes_are_as_far_apart_as_was_asked():
    (found,) = stripes(lone(SQUARE), np.array([100.0]))
    lines = list(found.geoms)

    assert min(a.distance(b) for a, b in pairwise(lines)) == pytest.approx(100)


def test_a_picture_is_as_dense_whatever_it_shows():
    town, country = shapely.box(0, 0, 6_000, 3_000), shapely.box(0, 0, 120_000, 300_000)
    small, large = spacings(lone(town, country), np.array(["town", "country"]))

    assert (small, large) == (6_000 / STRIPES, 300_000 / STRIPES)


def test_areas_of_one_picture_have_one_spacing():
    west, east = shapely.box(0, 0, 100, 100), shapely.box(500, 0, 600, 100)

    assert list(spacings(lone(west, east), np.array(["GM", "GM"]))) == [600 / STRIPES] * 2


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.floats(1, 500), st.floats(1, 500), st.floats(5, 5_000))
def test_any_box_gets_both(x, y, width, height, spacing):
    box = shapely.box(x, y, x + width, y + height)
    (lines,), (points,) = stripes(lone(box), np.array([spacing])), dots(lone(box), np.array([spacing]))

    assert lines.length > 0
    assert not points.is_empty
    assert box.buffer(1e-6).covers(lines)
    assert box.covers(points)
