from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import DISTRICT, KEPT, MUNICIPALITY, NEIGHBOURHOOD
from dashboard.steward.areas.layers import read_layer
from dashboard.steward.areas.stored import load_areas


def read(atlas, tmp_path, level=NEIGHBOURHOOD):
    return read_layer(atlas.write(tmp_path / "file.gpkg"), level, atlas.year)


def refused(atlas, tmp_path, level=NEIGHBOURHOOD):
    with pytest.raises(AreasInvalid) as caught:
        read(atlas, tmp_path, level)
    return caught.value


@pytest.mark.parametrize("secret", [-99997, -99999999, -99995, -99991, -99990])
def test_a_secret_or_absent_figure_is_missing(atlas, tmp_path, secret):
    atlas.set("buurten", "BU90010101", aantal_inwoners=secret)
    areas = read(atlas, tmp_path).areas.set_index("area_code")
    assert areas.isna().loc["BU90010101", "n_inhabitants"]
    assert areas.loc["BU90010102", "n_inhabitants"] == 1000


def test_only_listed_figures_are_taken(atlas, tmp_path):
    areas = read(atlas, tmp_path).areas
    fixed = {"area_code", "area_name", "delivered_parent", "is_water", "change_flag", "shape"}
    assert set(areas.columns) == fixed | set(KEPT)
    assert not any("herkomst" in name for name in areas.columns)


def test_a_figure_the_file_lacks_is_missing(atlas, tmp_path):
    assert read(atlas, tmp_path).areas["low_income_pct"].isna().all()


def test_the_column_names_of_earlier_years_are_understood(atlas, tmp_path):
    old = {
        "buurtcode": "BU_CODE",
        "buurtnaam": "BU_NAAM",
        "wijkcode": "WK_CODE",
        "gemeentecode": "GM_CODE",
        "indelingswijziging_wijken_en_buurten": "IND_WBI",
        "water": "H2O",
        "aantal_inwoners": "AANT_INW",
        "aantal_huishoudens": "AANTAL_HH",
        "percentage_koopwoningen": "P_KOOPWON",
        "woningvoorraad": "WONINGEN",
    }
    atlas.layers["buurten"] = atlas.layers["buurten"].rename(columns=old).assign(OAD=321, STED=4)
    areas = read(atlas, tmp_path).areas
    first = areas.iloc[0]
    assert first["area_name"] == "buurt BU90010101"
    assert first["delivered_parent"] == "WK900101"
    figures = ["change_flag", "n_inhabitants", "n_households", "n_dwellings", "owner_occupied_pct"]
    assert first[figures].tolist() == [1, 1000, 450, 500, 55.5]
    assert first[["address_density", "urbanity_class"]].tolist() == [321, 4]


def test_a_position_number_behind_a_column_name_is_ignored(atlas, tmp_path):
    atlas.layers["buurten"] = atlas.layers["buurten"].rename(columns={"aantal_inwoners": "AantalInwoners_5"})
    assert (read(atlas, tmp_path).areas["n_inhabitants"] == 1000).all()


def test_figures_written_as_text_with_a_comma_are_numbers(atlas, tmp_path):
    atlas.layers["buurten"]["percentage_koopwoningen"] = " 12,5"
    assert (read(atlas, tmp_path).areas["owner_occupied_pct"] == 12.5).all()


@pytest.mark.parametrize(
    ("level", "layer", "name"),
    [
        (MUNICIPALITY, "gemeenten", "gemeente_2019"),
        (DISTRICT, "wijken", "wijken_2020_v3"),
        (NEIGHBOURHOOD, "buurten", "buurt_2018"),
        (NEIGHBOURHOOD, "buurten", "CBS_Buurten_2021"),
    ],
)
def test_a_layer_may_carry_its_year(atlas, tmp_path, level, layer, name):
    atlas.layers[name] = atlas.layers.pop(layer)
    assert len(read(atlas, tmp_path, level).areas) > 1


def test_codes_are_trimmed_and_upper_cased_and_may_hold_letters(atlas, tmp_path):
    atlas.set("buurten", "BU90010101", buurtcode=" bu900101a1  ", wijkcode="wk900101 ")
    areas = read(atlas, tmp_path).areas
    assert "BU900101A1" in set(areas["area_code"])
    assert set(areas["delivered_parent"]) == {"WK900101", "WK900102", "WK900201", "WK900202"}


def test_a_code_that_is_no_code_is_named(atlas, tmp_path, sentence):
    atlas.set("buurten", "BU90010101", buurtcode="BU9001010")
    error = refused(atlas, tmp_path)
    assert error.key == "areas.error.code_invalid"
    assert "BU9001010" in sentence(error)


def test_a_missing_layer_is_named_with_the_layers_there_are(atlas, tmp_path, sentence):
    atlas.layers["postcodes"] = atlas.layers.pop("buurten")
    error = refused(atlas, tmp_path)
    assert error.exit_code == 15
    assert "laag buurten" in sentence(error)
    assert "postcodes" in sentence(error)


def test_two_layers_for_one_level_are_doubtful(atlas, tmp_path, sentence):
    atlas.layers["buurt_2018"] = atlas.layers["buurten"]
    error = refused(atlas, tmp_path)
    assert error.key == "areas.error.layer_ambiguous"
    assert "buurt_2018, buurten" in sentence(error)


@pytest.mark.parametrize("column", ["buurtcode", "buurtnaam", "wijkcode", "water"])
def test_a_missing_column_is_named(atlas, tmp_path, sentence, column):
    atlas.layers["buurten"] = atlas.layers["buurten"].drop(columns=column)
    error = refused(atlas, tmp_path)
    assert error.key == "areas.error.column_missing"
    assert column in sentence(error)


def test_a_layer_that_does_not_say_where_it_lies_is_refused_by_name(atlas, tmp_path, sentence):
    atlas.crs = None
    error = refused(atlas, tmp_path, DISTRICT)
    assert error.key == "areas.error.crs_missing"
    assert "wijken" in sentence(error)


def test_another_coordinate_system_is_turned_into_rd(atlas, tmp_path):
    there = read(atlas, tmp_path).areas["shape"].to_numpy()
    for layer, frame in atlas.layers.items():
        atlas.layers[layer] = frame.set_crs("EPSG:28992").to_crs("EPSG:4326")
    atlas.crs = "EPSG:4326"
    layer = read_layer(atlas.write(tmp_path / "degrees.gpkg"), NEIGHBOURHOOD, 2023)
    assert layer.reprojected_from == "EPSG:4326"
    assert shapely.hausdorff_distance(there, layer.areas["shape"].to_numpy()).max() < 0.01


def test_a_file_of_another_year_is_refused(atlas, tmp_path, sentence):
    file = atlas.write(tmp_path / "file.gpkg")
    with pytest.raises(AreasInvalid) as caught:
        read_layer(file, NEIGHBOURHOOD, 2022)
    assert "van 2023, niet van 2022" in sentence(caught.value)


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_file_that_is_no_geopackage_is_refused(tmp_path, sentence, content):
    file = tmp_path / "file.gpkg"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(AreasInvalid) as caught:
        read_layer(file, NEIGHBOURHOOD, 2023)
    assert "file.gpkg" in sentence(caught.value)


def test_a_half_downloaded_file_is_refused(atlas, tmp_path):
    file = atlas.write(tmp_path / "file.gpkg")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(AreasInvalid):
        read_layer(file, NEIGHBOURHOOD, 2023)


def test_an_area_without_a_shape_is_named(atlas, tmp_path, sentence):
    atlas.layers["buurten"].loc[2, "geometry"] = None
    error = refused(atlas, tmp_path)
    assert error.key == "areas.error.shape_missing"
    assert "BU90010201" in sentence(error)


def test_an_invalid_shape_is_made_valid_and_counted(atlas, tmp_path):
    bow = shapely.Polygon([(150000, 450000), (150900, 450900), (150900, 450000), (150000, 450900)])
    atlas.set("buurten", "BU90010101", geometry=bow)
    layer = read(atlas, tmp_path)
    assert layer.n_repaired == 1
    assert shapely.is_valid(layer.areas["shape"].to_numpy()).all()


def test_rows_that_repeat_a_code_are_joined_into_one(atlas, tmp_path, draw):
    island = shapely.affinity.scale(draw(9, 9), 0.1, 0.1)
    atlas.add("buurten", "BU90010101", geometry=island, aantal_inwoners=7)
    layer = read(atlas, tmp_path)
    area = layer.areas.set_index("area_code").loc["BU90010101"]
    assert layer.n_merged == 1
    assert len(layer.areas) == 8
    assert area["n_inhabitants"] == 1000, "the largest part brings the figures"
    assert area["shape"].area == pytest.approx(draw(0, 0).area + island.area)


def test_water_is_drawn_but_never_counted(atlas, take, tmp_path, draw, figures):
    atlas.add("gemeenten", "GM9001", geometry=draw(0, 2), water="JA", aantal_inwoners=3)
    atlas.add("buurten", "BU90010101", buurtcode="BU90019997", geometry=draw(0, 2), water="B", wijkcode="WK900199")
    report = take(atlas)
    stored = load_areas(tmp_path / "areas", 2023)
    area = stored.area.set_index("area_code")
    assert report.n_areas["municipality"] == 2
    assert report.n_water == {"municipality": 1, "district": 0, "neighbourhood": 1}
    assert not area.loc["GM9001", "is_water"]
    assert figures(stored).loc["GM9001", "n_inhabitants"] == 1000
    assert area.loc["GM9001", "area_km2"] == pytest.approx(4, abs=0.1), "land only"
    assert area.loc["BU90019997", "is_water"]
    assert "BU90019997" not in set(stored.figure["area_code"])
    shapes = stored.shape[(stored.shape["level"] == "municipality") & (stored.shape["tolerance_m"] == 25)]
    assert shapes.loc[shapes["area_code"] == "GM9001", "is_water"].tolist() == [False, True]
    assert not stored.neighbour["area_code"].isin(["BU90019997"]).any()


def test_the_change_flag_is_one_two_three_or_missing(atlas, tmp_path):
    atlas.set("buurten", "BU90010101", indelingswijziging_wijken_en_buurten=3)
    atlas.set("buurten", "BU90010102", indelingswijziging_wijken_en_buurten=-99997)
    flags = read(atlas, tmp_path).areas.set_index("area_code")["change_flag"]
    assert flags["BU90010101"] == 3
    assert pd.isna(flags["BU90010102"])
    assert np.all(flags[2:] == 1)


@pytest.mark.parametrize(
    ("inhabitants", "expected"), [(1000, 30.0), (700, 42.9), (500, 60.0), (495, None), (-99997, None)]
)
def test_assistance_is_per_1000_inhabitants_and_missing_where_few_live(atlas, tmp_path, inhabitants, expected):
    atlas.layers["buurten"]["aantal_personen_met_een_alg_bijstandsuitkering_tot"] = 30
    atlas.set("buurten", "BU90010101", aantal_inwoners=inhabitants)
    found = read(atlas, tmp_path).areas.set_index("area_code").loc["BU90010101", "social_assistance_per_1000"]
    assert (None if pd.isna(found) else found) == expected


@pytest.mark.parametrize("secret", [".", "", " ", "x", "-99997", "-99999999,0"])
def test_a_sign_for_secret_in_a_column_of_texts_is_missing(atlas, tmp_path, secret):
    texts = atlas.layers["buurten"]["woningvoorraad"].astype(str)
    atlas.layers["buurten"]["woningvoorraad"] = [secret, *texts[1:]]
    found = read(atlas, tmp_path).areas["n_dwellings"]
    assert pd.isna(found[0])
    assert (found[1:] == 500).all()
