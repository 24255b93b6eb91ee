"""A workbook given back with the cells that a problem names filled and commented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from dashboard.steward.intake.problems import shown
from dashboard.steward.intake.read import HEADING_WITHIN
from dashboard.steward.intake.template import REQUIRED_MARK
from dashboard.steward.intake.values import fold
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from dashboard.steward.intake.problems import Problem

AUTHOR: Final = "LSI"
FILL: Final = {"error": "F8CBAD", "warning": "FFE699", "info": "DDEBF7"}
HEIGHT, WIDTH = 140, 320


def mark(path: Path, problems: Iterable[Problem], target: Path) -> int:
    """Write the workbook with its problems marked; those about no cell, row or column stand on no sheet.

    A problem that stands for many rows is marked at the first.

    Args:
        path: XLSX workbook.
        problems: as the check gave them, errors first.
        target: where to.

    Returns:
        How many cells were marked; nothing is written when there is none.
    """
    book = openpyxl.load_workbook(path, keep_links=False)
    cells: dict[tuple[str, str], Cell] = {}
    for problem in problems:
        cell = _cell(book, problem)
        if cell is not None:
            _note(cell, problem, is_first=(cell.parent.title, cell.coordinate) not in cells)
            cells[cell.parent.title, cell.coordinate] = cell
    if cells:
        book.save(target)
    return len(cells)


def _cell(book: Workbook, problem: Problem) -> Cell | None:
    """The cell a problem is about: of its row and column, the heading of its column, or the first of its row."""
    sheet = next((one for one in book.worksheets if _is_called(one, problem.sheet)), None)
    if sheet is None or (problem.row is None and problem.column is None):
        return None
    heading = _heading(sheet, problem.column) if problem.column else None
    if problem.column and heading is None:
        return None
    if problem.row is None:
        return heading
    found: Cell = sheet.cell(problem.row, heading.column if heading else 1)
    return found if hasattr(found, "comment") and not isinstance(found, openpyxl.cell.MergedCell) else None


def _is_called(sheet: Worksheet, name: str) -> bool:
    title = fold(sheet.title)
    return bool(name) and (shown(sheet.title) == name or title == fold(name))


def _heading(sheet: Worksheet, column: str) -> Cell | None:
    """The cell that heads a column."""
    for row in sheet.iter_rows(max_row=HEADING_WITHIN):
        for cell in row:
            text = str(cell.value or "").removesuffix(REQUIRED_MARK)
            if text and (shown(text) == column or fold(text) == fold(column)):
                return cell
    return None


def _note(cell: Cell, problem: Problem, *, is_first: bool) -> None:
    """Fill a cell by its worst problem, which comes first, and say what is wrong and what to do."""
    words = "\n".join(
        line for line in (say(f"intake.severity.{problem.severity}"), problem.what, problem.what_to_do) if line
    )
    earlier = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(earlier + words, AUTHOR, height=HEIGHT, width=WIDTH)
    if is_first:
        cell.fill = PatternFill("solid", fgColor=FILL[problem.severity])
