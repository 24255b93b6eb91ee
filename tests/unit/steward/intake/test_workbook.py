import datetime as dt
import zipfile

import openpyxl
import pytest

from dashboard.errors import UserError
from dashboard.steward.intake import workbook as module
from dashboard.steward.intake.workbook import read_workbook


@pytest.fixture
def book(tmp_path):
    """Build a workbook of one sheet with a function and read it."""

    def run(fill):
        made = openpyxl.Workbook()
        fill(made.active)
        made.save(tmp_path / "a.xlsx")
        return read_workbook((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")[0]

    return run


def rewrite(path, change):
    """The bytes of a workbook whose members went through `change(name, bytes)`; None leaves one out."""
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    return target.read_bytes()


def in_sheet(old, new):
    return lambda name, data: data.replace(old, new) if name.endswith("sheet1.xml") else data


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("vrij", "vrij"),
        (12, "12"),
        (1234.5, "1234,5"),
        (1.234, "1,2340"),
        (0.1 + 0.2, "0,3"),
        (3.0000000000000004, "3"),
        (1e-7, "0,0000001"),
        (1e20, "100000000000000000000"),
        (-5, "-5"),
        (True, "ja"),
        (False, "nee"),
        (dt.date(2024, 3, 1), "2024-03-01"),
        (dt.datetime.fromisoformat("2024-03-01T14:30"), "2024-03-01 14:30:00"),
        (dt.time(3, 4), "03:04:00"),
    ],
)
def test_a_cell_becomes_text_that_reads_in_one_way(book, value, text):
    _, grid, _ = book(lambda sheet: sheet.append([value]))
    assert str(grid.loc[1, 0]) == text


def test_rows_keep_the_numbers_a_person_sees(book):
    def fill(sheet):
        sheet["B3"] = "kop"
        sheet["B6"] = "cel"

    _, grid, _ = book(fill)
    assert (grid.loc[3, 1], grid.loc[6, 1], grid.index[0]) == ("kop", "cel", 1)


def test_hidden_rows_columns_and_merged_cells_are_noted(book):
    def fill(sheet):
        for _ in range(4):
            sheet.append(["a", "b", "c"])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.merge_cells("A2:A4")

    _, _, notes = book(fill)
    assert (notes.rows, notes.columns, notes.merged) == (frozenset({3}), frozenset({1}), ((2, 0, 4, 0),))
    assert not notes.is_hidden


def test_a_hidden_sheet_is_noted(tmp_path):
    made = openpyxl.Workbook()
    made.create_sheet("geheim").sheet_state = "veryHidden"
    made.save(tmp_path / "a.xlsx")
    read = read_workbook((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert [(name, notes.is_hidden) for name, _, notes in read] == [("Sheet", False), ("geheim", True)]


def test_a_formula_without_a_value_is_noted_and_never_evaluated(book):
    _, grid, notes = book(lambda sheet: sheet.append([1, "=A1+1", "=1/0"]))
    assert notes.uncalculated == ((1, 1), (1, 2))
    assert (grid.shape[1] < 2) or (grid.loc[1, 1] == "")


def test_a_formula_with_a_kept_value_is_read(tmp_path, book):
    book(lambda sheet: sheet.append([1, "=A1+1"]))
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"<f>A1+1</f><v />", b"<f>A1+1</f><v>41</v>"))
    _, grid, notes = read_workbook(data, "a.xlsx")[0]
    assert (grid.loc[1, 1], notes.uncalculated) == ("41", ())


def test_a_formula_that_gives_an_empty_text_has_a_value(tmp_path, book):
    book(lambda sheet: sheet.append([1, "=A1+1"]))
    old = b'<c r="B1"><f>A1+1</f><v />'
    data = rewrite(tmp_path / "a.xlsx", in_sheet(old, b'<c r="B1" t="str"><f>A1+1</f><v></v>'))
    assert read_workbook(data, "a.xlsx")[0][2].uncalculated == ()


def test_an_error_of_excel_is_noted(book):
    def fill(sheet):
        sheet.append([1, "#N/A"])
        sheet["B1"].data_type = "e"

    assert book(fill)[2].errors == ((1, 1, "#N/A"),)


def test_cells_very_far_away_are_refused(tmp_path, book, monkeypatch):
    book(lambda sheet: sheet.append(["a"]))
    far = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"</row></sheetData>", far))
    with pytest.raises(UserError, match="far_cells"):
        read_workbook(data, "a.xlsx")


def test_a_format_on_far_cells_without_a_value_does_no_harm(tmp_path, book):
    book(lambda sheet: sheet.append(["a"]))
    far = b'</row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"</row></sheetData>", far))
    assert read_workbook(data, "a.xlsx")[0][1].shape == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        in_sheet(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet"),
        lambda name, data: data[: len(data) // 2] if name.endswith("sheet1.xml") else data,
        lambda name, data: None if name.endswith("sheet1.xml") else data,
        lambda name, data: b"<workbook>" if name == "xl/workbook.xml" else data,
        lambda name, data: None if name.endswith("workbook.xml.rels") else data,
    ],
)
def test_a_damaged_workbook_is_refused(tmp_path, book, change):
    book(lambda sheet: sheet.append(["a"]))
    with pytest.raises(UserError, match="damaged"):
        read_workbook(rewrite(tmp_path / "a.xlsx", change), "a.xlsx")


def test_a_sheet_without_cells_is_empty(book):
    _, grid, notes = book(lambda _sheet: None)
    assert grid.empty
    assert notes == module.Notes()


def test_a_cell_that_does_not_say_its_place_is_noted_without_one(tmp_path, book):
    book(lambda sheet: sheet.append([1, "=A1+1"]))
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b'<c r="B1"><f>', b"<c><f>"))
    assert read_workbook(data, "a.xlsx")[0][2].uncalculated == ((0, 0),)
