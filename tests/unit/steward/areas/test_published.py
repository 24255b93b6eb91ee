"""Every year of the Wijk- en Buurtkaart, with the names and the packing it was published in."""

from __future__ import annotations

import zipfile

import pytest

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.official import import_areas
from dashboard.steward.areas.stored import load_areas

SHORT = {  # columns of the shapefiles
    "gemeentecode": "GM_CODE",
    "gemeentenaam": "GM_NAAM",
    "wijkcode": "WK_CODE",
    "wijknaam": "WK_NAAM",
    "buurtcode": "BU_CODE",
    "buurtnaam": "BU_NAAM",
    "indelingswijziging_wijken_en_buurten": "IND_WBI",
    "water": "WATER",
    "aantal_inwoners": "AANT_INW",
    "aantal_huishoudens": "AANTAL_HH",
    "woningvoorraad": "WONINGEN",
    "percentage_koopwoningen": "P_KOOPWON",
    "percentage_huurwoningen": "P_HUURWON",
    "gemiddelde_woningwaarde": "WOZ",
    "stedelijkheid_adressen_per_km2": "STED",
    "omgevingsadressendichtheid": "OAD",
    "aantal_bedrijfsvestigingen": "A_BEDV",
    "percentage_huishoudens_met_laagste_inkomen": "P_LAAGINKH",
    "percentage_huishoudens_met_laag_inkomen": "P_LIK_HH",
    "aantal_personen_met_een_alg_bijstandsuitkering_tot": "WWB_UITTOT",
    "percentage_personen_met_herkomst_buiten_nederland": "P_N_W_AL",
    "percentage_met_herkomstland_buiten_europa": "P_WEST_AL",
}
H2O = SHORT | {"water": "H2O"}
LONG_2021 = {  # of the GeoPackages until 2021; "laag" meant then what is "laagste" now
    "percentage_huishoudens_met_laag_inkomen": "percentage_huishoudens_met_lage_koopkracht",
    "percentage_huishoudens_met_laagste_inkomen": "percentage_huishoudens_met_laag_inkomen",
    "aantal_personen_met_een_alg_bijstandsuitkering_tot": "aantal_personen_met_een_algemene_bijstandsuitkering_totaal",
}
PUBLISHED_FIGURES = {
    "gemiddelde_woningwaarde": 250,
    "percentage_huurwoningen": 44,
    "stedelijkheid_adressen_per_km2": 3,
    "omgevingsadressendichtheid": 1200,
    "aantal_bedrijfsvestigingen": 80,
    "percentage_huishoudens_met_laagste_inkomen": 41.5,
    "percentage_huishoudens_met_laag_inkomen": 6.5,
    "aantal_personen_met_een_alg_bijstandsuitkering_tot": 30,
    "percentage_met_herkomstland_buiten_europa": 9,
}
FIGURES = {
    "n_inhabitants": 1000,
    "n_households": 450,
    "n_dwellings": 500,
    "mean_home_value_keur": 250,
    "owner_occupied_pct": 55.5,
    "rented_pct": 44,
    "low_income_pct": 41.5,
    "social_assistance_per_1000": 30,
    "urbanity_class": 3,
    "address_density": 1200,
    "n_businesses": 80,
}
LAYERS = ("gemeenten", "wijken", "buurten")
PUBLISHED = [  # year, whether shapefiles, names of layers, names of columns
    (2016, True, ("gem_2016", "wijk_2016", "buurt_2016"), SHORT),
    (2017, True, ("gemeente_2017_v3", "wijk_2017_v3", "buurt_2017_v3"), SHORT),
    (2018, True, ("gemeente_2018_v3", "wijk_2018_v3", "buurt_2018_v3"), SHORT),
    (2019, False, ("gemeenten_2019", "cbs_wijken_2019", "cbs_buurten_2019"), LONG_2021),
    (2020, False, ("gemeenten2020_corrected", "cbs_wijken_2020", "cbs_buurten_2020"), LONG_2021),
    (2020, True, ("gemeente_2020_v1", "wijk_2020_v1", "buurt_2020_v1"), H2O),
    (2021, False, ("gemeenten_2021", "cbs_wijken_2021", "cbs_buurten_2021"), LONG_2021),
    (2022, False, LAYERS, {}),
    (2023, True, ("gemeenten_2023_V1", "wijken_2023_V1", "buurten_2023_V1"), SHORT),
    (2024, False, LAYERS, {}),
    (2025, False, ("gemeenten_v0", "wijken_v0", "buurten_v0"), {}),
]


def as_published(atlas, names, columns, folder):
    """Write the layers under these names; the folder."""
    folder.mkdir(parents=True)
    for layer, name in zip(LAYERS, names, strict=True):
        frame = atlas.layers[layer].set_crs(atlas.crs).drop(columns="jaar").assign(**PUBLISHED_FIGURES)
        frame = frame.rename(columns=columns)
        if "GM_CODE" in columns.values():
            frame = frame.assign(JRSTATCODE=str(atlas.year) + frame.iloc[:, 0])
            frame.to_file(folder / f"{name}.shp", encoding="ISO-8859-1")
        else:
            frame.to_file(folder / f"wijkenbuurten_{atlas.year}.gpkg", layer=name)
    return folder


def pack(folder, file, rename=str):
    """Put a folder in a ZIP under its own name, as CBS does; the ZIP."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, rename(f"{folder.name}/{path.name}"))
    return file


@pytest.fixture
def official_zip(new_atlas, tmp_path):
    """The ZIP of a year as published; by default a GeoPackage."""

    def make(year=2024, *, is_shape=False, names=LAYERS, columns=None, rename=str, before=lambda _atlas: None):
        atlas = new_atlas(year)
        before(atlas)
        folder = as_published(
            atlas, names, columns or (SHORT if is_shape else {}), tmp_path / f"WijkBuurtkaart_{year}_v2"
        )
        (folder / "Toelichting.pdf").write_bytes(b"%PDF")
        return pack(folder, tmp_path / f"WijkBuurtkaart_{year}_v2.zip", rename)

    return make


@pytest.mark.parametrize(("year", "is_shape", "names", "columns"), PUBLISHED)
def test_the_zip_of_every_year_is_taken_in_as_it_was_downloaded(
    official_zip, tmp_path, figures, year, is_shape, names, columns
):
    file = official_zip(year, is_shape=is_shape, names=names, columns=columns)
    report = import_areas(file, year, tmp_path / "areas")
    stored = load_areas(tmp_path / "areas", year)
    area, found = stored.area.set_index("area_code"), figures(stored)

    assert report.n_areas == {"municipality": 2, "district": 4, "neighbourhood": 8}
    assert area.loc["BU90010101", ["area_name", "parent_code"]].tolist() == ["buurt BU90010101", "WK900101"]
    assert found.loc["BU90010101"].to_dict() == FIGURES
    assert (found == found.iloc[0]).all(axis=None)
    assert area.loc["BU90010101", "change_flag"] == 1
    assert (report.reprojected_from, report.wrong_labels) == ({}, {})


def test_the_year_in_front_of_a_code_is_held_to_the_year_asked_for(official_zip, tmp_path, sentence):
    file = official_zip(2018, is_shape=True)
    with pytest.raises(AreasInvalid) as caught:
        import_areas(file, 2019, tmp_path / "areas")
    assert "van 2018, niet van 2019" in sentence(caught.value)


def test_letters_of_a_shapefile_without_a_word_on_its_encoding_are_read(official_zip, tmp_path):
    def rename(atlas):
        atlas.set("gemeenten", "GM9001", gemeentenaam="Súdwest-Fryslân")

    file = official_zip(2018, is_shape=True, before=rename)
    bare = tmp_path / "bare.zip"
    with zipfile.ZipFile(file) as full, zipfile.ZipFile(bare, "w") as archive:
        for name in full.namelist():
            if not name.endswith(".cpg"):
                archive.writestr(name, full.read(name))
    import_areas(bare, 2018, tmp_path / "areas")
    area = load_areas(tmp_path / "areas", 2018).area.set_index("area_code")
    assert area.loc["GM9001", "area_name"] == "Súdwest-Fryslân"


def test_a_zip_with_backslashes_is_read(official_zip, tmp_path):
    file = official_zip(rename=lambda name: name.replace("/", "\\"))
    assert import_areas(file, 2024, tmp_path / "areas").n_areas["neighbourhood"] == 8


def test_a_geopackage_goes_before_the_shapefiles_beside_it(official_zip, new_atlas, tmp_path):
    file = official_zip()
    shapes = as_published(new_atlas(2018), LAYERS, SHORT, tmp_path / "shapes")
    with zipfile.ZipFile(file, "a") as archive:
        for path in shapes.iterdir():
            archive.write(path, f"shape/{path.name}")
    assert import_areas(file, 2024, tmp_path / "areas").year == 2024


def refused(file, tmp_path, sentence):
    with pytest.raises(AreasInvalid) as caught:
        import_areas(file, 2024, tmp_path / "areas")
    assert not (tmp_path / "areas").exists()
    return sentence(caught.value)


def test_a_zip_without_areas_says_what_it_does_hold(tmp_path, sentence):
    file = tmp_path / "kaart.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("map/Toelichting.pdf", b"%PDF")
    assert "kaart.zip staat geen GeoPackage en geen shapefile, wel: map/Toelichting.pdf" in refused(
        file, tmp_path, sentence
    )


def test_a_zip_with_two_geopackages_is_doubtful(official_zip, tmp_path, sentence):
    file = official_zip()
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("oud/wijkenbuurten_2023.gpkg", b"")
    words = refused(file, tmp_path, sentence)
    assert "wijkenbuurten_2024.gpkg, oud/wijkenbuurten_2023.gpkg" in words


def test_a_locked_zip_says_to_unpack_it(official_zip, tmp_path, sentence):
    file = official_zip()
    content = bytearray(file.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the bit that says a password is needed
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + place] |= 1
    file.write_bytes(content)
    assert "heeft een wachtwoord" in refused(file, tmp_path, sentence)


def test_a_half_downloaded_zip_is_refused(official_zip, tmp_path, sentence):
    file = official_zip()
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 2000] = bytes(2000)
    file.write_bytes(content)
    assert "is niet te lezen" in refused(file, tmp_path, sentence)
