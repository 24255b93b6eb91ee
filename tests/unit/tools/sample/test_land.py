from __future__ import annotations

import numpy as np
import pyogrio
import pytest
import shapely

from dashboard.crs import RD, read_from
from dashboard.tools.sample.area_files import COLUMNS
from dashboard.tools.sample.borders import keep_whole
from dashboard.tools.sample.coast import CORNERS, draw_coast
from dashboard.tools.sample.scale import SCALES
from tests.conftest import SHARED

OFFICIAL = SHARED / "areas" / "wijkenbuurten_2022.gpkg"
CODE = {"gemeenten": "gemeentecode", "wijken": "wijkcode", "buurten": "buurtcode"}


@pytest.mark.parametrize("year", [2022, 2024])
@pytest.mark.parametrize("layer", list(CODE))
def test_every_layer_is_a_valid_coverage_with_unique_codes(land, year, layer):
    frame = land.layers[year][layer]
    shapes = frame.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    assert shapely.is_valid(shapes).all()
    assert shapely.area(shapes).min() > 1000
    assert frame[CODE[layer]].is_unique


@pytest.mark.parametrize("year", [2022, 2024])
def test_buurten_fill_their_wijk_and_wijken_their_gemeente(land, year):
    layers = land.layers[year]
    for inner, outer, code in (("buurten", "wijken", "wijkcode"), ("wijken", "gemeenten", "gemeentecode")):
        joined = layers[inner].dissolve(code).geometry
        whole = layers[outer].set_index(code).geometry
        assert set(joined.index) == set(whole.index)
        assert joined.symmetric_difference(whole.loc[joined.index]).area.max() < 1e-3
    buurten = layers["buurten"]
    assert (buurten["buurtcode"].str[2:8] == buurten["wijkcode"].str[2:]).all()
    assert (buurten["wijkcode"].str[2:6] == buurten["gemeentecode"].str[2:]).all()


def test_demo_has_the_size_it_promises(land):
    sizes = land.layers[2022]["buurten"]["gemeentecode"].value_counts()
    assert len(sizes) == SCALES["demo"].municipalities
    assert sizes.sum() == SCALES["demo"].neighbourhoods
    assert sizes.min() == 3
    assert 100 <= sizes.max() <= 120
    assert 50 <= len(land.layers[2022]["wijken"]) <= 75
    assert (land.layers[2022]["buurten"]["water"] == "JA").sum() >= 2


def test_counts_nest_and_small_buurten_are_secret(land):
    layers = land.layers[2022]
    sums = layers["buurten"].groupby("gemeentecode")["aantal_inwoners"].sum()
    gemeenten = layers["gemeenten"].set_index("gemeentecode")["aantal_inwoners"]
    assert ((sums - gemeenten).abs() / gemeenten).max() < 0.02
    assert (layers["buurten"]["aantal_inwoners"] % 5 == 0).all()
    assert (layers["buurten"]["percentage_huishoudens_met_laag_inkomen"] == -99997).any()
    assert (layers["gemeenten"]["percentage_huishoudens_met_laag_inkomen"] > 0).all()


def test_one_wijk_is_split_and_one_border_moves(land):
    before, after = (land.layers[year]["buurten"] for year in (2022, 2024))
    flag = after["indelingswijziging_wijken_en_buurten"]
    recoded = (before["buurtcode"] != after["buurtcode"]).to_numpy()
    assert (recoded == (flag == 2).to_numpy()).all()
    assert before.loc[recoded, "wijkcode"].nunique() == 1
    assert after.loc[recoded, "wijkcode"].nunique() == 2
    assert not set(after.loc[recoded, "wijkcode"]) & set(before["wijkcode"])
    moved = ~shapely.equals_exact(before.geometry.to_numpy(), after.geometry.to_numpy(), 1e-6)
    assert (moved == (flag == 3).to_numpy()).all()
    assert moved.sum() == 2


@pytest.mark.shared
@pytest.mark.parametrize("place", list(CORNERS))
def test_no_made_up_land_touches_the_real_one(place):
    if not OFFICIAL.exists():
        pytest.skip("the official areas are not beside the project")
    real = shapely.STRtree(pyogrio.read_dataframe(OFFICIAL, layer="gemeenten").geometry.to_numpy())
    for seed in range(20):
        coast = draw_coast(np.random.default_rng(seed), place)
        assert not len(real.query(coast, predicate="dwithin", distance=500))


@pytest.mark.shared
def test_files_have_the_official_columns_and_no_official_name(folder, land):
    if not OFFICIAL.exists():
        pytest.skip("the official areas are not beside the project")
    for layer in COLUMNS:
        official = pyogrio.read_info(OFFICIAL, layer=layer)
        ours = pyogrio.read_info(folder / "areas" / "areas_2022.gpkg", layer=layer)
        assert set(official["fields"]) <= set(ours["fields"])
        assert (official["crs"], official["geometry_name"]) == (ours["crs"], ours["geometry_name"])
        assert ours["geometry_type"] == "MultiPolygon"
    real = pyogrio.read_dataframe(OFFICIAL, layer="gemeenten", read_geometry=False)["gemeentenaam"]
    assert not set(real) & set(land.provinces["gemeentenaam"])


def test_a_loose_part_joins_its_neighbour():
    labels = np.array([0, 0, 1, 0, 1, 1])
    pairs = np.array([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [2, 4]])
    assert keep_whole(labels, pairs).tolist() == [0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize("place", sorted(CORNERS))
def test_every_land_lies_where_areas_are_taken_in(place):
    coast = draw_coast(np.random.default_rng(0), place)
    assert read_from(np.array(coast.bounds)) == RD
