from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.official import STEPS, figure_source, source_line
from dashboard.steward.areas.stored import load_areas


def test_every_area_gets_one_row_and_its_parents_from_its_code(atlas, take, tmp_path, figures):
    report = take(atlas)
    stored = load_areas(tmp_path / "areas", 2023)
    area = stored.area.set_index("area_code")
    assert report.n_areas == {"municipality": 2, "district": 4, "neighbourhood": 8}
    assert len(area) == 14
    assert area.index.is_unique
    buurt = area.loc["BU90020201"]
    assert buurt[["parent_code", "district_code", "municipality_code"]].tolist() == ["WK900202", "WK900202", "GM9002"]
    assert area.loc["WK900202", "parent_code"] == "GM9002"
    assert figures(stored).loc["BU90020201", "n_inhabitants"] == 1000
    assert buurt["area_km2"] == pytest.approx(1, abs=0.05)


def test_without_the_csv_there_is_no_province(atlas, take, tmp_path):
    take(atlas)
    area = load_areas(tmp_path / "areas", 2023).area
    assert area["province_code"].isna().all()
    assert "province" not in set(area["level"])
    assert area.loc[area["level"] == "municipality", "parent_code"].isna().all()


def test_a_province_is_the_gemeenten_joined(atlas, take, tmp_path, provinces, figures):
    report = take(atlas, provinces=provinces("GM9001,een,Markerwaard\nGM9002,twee,Markerwaard\n"))
    stored = load_areas(tmp_path / "areas", 2023)
    area = stored.area.set_index("area_code")
    assert report.n_areas["province"] == 1
    assert area.loc["PV90", "area_name"] == "Markerwaard"
    assert figures(stored).loc["PV90", "n_inhabitants"] == 2000
    assert area.loc["PV90", "area_km2"] == pytest.approx(area.loc[["GM9001", "GM9002"], "area_km2"].sum())
    assert area.loc["BU90010101", "province_code"] == "PV90"
    assert area.loc["GM9001", "parent_code"] == "PV90"


def test_a_province_with_a_gemeente_of_unknown_size_has_no_total(atlas, take, tmp_path, provinces, figures):
    atlas.set("gemeenten", "GM9002", aantal_inwoners=-99997)
    take(atlas, provinces=provinces("GM9001,een,Markerwaard\nGM9002,twee,Markerwaard\n"))
    found = figures(load_areas(tmp_path / "areas", 2023)).loc["PV90"]
    assert np.isnan(found["n_inhabitants"])
    assert found["n_dwellings"] == 1000


def test_the_manifest_names_source_hash_counts_and_repairs(atlas, take, tmp_path):
    report = take(atlas)
    manifest = json.loads((tmp_path / "areas/2023/manifest.json").read_text(encoding="utf-8"))
    file = next(tmp_path.glob("*.gpkg"))
    assert manifest["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest() == report.sha256
    assert manifest["source"] == "Markerwaard (fictief), 2023"
    assert manifest["format_version"] == 2
    assert manifest["n_areas"]["neighbourhood"] == 8
    assert manifest["n_repaired"] == {"municipality": 0, "district": 0, "neighbourhood": 0}
    assert manifest["tolerances_m"]["district"].keys() == {"0", "25", "100", "400"}


def test_real_codes_name_the_official_source():
    assert source_line(["GM0014", "GM9001"], 2022) == "Kadaster / Centraal Bureau voor de Statistiek, 2022"
    assert source_line(["GM9001"], 2022) == "Markerwaard (fictief), 2022"


def test_figures_are_of_cbs_unless_the_areas_are_made_up():
    assert figure_source(["GM0014", "GM9001"], 2022) == "CBS, Kerncijfers wijken en buurten, 2022"
    assert figure_source(["GM9001"], 2022) == "Markerwaard (fictief), 2022"


def test_the_same_file_gives_the_same_bytes(atlas, take, tmp_path):
    take(atlas)
    first = {file.name: file.read_bytes() for file in (tmp_path / "areas/2023").iterdir()}
    for layer, frame in atlas.layers.items():
        atlas.layers[layer] = frame.iloc[::-1].reset_index(drop=True)
    take(atlas)
    second = {file.name: file.read_bytes() for file in (tmp_path / "areas/2023").iterdir()}
    assert len(first) == 5
    for name in ("area.parquet", "figure.parquet", "shape.parquet", "neighbour.parquet"):
        assert first[name] == second[name], name


def test_progress_tells_every_step_in_order(atlas, take):
    told = []
    take(atlas, progress=lambda key, step, of: told.append((key, step, of)))
    assert told == [(f"areas.progress.{step}", k + 1, len(STEPS)) for k, step in enumerate(STEPS)]


def test_a_refused_file_leaves_the_imported_year_alone(atlas, take, tmp_path):
    take(atlas)
    before = (tmp_path / "areas/2023/area.parquet").read_bytes()
    atlas.layers.pop("wijken")
    with pytest.raises(AreasInvalid):
        take(atlas)
    assert (tmp_path / "areas/2023/area.parquet").read_bytes() == before


def test_a_year_is_linked_to_the_imported_years_before_and_after_it(new_atlas, take, tmp_path):
    assert take(new_atlas(2024)).crosswalks == ()
    assert take(new_atlas(2022)).crosswalks == ("crosswalk_2022_2024.parquet",)
    assert take(new_atlas(2023)).crosswalks == ("crosswalk_2022_2023.parquet", "crosswalk_2023_2024.parquet")
    assert take(new_atlas(2025)).crosswalks == ("crosswalk_2024_2025.parquet",)
    assert (tmp_path / "areas/crosswalk_2023_2024.parquet").exists()
