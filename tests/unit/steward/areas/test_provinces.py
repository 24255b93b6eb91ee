from __future__ import annotations

import pytest

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.provinces import read_provinces


@pytest.mark.parametrize("spelled", ["Fryslan", "Fryslân", "Friesland", "FRYSLÂN"])
def test_fryslan_is_known_however_it_is_spelled(provinces, spelled):
    assert read_provinces(provinces(f"GM0080,Leeuwarden,{spelled}\n"), {"GM0080"}) == {"GM0080": ("PV21", "Fryslân")}


def test_names_outside_the_twelve_are_numbered_by_alphabet(provinces):
    file = provinces("GM9002,b,Zuidermeer\nGM9001,a,Markerwaard\nGM0363,Amsterdam,Noord-Holland\n")
    found = read_provinces(file, {"GM9001", "GM9002", "GM0363"})
    assert found == {
        "GM0363": ("PV27", "Noord-Holland"),
        "GM9001": ("PV90", "Markerwaard"),
        "GM9002": ("PV91", "Zuidermeer"),
    }


def test_a_gemeente_without_province_is_named(provinces, sentence):
    with pytest.raises(AreasInvalid) as caught:
        read_provinces(provinces("GM9001,a,Markerwaard\n"), {"GM9001", "GM9002"})
    assert "GM9002" in sentence(caught.value)
    assert "GM9001" not in sentence(caught.value)


def test_gemeenten_the_area_file_lacks_are_left_out(provinces):
    file = provinces("GM9001,a,Markerwaard\nGM9009,z,Aardmeer\n")
    assert read_provinces(file, {"GM9001"}) == {"GM9001": ("PV90", "Markerwaard")}


def test_a_semicolon_and_a_byte_order_mark_are_read(tmp_path):
    file = tmp_path / "p.csv"
    file.write_text("gemeentecode;gemeentenaam;provincienaam\ngm9001 ;a;Utrecht\n", encoding="utf-8-sig")
    assert read_provinces(file, {"GM9001"}) == {"GM9001": ("PV26", "Utrecht")}


def test_a_missing_column_is_named(tmp_path, sentence):
    file = tmp_path / "p.csv"
    file.write_text("gemeentecode,provincie\nGM9001,Utrecht\n", encoding="utf-8")
    with pytest.raises(AreasInvalid) as caught:
        read_provinces(file, {"GM9001"})
    assert "gemeentenaam, provincienaam" in sentence(caught.value)


def test_a_missing_file_is_named(tmp_path, sentence):
    with pytest.raises(AreasInvalid) as caught:
        read_provinces(tmp_path / "none.csv", set())
    assert "none.csv" in sentence(caught.value)
