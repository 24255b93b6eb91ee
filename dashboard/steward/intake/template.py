"""The workbook partners fill in, made from the contract: headings, drop-downs, explanation, an example.

What it asks is what `check` demands, for both come from the same declarations.
"""

from __future__ import annotations

import io
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from dashboard.files import put_in_place
from dashboard.steward.intake.codes import SUSTAINMENT_STATUS
from dashboard.steward.intake.contract import FORMAT_VERSION, SHEETS, Column, Sheet
from dashboard.steward.intake.example import EXAMPLE
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW: Final = 1_048_576
REQUIRED_MARK: Final = " *"
_HEAD = Font(bold=True)
_REQUIRED = PatternFill("solid", fgColor="DCE6F1")
_WRAP = Alignment(wrap_text=True, vertical="top")
_OPEN = Protection(locked=False)
_WAITS = PatternFill("solid", fgColor="FFF2CC")
_FORMAT: Final = {"date": "dd-mm-yyyy", "month": "mm-yyyy", "count": "0", "amount": "#,##0.00", "year": "0"}
_TEXT_FORMAT: Final = "@"
_WIDTH: Final = {"text": 36, "codes": 26, "code": 26}


@dataclass(frozen=True)
class Filling:
    """What is known and written in the workbook; frames have the inner columns of the contract.

    Attributes:
        sheets: inner sheet name to its rows.
        marked: inner sheet name to the positions of rows that wait for something.
        areas: areas of the projects of a source, with title and lead of the project.
    """

    sheets: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    marked: Mapping[str, Sequence[int]] = field(default_factory=dict)
    areas: pd.DataFrame = field(default_factory=pd.DataFrame)


def write_template(path: Path) -> None:
    """Write the empty workbook for a delivery, in the active language; the headings stay Dutch.

    The file appears whole or not at all.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".template-", suffix=".xlsx")
    os.close(handle)
    temporary = Path(name)
    try:
        _book(Filling()).save(temporary)
        put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def filled_template(filling: Filling) -> bytes:
    """The workbook with what is known, in the active language."""
    out = io.BytesIO()
    _book(filling).save(out)
    return out.getvalue()


def _book(filling: Filling) -> Workbook:
    """The workbook: explanation, the sheets of the contract, what is known, an example and the lists."""
    book = Workbook()
    guide = book.active
    guide.title = "Uitleg"
    _write_guide(guide)
    lists = _Lists(book.create_sheet("Lijsten"))
    for number, sheet in enumerate(SHEETS, start=1):
        page = book.create_sheet(sheet.heading, number)
        _write_sheet(page, sheet, lists)
        _fill(page, sheet, filling)
    if len(filling.areas):
        _write_areas(book.create_sheet("Bekend"), filling.areas)
    _write_example(book.create_sheet("Voorbeeld"))
    book.move_sheet("Lijsten", offset=len(book.sheetnames))
    return book


def _fill(sheet: Worksheet, contract: Sheet, filling: Filling) -> None:
    """The known rows below the headings, open for change; those that wait for something stand out."""
    frame = filling.sheets.get(contract.name)
    if frame is None:
        return
    marked = frozenset(filling.marked.get(contract.name, ()))
    for position, column in enumerate(contract.columns, start=1):
        for number, value in enumerate(frame[column.name]):
            cell = sheet.cell(number + 2, position, _written(column, value))
            cell.protection = _OPEN
            cell.number_format = _TEXT_FORMAT if column.kind == "month" else _FORMAT.get(column.kind, _TEXT_FORMAT)
            if number in marked:
                cell.fill = _WAITS


_PLAIN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "month": "{:%Y-%m}".format,
    "date": pd.Timestamp.to_pydatetime,
    "count": int,
    "year": int,
    "amount": float,
    "days": float,
}


def _written(column: Column, value: Any) -> Any:
    """A typed value as a person writes it: delivered codes, and lists with semicolons."""
    if isinstance(value, list | tuple):
        return "; ".join(_delivered(column, str(one)) for one in value) or None
    if value is None or pd.isna(value):
        return None
    if column.kind in _PLAIN:
        return _PLAIN[column.kind](value)
    return _delivered(column, str(value).lower() if column.kind == "yes_no" else str(value))


def _delivered(column: Column, code: str) -> str:
    """The delivered code of an inner one."""
    return next((delivered for delivered, inner in column.codes.items() if inner == code), code)


def _write_areas(sheet: Worksheet, areas: pd.DataFrame) -> None:
    """The codes to copy: areas of every project the source takes part in."""
    columns = ("project_code", "title", "lead_partner_code", "area_code", "area_year", "n_addresses")
    sheet.append([say("intake.template.known")])
    sheet.append([])
    sheet.append(
        ["projectcode", "titel", "verantwoordelijke_partner", "gebiedcode", "gebiedjaar", "adressen_in_gebied"]
    )
    for cell in sheet[3]:
        cell.font = _HEAD
    for row in areas[list(columns)].itertuples(index=False):
        sheet.append([None if pd.isna(value) else value for value in row])
    for letter, width in zip("ABCDEF", (18, 48, 26, 16, 12, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    sheet.protection.enable()


class _Lists:
    """The sheet with the codes behind the drop-downs; equal lists share a column."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.ranges: dict[tuple[str, ...], str] = {}
        sheet.protection.enable()

    def range_of(self, heading: str, codes: Iterable[str]) -> str:
        """Reference to the cells with these codes, written when they are new."""
        wanted = tuple(codes)
        if wanted not in self.ranges:
            column = len(self.ranges) + 1
            letter = get_column_letter(column)
            for row, value in enumerate((heading, *wanted), start=1):
                self.sheet.cell(row, column, value)
            self.sheet.cell(1, column).font = _HEAD
            self.sheet.column_dimensions[letter].width = 30
            self.ranges[wanted] = f"{quote_sheetname(self.sheet.title)}!${letter}$2:${letter}${len(wanted) + 1}"
        return self.ranges[wanted]


def _write_sheet(sheet: Worksheet, contract: Sheet, lists: _Lists) -> None:
    last_row = 2 if contract.name == "delivery" else LAST_ROW
    for position, column in enumerate(contract.columns, start=1):
        letter = get_column_letter(position)
        head = sheet.cell(1, position, column.heading + REQUIRED_MARK * column.required)
        head.font = _HEAD
        if column.required:
            head.fill = _REQUIRED
        head.comment = Comment(f"{_explain(contract, column)}\n{_form(column)}", "LSI", height=140, width=320)
        sheet.column_dimensions[letter].width = max(_WIDTH.get(column.kind, 14), len(column.heading) + 4)
        # The style of a whole column: every cell without one of its own, the headings, is open for input.
        sheet.column_dimensions[letter].protection = _OPEN
        sheet.column_dimensions[letter].number_format = _FORMAT.get(column.kind, _TEXT_FORMAT)
        _restrict(sheet, column, f"{letter}2:{letter}{last_row}", lists)
    if contract.name == "delivery":
        version = sheet.cell(
            2, [column.name for column in contract.columns].index("format_version") + 1, FORMAT_VERSION
        )
        version.number_format = _TEXT_FORMAT
    sheet.freeze_panes = "A2"
    sheet.protection.enable()
    sheet.protection.formatColumns = False
    sheet.protection.sort = False
    sheet.protection.autoFilter = False
    sheet.protection.insertRows = False
    sheet.protection.deleteRows = False


def _restrict(sheet: Worksheet, column: Column, cells: str, lists: _Lists) -> None:
    """A drop-down where one code is asked; Excel then also refuses what is not in the list."""
    codes = list(column.codes)
    if column.kind not in {"code", "yes_no"} or not codes:
        return
    validation = DataValidation("list", formula1=f"={lists.range_of(column.heading, codes)}", allow_blank=True)
    validation.showErrorMessage = True
    validation.error = say("intake.template.choose")
    sheet.add_data_validation(validation)
    validation.add(cells)


def _write_guide(sheet: Worksheet) -> None:
    """One row per column of the contract: what it means, how it is written, an example."""
    sheet.append([say("intake.template.title")])
    sheet["A1"].font = Font(bold=True, size=14)
    for line in say("intake.template.lines").split("\n"):
        sheet.append([line])
    sheet.append([])
    sheet.append(
        [say(f"intake.template.head.{name}") for name in ("sheet", "column", "required", "meaning", "form", "example")]
    )
    head_row = sheet.max_row
    for cell in sheet[head_row]:
        cell.font = _HEAD
    for contract in SHEETS:
        example = EXAMPLE[contract.name][0]
        for column in contract.columns:
            required = say("intake.template.yes") if column.required else ""
            row = [contract.heading, column.heading, required, _explain(contract, column), _form(column)]
            sheet.append([*row, example.get(column.heading, "")])
    for letter, width in zip("ABCDEF", (18, 28, 10, 70, 60, 28), strict=True):
        sheet.column_dimensions[letter].width = width
    for line in sheet.iter_rows(min_row=head_row):
        for cell in line:
            cell.alignment = _WRAP
    sheet.freeze_panes = sheet.cell(head_row + 1, 1)
    sheet.protection.enable()


def _write_example(sheet: Worksheet) -> None:
    """The example rows of every sheet, one block below the other."""
    for contract in SHEETS:
        sheet.append([say("intake.template.example_of", sheet=contract.heading)])
        sheet.cell(sheet.max_row, 1).font = _HEAD
        sheet.append([column.heading for column in contract.columns])
        for row in EXAMPLE[contract.name]:
            sheet.append([row.get(column.heading, "") for column in contract.columns])
        sheet.append([])
    for position in range(1, max(len(contract.columns) for contract in SHEETS) + 1):
        sheet.column_dimensions[get_column_letter(position)].width = 24
    sheet.protection.enable()


def _explain(contract: Sheet, column: Column) -> str:
    return say(f"intake.column.{contract.heading}.{column.heading}")


def _form(column: Column) -> str:
    """How a value is written, with the codes when they are few."""
    form = say(f"intake.form.{column.kind}")
    few = column.codes and len(column.codes) <= len(SUSTAINMENT_STATUS) + 5
    return f"{form} {', '.join(column.codes)}" if few else form
