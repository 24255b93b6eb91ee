from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import AreasInvalid
from dashboard.settings import Settings
from dashboard.steward.areas.crosswalk import build_crosswalk, regroup
from dashboard.steward.areas.stored import AreaYear, load_areas
from dashboard.steward.intake.referable import references


def year(number, cells, flags=None):
    """Buurten as boxes: code → bounds."""
    flags = flags or {}
    area = pd.DataFrame(
        {"area_code": list(cells), "change_flag": pd.array([flags.get(code) for code in cells], dtype="Int8")}
    )
    shape = pd.DataFrame({"area_code": list(cells), "level": "neighbourhood", "tolerance_m": 0, "is_water": False})
    boxes = [shapely.normalize(shapely.box(*bounds)) for bounds in cells.values()]
    return AreaYear(number, area, pd.DataFrame(), shape.assign(shape=shapely.to_wkb(boxes)), pd.DataFrame(), {})


def links(crosswalk):
    pairs = crosswalk.astype(object).where(crosswalk.notna(), None)
    return {(row.from_code, row.to_code): row.method for row in pairs.itertuples()}


def groups(crosswalk):
    """Group → the old codes and the new ones."""
    return {
        group: (set(rows["from_code"].dropna()), set(rows["to_code"].dropna()))
        for group, rows in crosswalk.groupby("group_code")
    }


def assert_each_code_in_one_group(crosswalk):
    for code in ("from_code", "to_code"):
        assert crosswalk.dropna(subset=[code])[[code, "group_code"]].drop_duplicates()[code].is_unique


A, B, C = (0, 0, 100, 100), (100, 0, 200, 100), (200, 0, 300, 100)
EAST = (0, 0, 50, 100), (50, 0, 100, 100)


def test_an_area_flagged_as_unchanged_is_the_same():
    moved = (0, 0, 103, 100)
    found = build_crosswalk(year(2022, {"A": A}), year(2023, {"A": moved}, {"A": 1}))
    assert links(found) == {("A", "A"): "same"}
    assert found["is_comparable"].all()
    assert found[["from_year", "to_year"]].to_numpy().tolist() == [[2022, 2023]]


def test_the_same_outline_is_the_same_without_a_flag():
    assert links(build_crosswalk(year(2022, {"A": A}), year(2023, {"A": A}))) == {("A", "A"): "same"}


def test_the_same_outline_under_another_code_is_recoded():
    found = build_crosswalk(year(2022, {"A": A, "B": B}), year(2023, {"Z": A, "B": B}, {"Z": 2, "B": 1}))
    assert links(found) == {("A", "Z"): "recoded", ("B", "B"): "same"}
    assert found["is_comparable"].all()


def test_nearly_the_same_outline_under_another_code_is_recoded():
    found = build_crosswalk(year(2022, {"A": A}), year(2023, {"Z": (0, 0, 100.5, 100)}, {"Z": 2}))
    assert links(found) == {("A", "Z"): "recoded"}


def test_a_split_area_is_one_group_with_its_parts():
    found = build_crosswalk(
        year(2022, {"A": A, "B": B}), year(2023, {"X": EAST[0], "Y": EAST[1], "B": B}, {"X": 3, "Y": 3, "B": 1})
    )
    assert links(found) == {("A", "X"): "changed", ("A", "Y"): "changed", ("B", "B"): "same"}
    assert groups(found) == {"X/2023": ({"A"}, {"X", "Y"}), "B/2023": ({"B"}, {"B"})}
    assert found.loc[found["method"] == "changed", "is_comparable"].eq(False).all()


def test_merged_areas_are_one_group():
    found = build_crosswalk(year(2022, {"A": A, "B": B}), year(2023, {"A": (0, 0, 200, 100)}, {"A": 3}))
    assert groups(found) == {"A/2023": ({"A", "B"}, {"A"})}
    assert set(found["method"]) == {"changed"}


def test_a_moved_border_joins_both_sides_but_not_the_rest():
    before = {"A": A, "B": B, "C": C}
    after = {"A": (0, 0, 120, 100), "B": (120, 0, 200, 100), "C": C}
    found = build_crosswalk(year(2022, before), year(2023, after, {"A": 3, "B": 3, "C": 1}))
    assert groups(found) == {"A/2023": ({"A", "B"}, {"A", "B"}), "C/2023": ({"C"}, {"C"})}
    assert links(found)[("A", "A")] == "changed"
    assert ("B", "A") in links(found)
    assert ("A", "B") not in links(found)


def test_a_flag_for_a_moved_border_is_believed_even_if_it_moved_little():
    found = build_crosswalk(year(2022, {"A": A}), year(2023, {"A": (0, 0, 100.5, 100)}, {"A": 3}))
    assert links(found) == {("A", "A"): "changed"}


def test_flags_count_against_the_year_before_only():
    found = build_crosswalk(year(2020, {"A": A}), year(2023, {"A": (0, 0, 200, 100)}, {"A": 1}))
    assert links(found) == {("A", "A"): "changed"}


def test_a_code_given_to_another_area_is_not_the_same_area():
    found = build_crosswalk(year(2022, {"A": A, "B": B}), year(2023, {"B": A, "C": B}, {"B": 2, "C": 2}))
    assert links(found) == {("A", "B"): "recoded", ("B", "C"): "recoded"}
    assert_each_code_in_one_group(found)


def test_new_land_and_lost_land_keep_a_row_of_their_own():
    found = build_crosswalk(year(2022, {"A": A, "L": B}), year(2023, {"A": A, "N": C}))
    assert links(found) == {("A", "A"): "same", ("L", None): "changed", (None, "N"): "changed"}
    assert set(groups(found)) == {"A/2023", "L/2022", "N/2023"}


def test_a_large_area_that_gives_a_small_one_half_its_size_is_not_called_the_same():
    before = {"A": (0, 0, 1000, 100), "S": (1000, 0, 1005, 100)}
    after = {"A": (0, 0, 995, 100), "S": (995, 0, 1005, 100)}
    found = build_crosswalk(year(2022, before), year(2023, after))
    assert set(found["method"]) == {"changed"}
    assert groups(found) == {"A/2023": ({"A", "S"}, {"A", "S"})}


def test_figures_of_a_moved_border_compare_as_one_sum():
    before = {"A": A, "B": B, "C": C}
    after = {"A": (0, 0, 120, 100), "B": (120, 0, 200, 100), "C": C}
    crosswalk = build_crosswalk(year(2022, before), year(2023, after, {"A": 3, "B": 3, "C": 1}))
    frame = pd.DataFrame(
        {
            "area_code": ["A", "B", "C", "A", "B", "C"],
            "area_year": [2022, 2022, 2022, 2023, 2023, 2023],
            "n_found": [1, 2, 4, 8, 16, None],
            "recovered_eur": [10.0, 20.0, 40.0, 80.0, 160.0, 320.0],
        }
    )
    found = regroup(frame, crosswalk).set_index(["group_code", "area_year"])
    assert found.loc[("A/2023", 2022), ["n_found", "recovered_eur", "n_areas"]].tolist() == [3, 30, 2]
    assert found.loc[("A/2023", 2023), ["n_found", "recovered_eur"]].tolist() == [24, 240]
    assert np.isnan(found.loc[("C/2023", 2023), "n_found"]), "a missing figure is not nought"
    assert len(found) == 4


def test_further_keys_are_kept_apart():
    crosswalk = build_crosswalk(year(2022, {"A": A, "B": B}), year(2023, {"A": (0, 0, 200, 100)}))
    frame = pd.DataFrame(
        {"area_code": ["A", "B", "A"], "area_year": 2022, "measure": ["x", "x", "y"], "n_x": [1, 2, 5]}
    )
    found = regroup(frame, crosswalk)
    assert dict(zip(found["measure"], found["n_x"], strict=True)) == {"x": 3, "y": 5}


@pytest.mark.parametrize("name", ["hit_pct", "hit_share", "mean_home_value_keur", "urbanity_class", "cases_per_100k"])
def test_rates_are_not_added_up(name):
    crosswalk = build_crosswalk(year(2022, {"A": A}), year(2023, {"A": A}))
    with pytest.raises(ValueError, match=name):
        regroup(pd.DataFrame({"area_code": ["A"], "area_year": [2022], name: [0.5]}), crosswalk)


def test_an_area_outside_the_crosswalk_is_named(sentence):
    crosswalk = build_crosswalk(year(2022, {"A": A}), year(2023, {"A": A}))
    with pytest.raises(AreasInvalid) as caught:
        regroup(pd.DataFrame({"area_code": ["Q"], "area_year": [2021], "n_x": [1]}), crosswalk)
    assert "Q (2021)" in sentence(caught.value)


def test_imported_years_are_linked_at_every_level(new_atlas, take, tmp_path, draw):
    take(new_atlas(2022))
    newer = new_atlas(2023)
    newer.set("buurten", "BU90010101", buurtcode="BU900101A1", indelingswijziging_wijken_en_buurten=2)
    report = take(newer)
    found = pd.read_parquet(tmp_path / "areas" / report.crosswalks[0])
    assert links(found)[("BU90010101", "BU900101A1")] == "recoded"
    assert found.groupby("level").size().to_dict() == {"district": 4, "municipality": 2, "neighbourhood": 8}
    assert (found["method"] == "same").sum() == 13
    again = build_crosswalk(load_areas(tmp_path / "areas", 2022), load_areas(tmp_path / "areas", 2023))
    assert again.equals(found)


cuts = st.lists(st.integers(1, 99), min_size=1, max_size=8, unique=True).map(sorted)


@settings(max_examples=40, deadline=None)
@given(cuts, cuts)
def test_whatever_is_cut_every_area_lies_in_one_group_and_totals_hold(first, second):
    def cells(edges, prefix):
        bounds = [0, *edges, 100]
        return {f"{prefix}{k}": (bounds[k] * 10, 0, bounds[k + 1] * 10, 50) for k in range(len(bounds) - 1)}

    before, after = cells(first, "B"), cells(second, "B")
    crosswalk = build_crosswalk(year(2022, before), year(2023, after))
    assert_each_code_in_one_group(crosswalk)
    assert set(crosswalk["from_code"].dropna()) == set(before)
    assert set(crosswalk["to_code"].dropna()) == set(after)
    sizes = [
        pd.DataFrame(
            {"area_code": list(all_of), "area_year": number, "size_km2": [b[2] - b[0] for b in all_of.values()]}
        )
        for number, all_of in ((2022, before), (2023, after))
    ]
    whole = regroup(pd.concat(sizes), crosswalk).pivot_table(index="group_code", columns="area_year", values="size_km2")
    assert (whole[2022] == whole[2023]).all(), "a group covers the same ground in both years"


def test_the_intake_knows_which_code_the_same_land_has_in_the_other_year(new_atlas, take, tmp_path):
    older, newer = new_atlas(2022), new_atlas(2023)
    older.set("buurten", "BU90020201", buurtcode="BU90020299")
    newer.set("buurten", "BU90020201", indelingswijziging_wijken_en_buurten=2)
    take(older)
    take(newer)
    assert references(Settings(data=tmp_path)).moved == {
        2022: {"BU90020201": ("BU90020299",)},
        2023: {"BU90020299": ("BU90020201",)},
    }
