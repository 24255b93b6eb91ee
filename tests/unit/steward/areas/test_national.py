"""The official areas of 2022, whole country; needs the files beside the project."""

from __future__ import annotations

import csv
import resource
import zipfile

import geopandas
import pytest
import shapely

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import DISTRICT, MUNICIPALITY
from dashboard.steward.areas.coverage import is_sound
from dashboard.steward.areas.layers import read_layer
from dashboard.steward.areas.official import import_areas
from dashboard.steward.areas.packed import unpacked
from dashboard.steward.areas.provinces import read_provinces
from dashboard.steward.areas.stored import load_areas
from tests.conftest import SHARED

AREAS = SHARED / "areas"
FILE = AREAS / "wijkenbuurten_2022.gpkg"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILE.exists(), reason="the official areas of 2022 are not beside the project"),
]


@pytest.fixture(scope="module")
def netherlands(tmp_path_factory):
    target = tmp_path_factory.mktemp("areas")
    report = import_areas(FILE, 2022, target, AREAS / "gemeenten_provincies_2022.csv")
    return report, load_areas(target, 2022)


def test_the_whole_country_is_taken_in_with_little_memory(netherlands):
    report, _ = netherlands
    assert report.n_areas == {"province": 12, "municipality": 345, "district": 3340, "neighbourhood": 9590}
    assert report.source == "Kadaster / Centraal Bureau voor de Statistiek, 2022"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000, "kilobytes"


def test_every_level_of_the_country_stays_a_coverage_at_every_tolerance(netherlands):
    report, stored = netherlands
    for (level, tolerance), rows in stored.shape.groupby(["level", "tolerance_m"]):
        assert len(rows) == report.n_areas[level]
        assert is_sound(shapely.from_wkb(rows["shape"].to_numpy(dtype=object))), (level, tolerance)


def test_a_map_of_all_gemeenten_is_light(netherlands):
    shape = netherlands[1].shape
    coarsest = shape[(shape["level"] == "municipality") & (shape["tolerance_m"] == 800)]
    assert shapely.get_num_coordinates(shapely.from_wkb(coarsest["shape"].to_numpy())).sum() <= 12_000


def test_known_facts_of_the_country_hold(netherlands, figures):
    stored = netherlands[1]
    area = stored.area.set_index("area_code")
    assert area.loc["GM0363", "province_code"] == "PV27"
    assert area.loc["PV21", "area_name"] == "Fryslân"
    inhabitants = figures(stored)["n_inhabitants"]
    assert 17_000_000 < inhabitants[inhabitants.index.str.startswith("PV")].sum() < 18_500_000
    pairs = stored.neighbour[stored.neighbour["level"] == "province"]
    beside = set(pairs.loc[pairs["area_code"] == "PV29", "neighbour_code"])
    assert beside == {"PV28", "PV30"}, "Zeeland borders Zuid-Holland and Noord-Brabant"
    islands = {"GM0093", "GM0060", "GM0088", "GM0096", "GM0448"}
    assert not set(stored.neighbour["area_code"]) & islands, "the Wadden have no neighbours"


def test_the_file_is_read_out_of_a_zip_as_cbs_packs_it(tmp_path):
    file = tmp_path / "WijkBuurtkaart_2022_v3.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(FILE, "WijkBuurtkaart_2022_v3/wijkenbuurten_2022_v3.gpkg")
        archive.writestr("WijkBuurtkaart_2022_v3/Toelichting.pdf", b"%PDF")
    with unpacked(file) as place:
        assert len(read_layer(place, DISTRICT, 2022).areas) == 3340


def test_the_borders_of_all_gemeenten_come_right_from_degrees_and_wrong_labels_and_swapped_ones_are_refused(tmp_path):
    real = geopandas.read_file(FILE, layer="gemeenten")
    size = real.area.sum()
    degrees = real.to_crs(4326)
    swapped = shapely.transform(degrees.geometry.to_numpy(), lambda points: points[:, ::-1])
    cases = {"degrees": degrees, "label": real.set_crs(4326, allow_override=True)}
    for name, frame in cases.items():
        frame.to_file(tmp_path / f"{name}.gpkg", layer="gemeenten")
        found = read_layer(tmp_path / f"{name}.gpkg", MUNICIPALITY, 2022)
        assert found.areas.area.sum() == pytest.approx(size, rel=1e-6), name
        assert (found.wrong_label is not None) == (name == "label")
    degrees.set_geometry(swapped, crs=4326).to_file(tmp_path / "swapped.gpkg", layer="gemeenten")
    with pytest.raises(AreasInvalid) as caught:
        read_layer(tmp_path / "swapped.gpkg", MUNICIPALITY, 2022)
    assert caught.value.key == "areas.error.axes_swapped"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_official_list_gives_every_gemeente_its_province(tmp_path, encoding):
    with (AREAS / "gemeenten_provincies_2022.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [
        f"{row['gemeentecode'][2:]};{row['gemeentecode']};{row['gemeentenaam']};{row['provincienaam']}" for row in rows
    ]
    official = tmp_path / "Gemeenten alfabetisch 2022.csv"
    official.write_text(
        "\n".join(["Gemeentecode;GemeentecodeGM;Gemeentenaam;Provincienaam", *lines]), encoding=encoding
    )
    found = read_provinces(official, {row["gemeentecode"] for row in rows})
    expected = read_provinces(AREAS / "gemeenten_provincies_2022.csv", set(found))
    assert len(found) == 345
    assert found == expected
