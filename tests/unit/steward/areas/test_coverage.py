from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.coverage import TOLERANCES_M, fit_together, is_sound, simplify
from dashboard.steward.areas.stored import load_areas


def boxes(*bounds):
    return np.array([shapely.box(*bound) for bound in bounds], dtype=object)


def test_areas_that_fit_are_left_as_they_are():
    there = boxes((0, 0, 100, 100), (100, 0, 200, 100))
    fitted = fit_together(there, ["A", "B"], "buurten")
    assert fitted.was_valid
    assert (fitted.n_gaps, fitted.n_overlaps) == (0, 0)
    assert shapely.equals(fitted.shapes, there).all()


def test_a_narrow_gap_is_filled_by_the_neighbour_with_the_longest_border():
    around = shapely.box(0, 0, 300, 300).difference(shapely.box(100, 100, 200, 200))
    there = np.array([around, shapely.box(100, 100, 200, 199.2)], dtype=object)
    fitted = fit_together(there, ["A", "B"], "buurten")
    assert fitted.n_gaps == 1
    assert is_sound(fitted.shapes)
    assert shapely.area(fitted.shapes).sum() == pytest.approx(90_000)
    assert fitted.shapes[0].area == pytest.approx(80_080, abs=1), "three of four sides touch A"


def test_a_narrow_overlap_goes_to_one_area_only():
    fitted = fit_together(boxes((0, 0, 101, 100), (100, 0, 150, 100)), ["A", "B"], "buurten")
    assert not fitted.was_valid
    assert fitted.n_overlaps == 1
    assert is_sound(fitted.shapes)
    assert shapely.area(fitted.shapes).tolist() == pytest.approx([10_000, 5_000])


def test_vertices_that_miss_each_other_by_less_than_the_grid_are_joined():
    crooked = shapely.Polygon([(100.03, 0), (200, 0), (200, 100), (99.98, 100), (100.01, 50)])
    there = np.array([shapely.box(0, 0, 100, 100), crooked], dtype=object)
    assert not shapely.coverage_is_valid(there)
    fitted = fit_together(there, ["A", "B"], "buurten")
    assert is_sound(fitted.shapes)
    points = shapely.get_coordinates(fitted.shapes)
    assert np.array_equal(points, np.round(points, 1))


def test_a_wide_overlap_is_refused_by_code(sentence):
    with pytest.raises(AreasInvalid) as caught:
        fit_together(boxes((0, 0, 150, 100), (100, 0, 200, 100), (200, 0, 300, 100)), ["A", "B", "C"], "buurten")
    assert "overlappen gebieden elkaar: A, B." in sentence(caught.value)


def test_a_real_hole_stays_a_hole():
    ring = shapely.box(0, 0, 300, 300).difference(shapely.box(100, 100, 200, 200))
    fitted = fit_together(np.array([ring], dtype=object), ["A"], "buurten")
    assert fitted.n_gaps == 0
    assert fitted.shapes[0].area == 80_000


def test_an_area_smaller_than_the_grid_is_refused(sentence):
    with pytest.raises(AreasInvalid) as caught:
        fit_together(boxes((0, 0, 100, 100), (200.01, 0, 200.03, 0.02)), ["A", "B"], "buurten")
    assert "te klein om te tekenen: B" in sentence(caught.value)


def test_a_slightly_broken_file_is_mended_and_reported(atlas, take):
    buurt = atlas.layers["buurten"].geometry[0]
    atlas.set("buurten", "BU90010101", geometry=shapely.affinity.translate(buurt, 0.6, 0.4))
    report = take(atlas)
    assert report.was_coverage == {"municipality": True, "district": True, "neighbourhood": False}
    assert report.n_gaps["neighbourhood"] + report.n_overlaps["neighbourhood"] > 0


def test_every_simplified_level_is_a_valid_coverage_with_every_area(atlas, take, tmp_path, provinces):
    take(atlas, provinces=provinces("GM9001,een,Markerwaard\nGM9002,twee,Utrecht\n"))
    stored = load_areas(tmp_path / "areas", 2023)
    expected = stored.area.groupby("level")["area_code"].agg(set)
    seen = set()
    for (level, tolerance), rows in stored.shape.groupby(["level", "tolerance_m"]):
        assert is_sound(shapely.from_wkb(rows["shape"].to_numpy(dtype=object))), (level, tolerance)
        assert set(rows["area_code"]) == expected[level]
        seen.add((level, tolerance))
    assert seen == {(level, tolerance) for level, all_of in TOLERANCES_M.items() for tolerance in (0, *all_of)}


def test_a_coarser_tolerance_keeps_fewer_points(atlas, take, tmp_path):
    take(atlas)
    shape = load_areas(tmp_path / "areas", 2023).shape
    size = (
        shape[shape["level"] == "neighbourhood"]
        .groupby("tolerance_m")["shape"]
        .agg(lambda all_of: all_of.map(len).sum())
    )
    assert size[0] > size[25] > size[100]


def test_a_tolerance_that_would_lose_an_area_is_lowered():
    """A half disc on a nearly straight border: without its arc only a sliver along the border is left."""
    angle = np.linspace(0, np.pi, 40)
    arc = np.column_stack([500 * np.cos(angle), 500 * np.sin(angle)])
    disc = shapely.Polygon([*arc, (0, -4)])
    base = shapely.Polygon([(-500, 0), (0, -4), (500, 0), (5000, 0), (5000, -5000), (-5000, -5000), (-5000, 0)])
    there = fit_together(np.array([disc, base], dtype=object), ["A", "B"], "buurten").shapes
    assert (shapely.area(shapely.coverage_simplify(there, 800)) < 0.1 * shapely.area(there)).any()
    simpler, used = simplify(there, 800)
    assert used < 800
    assert is_sound(simpler)
    assert (shapely.area(simpler) >= 0.1 * shapely.area(there)).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-1.2, 1.2), min_size=27, max_size=27))
def test_borders_that_miss_each_other_a_little_always_become_a_coverage(moves):
    moves = iter(moves)
    there = []
    for column in range(3):
        for row in range(3):
            dx, dy, grow = next(moves), next(moves), next(moves)
            west, south = column * 100 + dx, row * 100 + dy
            there.append(shapely.box(west, south, west + 100 + grow, south + 100 - grow))
    fitted = fit_together(np.array(there, dtype=object), list("ABCDEFGHI"), "buurten")
    assert is_sound(fitted.shapes)
    assert shapely.area(fitted.shapes).min() > 9_000
