from __future__ import annotations

import numpy as np
import pytest
import shapely

from dashboard.steward.areas.neighbours import shared_borders
from dashboard.steward.areas.stored import load_areas


def test_neighbours_share_a_line_and_not_just_a_corner():
    cells = [shapely.box(x, y, x + 100, y + 100) for x in (0, 100) for y in (0, 100)]
    pairs = shared_borders(np.array(cells, dtype=object), ["A", "B", "C", "D"])
    assert list(zip(pairs["area_code"], pairs["neighbour_code"], strict=True)) == [
        ("A", "B"),
        ("A", "C"),
        ("B", "A"),
        ("B", "D"),
        ("C", "A"),
        ("C", "D"),
        ("D", "B"),
        ("D", "C"),
    ]
    assert (pairs["shared_border_m"] == 100).all()


def test_every_border_is_listed_from_both_sides_with_the_same_length(atlas, take, tmp_path):
    report = take(atlas)
    pairs = load_areas(tmp_path / "areas", 2023).neighbour
    turned = pairs.rename(columns={"area_code": "neighbour_code", "neighbour_code": "area_code"})
    key = ["level", "area_code", "neighbour_code"]
    assert pairs.sort_values(key, ignore_index=True).equals(turned[pairs.columns].sort_values(key, ignore_index=True))
    assert report.n_neighbours == len(pairs) // 2
    assert pairs.groupby("level").size().to_dict() == {"district": 6, "municipality": 2, "neighbourhood": 20}


def test_a_border_is_measured_along_its_bends(atlas, take, tmp_path):
    take(atlas)
    pairs = load_areas(tmp_path / "areas", 2023).neighbour.set_index(["area_code", "neighbour_code"])
    border = atlas.layers["gemeenten"].geometry.tolist()
    expected = shapely.intersection(border[0].boundary, border[1].boundary).length
    assert pairs.loc[("GM9001", "GM9002"), "shared_border_m"] == pytest.approx(expected, abs=0.1)
    assert expected > 2000


def test_an_island_has_no_neighbours():
    cells = np.array([shapely.box(0, 0, 100, 100), shapely.box(500, 0, 600, 100)], dtype=object)
    pairs = shared_borders(cells, ["A", "B"])
    assert pairs.empty
    assert list(pairs.columns) == ["area_code", "neighbour_code", "shared_border_m"]
