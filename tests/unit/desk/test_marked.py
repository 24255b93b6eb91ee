"""The workbook that comes back has a colour and a comment on exactly the cells that the check names."""

from __future__ import annotations

import openpyxl

from dashboard.desk.deliver.marked import mark
from dashboard.steward.intake.check import check
from dashboard.steward.intake.problems import Problem


def marked_cells(path):
    """Sheet and cell of every comment, with its text."""
    book = openpyxl.load_workbook(path)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return {(cell.parent.title, cell.coordinate): cell for cell in cells if cell.comment}


def test_exactly_the_cells_named_are_filled_and_commented(workbook, sheets, tmp_path):
    sheets["resultaten"][0]["waarde"] = "veel"
    sheets["resultaten"][1]["maatstaf"] = "boetess"
    del sheets["levering"][0]["peildatum"]
    sheets["levering"][0]["peildatum"] = ""
    path = workbook(sheets)
    problems = check(path).problems

    n = mark(path, problems, tmp_path / "marked.xlsx")
    cells = marked_cells(tmp_path / "marked.xlsx")

    named = {(one.sheet, one.column, one.row) for one in problems}
    assert ("resultaten", "waarde", 2) in named
    assert ("resultaten", "maatstaf", 3) in named
    heads = {
        sheet: {cell.column_letter: cell.value for cell in openpyxl.load_workbook(path)[sheet][1]} for sheet, _ in cells
    }
    assert {(sheet, heads[sheet][cell.column_letter], cell.row) for (sheet, _), cell in cells.items()} == named
    assert n == len(cells)
    wrong = next(cell for cell in cells.values() if cell.value == "veel")
    assert "Dit is geen getal." in wrong.comment.text
    assert wrong.fill.fgColor.rgb == "00F8CBAD"


def test_a_column_is_marked_at_its_heading_and_a_row_at_its_first_cell(workbook, sheets, tmp_path):
    path = workbook(sheets)
    problems = [
        Problem("lessen", None, "thema", "", "warning", "Let op de kolom.", ""),
        Problem("stappen", 3, None, "", "info", "Let op de rij.", ""),
        Problem("", None, None, "", "error", "Over alles.", ""),
        Problem("bestaat niet", 2, "x", "", "error", "Nergens.", ""),
    ]

    assert mark(path, problems, tmp_path / "marked.xlsx") == 2
    cells = marked_cells(tmp_path / "marked.xlsx")
    assert cells[("lessen", "B1")].comment.text.endswith("Let op de kolom.")
    assert cells[("stappen", "A3")].comment.text.endswith("Let op de rij.")


def test_two_problems_of_one_cell_stand_in_one_comment_in_the_colour_of_the_worst(workbook, sheets, tmp_path):
    path = workbook(sheets)
    problems = [
        Problem("lessen", 2, "thema", "", "error", "Eerst.", ""),
        Problem("lessen", 2, "thema", "", "warning", "Daarna.", ""),
    ]

    assert mark(path, problems, tmp_path / "marked.xlsx") == 1
    (cell,) = marked_cells(tmp_path / "marked.xlsx").values()
    assert cell.comment.text.index("Eerst.") < cell.comment.text.index("Daarna.")
    assert cell.fill.fgColor.rgb == "00F8CBAD"


def test_nothing_is_written_where_nothing_can_be_marked(workbook, sheets, tmp_path):
    assert mark(workbook(sheets), [Problem("", None, None, "", "error", "x", "")], tmp_path / "marked.xlsx") == 0
    assert not (tmp_path / "marked.xlsx").exists()


def test_a_marked_workbook_that_is_mended_passes_the_check(workbook, sheets, tmp_path):
    sheets["resultaten"][0]["waarde"] = "veel"
    path = workbook(sheets)
    mark(path, check(path).problems, tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    cell = next(cell for row in book["resultaten"].iter_rows() for cell in row if cell.value == "veel")
    cell.value = "40"
    book.save(tmp_path / "mended.xlsx")

    assert check(tmp_path / "mended.xlsx").problems == ()
