from __future__ import annotations

import openpyxl
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


HEADING = ["Gemeentecode", "GemeentecodeGM", "Gemeentenaam", "Provinciecode", "ProvinciecodePV", "Provincienaam"]
OFFICIAL = [
    ["0080", "GM0080", "Leeuwarden", "21", "PV21", "Fryslân"],
    ["0363", "GM0363", "Amsterdam", "27", "PV27", "Noord-Holland"],
]
FOUND = {"GM0080": ("PV21", "Fryslân"), "GM0363": ("PV27", "Noord-Holland")}


@pytest.fixture
def list_of(tmp_path):
    """Write a list of gemeenten as a CSV, or as the workbook of CBS."""

    def write(heading, rows, encoding="utf-8", delimiter=";"):
        file = tmp_path / "gemeenten.csv"
        file.write_text("\r\n".join(delimiter.join(row) for row in [heading, *rows]), encoding=encoding)
        return file

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_list_of_cbs_is_read_as_it_was_published_or_saved_by_excel(list_of, encoding, delimiter):
    assert read_provinces(list_of(HEADING, OFFICIAL, encoding, delimiter), set(FOUND)) == FOUND


@pytest.mark.parametrize("year", ["from 2016", "before 2016"])
def test_a_code_of_digits_alone_is_the_code_of_a_gemeente(list_of, year):
    heading = (
        ["Gemeentecode", "Gemeentenaam", "Provincienaam"]
        if year == "from 2016"
        else ["Gemcode", "Gemcodel", "provcodel"]
    )
    rows = [["0080", "Leeuwarden", "Friesland"], ["363", "Amsterdam", "Noord-Holland"]]
    assert read_provinces(list_of(heading, rows), set(FOUND)) == FOUND


@pytest.mark.parametrize("is_number", [False, True])
def test_the_workbook_of_cbs_is_read_wherever_the_list_stands(tmp_path, is_number):
    book = openpyxl.Workbook()
    book.active.append(["Toelichting"])
    sheet = book.create_sheet("Gemeenten_alfabetisch")
    sheet.append(["Gemeenten alfabetisch 2024"])
    columns = [0, 2, 5] if is_number else range(6)
    for row in [HEADING, *OFFICIAL]:
        cells = [row[k] for k in columns]
        sheet.append([int(cell) if is_number and cell.isdigit() else cell for cell in cells])
    book.save(tmp_path / "Gemeenten alfabetisch 2024.xlsx")
    assert read_provinces(tmp_path / "Gemeenten alfabetisch 2024.xlsx", set(FOUND)) == FOUND


def refusal(file, municipalities, sentence):
    with pytest.raises(AreasInvalid) as caught:
        read_provinces(file, municipalities)
    return sentence(caught.value)


def test_an_old_workbook_says_how_to_save_it(tmp_path, sentence):
    file = tmp_path / "gemeentenalfabetisch2016.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "sla hem op als .xlsx of CSV" in refusal(file, set(), sentence)


@pytest.mark.parametrize("content", [b"PK\x03\x04half a workbook", b"\x81\x8d\x8f"])
def test_a_file_that_is_no_list_cannot_be_read(tmp_path, sentence, content):
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)
    assert "list.xlsx is niet te lezen" in refusal(file, set(), sentence)


@pytest.mark.parametrize(("written", "meant"), [("Drente", "Drenthe"), ("Zuid Hollant", "Zuid-Holland")])
def test_a_province_that_is_nearly_one_of_the_twelve_is_asked_about(provinces, sentence, written, meant):
    words = refusal(provinces(f"GM0106,Assen,{written}\n"), {"GM0106"}, sentence)
    assert f"provincie {written}. Bedoelt u {meant}?" in words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "GM1980",
            "GM1980 (Dijk en Waard) bestaat sinds 1-1-2022 en komt uit GM0398 (Heerhugowaard), GM0416 (Langedijk).",
        ),
        ("GM0370", "GM0370 (Beemster) is sinds 1-1-2022 opgegaan in GM0439 (Purmerend)."),
    ],
)
def test_a_list_of_another_year_says_which_gemeente_merged(provinces, sentence, code, words):
    said = refusal(provinces("GM0363,Amsterdam,Noord-Holland\n"), {"GM0363", code}, sentence)
    assert words in said
    assert "Gebruik de lijst van hetzelfde jaar" in said
