import pytest

from dashboard.errors import UserError
from dashboard.steward.intake.read import read_delivery


def sheet_of(raw, name):
    return next(one for one in raw.sheets if one.sheet and one.sheet.name == name)


def test_workbook_folder_and_zip_read_alike(workbook, csv_folder, zipped, sheets):
    frames = []
    for write in (workbook, csv_folder, zipped):
        result = sheet_of(read_delivery(write(sheets)), "result")
        frames.append(result.frame.astype("str").replace("", None).fillna("").to_dict("index"))
    assert frames[0] == frames[1] == frames[2]
    assert list(frames[0]) == [2, 3]


def test_blank_rows_count_for_the_row_number_but_are_not_read(csv_folder, sheets):
    folder = csv_folder(sheets)
    file = folder / "resultaten.csv"
    head, one, two = file.read_text(encoding="utf-8").splitlines()
    file.write_text(f"\n ; ;\n{head}\n\n{one}\n;;;;;;;\n\u00a0\n{two}", encoding="utf-8")
    result = sheet_of(read_delivery(folder), "result")
    assert (result.heading_row, result.frame.index.tolist()) == (3, [5, 8])


def test_a_title_above_the_headings_is_kept_apart(csv_folder, sheets):
    folder = csv_folder(sheets)
    file = folder / "resultaten.csv"
    file.write_text("Levering van de gemeente\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    result = sheet_of(read_delivery(folder), "result")
    assert result.heading_row == 2
    assert result.above == ((1, "Levering van de gemeente"),)


def test_a_line_that_names_the_separator_is_no_heading(csv_folder, sheets):
    folder = csv_folder(sheets)
    file = folder / "levering.csv"
    file.write_text("sep=;\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert sheet_of(read_delivery(folder), "delivery").heading_row == 2


def test_sheets_are_recognised_in_any_case(workbook, sheets):
    raw = read_delivery(workbook({name.upper() + " ": rows for name, rows in sheets.items()}))
    assert [one.sheet.heading for one in raw.sheets] == list(sheets)


def test_a_column_without_heading_is_kept_only_when_it_holds_something(workbook, sheets):
    def change(book):
        book["levering"]["I1"] = " "
        book["levering"]["K2"] = "los"

    delivery = sheet_of(read_delivery(workbook(sheets, change=change)), "delivery")
    assert list(delivery.frame.columns)[-1] == ""
    assert delivery.positions == (0, 1, 2, 3, 4, 5, 6, 10)


def test_an_empty_sheet_has_no_heading(workbook, sheets):
    sheets["borging"] = []
    assert sheet_of(read_delivery(workbook(sheets)), "sustainment").heading_row == 0


def test_an_extra_sheet_is_read_as_it_is(workbook, sheets):
    sheets["Draaitabel"] = [{"een": "x"}]
    extra = read_delivery(workbook(sheets)).sheets[-1]
    assert (extra.heading, extra.sheet, extra.frame["een"].tolist()) == ("Draaitabel", None, ["x"])


def test_two_sheets_for_the_same_part_are_refused(csv_folder, sheets):
    sheets["Resultaten "] = sheets["resultaten"]
    with pytest.raises(UserError, match="twice"):
        read_delivery(csv_folder(sheets))
