import datetime as dt
import re
import zipfile
from dataclasses import replace

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
        return read_workbook((tmp_path / "a.xlsx").read_bytes(), "a.xlsx").sheets[0]

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
    assert grid[1].to_dict() == {3: "kop", 6: "cel"}


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
    assert [(name, notes.is_hidden) for name, _, notes in read.sheets] == [("Sheet", False), ("geheim", True)]


def test_a_formula_without_a_value_is_noted_and_never_evaluated(book):
    _, grid, notes = book(lambda sheet: sheet.append([1, "=A1+1", "=1/0"]))
    assert notes.uncalculated == ((1, 1), (1, 2))
    assert list(grid.columns) == [0]


def test_a_formula_with_a_kept_value_is_read(tmp_path, book):
    book(lambda sheet: sheet.append([1, "=A1+1"]))
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"<f>A1+1</f><v />", b"<f>A1+1</f><v>41</v>"))
    _, grid, notes = read_workbook(data, "a.xlsx").sheets[0]
    assert (grid.loc[1, 1], notes.uncalculated) == ("41", ())


def test_a_formula_that_gives_an_empty_text_has_a_value(tmp_path, book):
    book(lambda sheet: sheet.append([1, "=A1+1"]))
    old = b'<c r="B1"><f>A1+1</f><v />'
    data = rewrite(tmp_path / "a.xlsx", in_sheet(old, b'<c r="B1" t="str"><f>A1+1</f><v></v>'))
    assert read_workbook(data, "a.xlsx").sheets[0][2].uncalculated == ()


@pytest.mark.parametrize("word", ["#N/A", "#SPILL!", "#CALC!", "#NOG_ONBEKEND!"])
def test_an_error_of_excel_is_its_word(tmp_path, book, word):
    book(lambda sheet: sheet.append([1, 2]))
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b'r="B1" t="n"><v>2</v>', f'r="B1" t="e"><v>{word}</v>'.encode()))
    assert read_workbook(data, "a.xlsx").sheets[0][1].loc[1, 1] == word


def test_a_cell_very_far_away_costs_no_more_than_one_beside_the_table(tmp_path, book):
    book(lambda sheet: sheet.append(["a"]))
    far = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"</row></sheetData>", far))
    grid = read_workbook(data, "a.xlsx").sheets[0][1]
    assert (grid.shape, grid.loc[1048576, 16383]) == ((2, 2), "1")


@pytest.mark.parametrize("place", ["ZZZZ2", "ZZZZ99999999", "XFD1048576", "A20000000", "XFE2", "A", "2", "A2B", "a é2"])
def test_a_cell_that_cannot_be_where_it_says_is_refused(tmp_path, book, place):
    book(lambda sheet: sheet.append(["a"]))
    far = f'</row><row r="2"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"</row></sheetData>", far))
    with pytest.raises(UserError, match="far_cells"):
        read_workbook(data, "a.xlsx")


@pytest.mark.parametrize("row", ["0", "1048577", "20000000", "99999999999999999999", "-1", "x"])
def test_a_row_that_cannot_be_is_refused(tmp_path, book, row):
    book(lambda sheet: sheet.append(["a"]))
    far = f'</row><row r="{row}"><c><v>1</v></c></row></sheetData>'.encode()
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"</row></sheetData>", far))
    with pytest.raises(UserError, match="far_cells"):
        read_workbook(data, "a.xlsx")


@pytest.mark.parametrize("limit", ["MAX_CELLS", "MAX_TAGS"])
def test_more_cells_than_a_delivery_can_have_are_refused(book, monkeypatch, limit):
    monkeypatch.setattr(module, limit, 3)
    with pytest.raises(UserError, match="far_cells"):
        book(lambda sheet: [sheet.append([1, 2]) for _ in range(2)])


def test_two_cells_in_one_place_are_refused(tmp_path, book):
    book(lambda sheet: sheet.append([35]))
    again = b'</row><row r="1"><c r="A1"><v>4000</v></c></row></sheetData>'
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"</row></sheetData>", again))
    with pytest.raises(UserError, match="damaged"):
        read_workbook(data, "a.xlsx")


def test_what_the_workbook_says_of_its_size_does_not_matter(tmp_path, book):
    book(lambda sheet: sheet.append(["a", "b"]))
    for size in (b'<dimension ref="A0:B9"', b'<dimension ref="A1:A1"', b'<dimension ref="?"'):
        data = rewrite(tmp_path / "a.xlsx", in_sheet(b'<dimension ref="A1:B1"', size))
        assert read_workbook(data, "a.xlsx").sheets[0][1].loc[1].tolist() == ["a", "b"]


def test_a_workbook_may_call_its_main_part_anything(tmp_path, book):
    book(lambda sheet: sheet.append(["a"]))
    target = tmp_path / "moved.xlsx"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            moved = name.replace("workbook.xml", "workbook22.xml")
            new.writestr(moved, old.read(name).replace(b"workbook.xml", b"workbook22.xml"))
    assert read_workbook(target.read_bytes(), "a.xlsx").sheets[0][1].loc[1, 0] == "a"


def test_rows_and_cells_without_an_address_follow_from_their_order(tmp_path, book):
    def fill(sheet):
        for line in (["kop", None, "kop"], ["a", None, "=A1"], ["b", None, "c"]):
            sheet.append(line)
        sheet.row_dimensions[2].hidden = True

    book(fill)

    def strip(name, data):
        if not name.endswith("sheet1.xml"):
            return data
        padded = re.sub(rb'<c r="C', rb'<c></c><c r="C', data)
        return re.sub(rb'(<row|<c) r="[A-Z0-9]+"', rb"\1", padded)

    _, grid, notes = read_workbook(rewrite(tmp_path / "a.xlsx", strip), "a.xlsx").sheets[0]
    assert (grid[0].tolist(), grid[2].to_dict()[3]) == (["kop", "a", "b"], "c")
    assert (notes.rows, notes.uncalculated) == (frozenset({2}), ((2, 2),))


def test_a_zero_that_was_never_calculated_is_noted(tmp_path, book):
    """XlsxWriter stores 0 beside every formula, and asks Excel to compute."""
    book(lambda sheet: sheet.append([1, "=A1+1"]))
    zero = in_sheet(b"<f>A1+1</f><v />", b"<f>A1+1</f><v>0</v>")
    assert read_workbook(rewrite(tmp_path / "a.xlsx", zero), "a.xlsx").sheets[0][2].uncalculated == ((1, 1),)

    def computed(name, data):
        return zero(name, data).replace(b' fullCalcOnLoad="1"', b"")

    assert read_workbook(rewrite(tmp_path / "a.xlsx", computed), "a.xlsx").sheets[0][2].uncalculated == ()


def test_escaped_signs_are_the_signs_they_stand_for(tmp_path, book):
    book(lambda sheet: sheet.append(["een_x0007_twee_x005F_x0007_"]))
    data = (tmp_path / "a.xlsx").read_bytes()
    assert read_workbook(data, "a.xlsx").sheets[0][1].loc[1, 0] == "een\x07twee_x0007_"


def test_dates_are_counted_from_1904_where_the_workbook_says_so(tmp_path):
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append([dt.date(2024, 3, 1)])
    made.save(tmp_path / "a.xlsx")
    assert read_workbook((tmp_path / "a.xlsx").read_bytes(), "a.xlsx").sheets[0][1].loc[1, 0] == "2024-03-01"


def test_a_text_of_several_runs_is_one_and_how_it_sounds_is_not_read(tmp_path, book, shared_texts):
    book(lambda sheet: sheet.append(["woord"]))
    table = "<sst><si><r><t>een </t></r><r><t>twee</t></r><rPh><t>drie</t></rPh></si></sst>"
    path = shared_texts(tmp_path / "a.xlsx", table, woord=0)
    assert read_workbook(path.read_bytes(), "a.xlsx").sheets[0][1].loc[1, 0] == "een twee"


@pytest.mark.parametrize(
    "table",
    [
        "<sst><si><t>een</t></si></sst>",  # the cell asks for the second
        "<sst><si><t>een</t></si><si><t>tw",
        "<!DOCTYPE sst [<!ENTITY a 'b'>]><sst><si><t>een</t></si><si><t>&a;</t></si></sst>",
    ],
)
def test_shared_texts_that_are_cut_off_or_declare_something_are_refused(tmp_path, book, shared_texts, table):
    book(lambda sheet: sheet.append(["woord"]))
    path = shared_texts(tmp_path / "a.xlsx", table, woord=1)
    with pytest.raises(UserError, match="damaged"):
        read_workbook(path.read_bytes(), "a.xlsx")


def test_a_format_on_far_cells_without_a_value_does_no_harm(tmp_path, book):
    book(lambda sheet: sheet.append(["a"]))
    far = b'</row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b"</row></sheetData>", far))
    assert read_workbook(data, "a.xlsx").sheets[0][1].shape == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        in_sheet(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet"),
        in_sheet(b"</worksheet>", b"<c t='e'>" * 40_000),
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
    assert replace(notes, written=()) == module.Notes()


def test_a_cell_that_does_not_say_its_place_stands_beside_the_one_before(tmp_path, book):
    book(lambda sheet: sheet.append([1, "=A1+1"]))
    data = rewrite(tmp_path / "a.xlsx", in_sheet(b'<c r="B1"><f>', b"<c><f>"))
    assert read_workbook(data, "a.xlsx").sheets[0][2].uncalculated == ((1, 1),)
