from __future__ import annotations

import numpy as np
import shapely

from dashboard.steward.areas.stored import load_areas


def test_a_label_lies_inside_its_area(atlas, take, tmp_path):
    take(atlas)
    stored = load_areas(tmp_path / "areas", 2023, tolerance_m=0)
    both = stored.area.merge(stored.shape, on="area_code")
    inside = shapely.contains_xy(
        shapely.from_wkb(both["shape"].to_numpy(dtype=object)), both["label_x"], both["label_y"]
    )
    assert len(both) == 14
    assert inside.all()


def test_the_columns_are_the_promised_ones(atlas, take, tmp_path):
    take(atlas)
    stored = load_areas(tmp_path / "areas", 2023)
    assert " ".join(stored.area.columns) == (
        "area_code area_year level area_name parent_code district_code municipality_code province_code is_water"
        " change_flag area_km2 label_x label_y"
    )
    assert list(stored.figure.columns) == ["area_code", "area_year", "figure_code", "value", "source"]
    assert list(stored.shape.columns) == [
        "area_code",
        "area_year",
        "level",
        "tolerance_m",
        "is_water",
        "shape",
        "stripes",
        "dots",
    ]
    assert " ".join(stored.neighbour.columns) == "area_code neighbour_code area_year level shared_border_m"
    assert set(stored.area["area_year"]) == {2023}


def test_outlines_are_written_in_whole_decimetres(atlas, take, tmp_path):
    shift = 0.0437
    for layer, frame in atlas.layers.items():
        atlas.layers[layer] = frame.set_geometry(frame.geometry.translate(shift, shift))
    take(atlas)
    points = shapely.get_coordinates(shapely.from_wkb(load_areas(tmp_path / "areas", 2023).shape["shape"].to_numpy()))
    assert np.array_equal(points, np.round(points, 1))


def test_a_row_carries_its_own_code_at_its_own_level(atlas, take, tmp_path):
    take(atlas)
    area = load_areas(tmp_path / "areas", 2023).area.set_index("area_code")
    assert area.loc["GM9001", "municipality_code"] == "GM9001"
    assert area.loc["WK900101", "district_code"] == "WK900101"
    assert area.isna().loc["GM9001", "district_code"]
    assert (area["municipality_code"] == "GM9001").sum() == 7


def test_a_secret_figure_has_no_row_and_every_row_its_year_and_source(atlas, take, tmp_path):
    atlas.set("buurten", "BU90010101", aantal_inwoners=-99997)
    take(atlas)
    figure = load_areas(tmp_path / "areas", 2023).figure
    there = figure[figure["area_code"] == "BU90010101"]
    assert sorted(there["figure_code"]) == ["n_dwellings", "n_households", "owner_occupied_pct"]
    assert figure["value"].notna().all()
    assert not figure.duplicated(["area_code", "figure_code"]).any()
    assert set(figure["area_year"]) == {2023}
    assert set(figure["source"]) == {"Markerwaard (fictief), 2023"}
