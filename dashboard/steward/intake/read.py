"""Read a delivery as it was sent: text per cell, with the row numbers a person sees.

First station of the intake; `check` judges what is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.errors import UserError
from dashboard.steward.intake.container import open_delivery
from dashboard.steward.intake.contract import SHEETS
from dashboard.steward.intake.table import read_table
from dashboard.steward.intake.values import fold
from dashboard.steward.intake.workbook import Notes, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.steward.intake.contract import Sheet

SHEET_OF = {fold(sheet.heading): sheet for sheet in SHEETS}
HEADING_WITHIN = 20


@dataclass(frozen=True)
class RawSheet:
    """One sheet as delivered.

    Attributes:
        heading: its name as delivered, without folder and suffix.
        sheet: what the contract says of it; None for an extra sheet.
        frame: text as delivered, categorical, columns as they are headed (blank where there is no heading); index
            ``row`` = source row, counted from 1 as in Excel. Without blank rows and without columns that are blank.
        positions: position in the source, from 0, of each column of the frame.
        heading_row: source row of the headings, 0 when the sheet is empty.
        above: source row and text of cells above the headings.
        notes: what a workbook hides or merges.
    """

    heading: str
    sheet: Sheet | None
    frame: pd.DataFrame
    positions: tuple[int, ...]
    heading_row: int
    above: tuple[tuple[int, str], ...]
    notes: Notes


@dataclass(frozen=True)
class RawDelivery:
    """A delivery as it was sent.

    Attributes:
        sheets: in the order of the file.
        strangers: files that could not be read as a table.
    """

    sheets: tuple[RawSheet, ...]
    strangers: tuple[str, ...]


def read_delivery(path: Path) -> RawDelivery:
    """Read an XLSX workbook, a folder of CSV files, or a ZIP with CSV files or one workbook.

    Raises:
        UserError: it cannot be read; says why and what to do.
    """
    content = open_delivery(path)
    if content.workbook is not None:
        cells = read_workbook(content.workbook, path.name)
        return _delivery([_raw(name, grid, notes) for name, grid, notes in cells], content.strangers)
    headings = {fold(column.heading) for sheet in SHEETS for column in sheet.columns}
    tables = {name: read_table(data, name, headings) for name, data in content.tables.items()}
    sheets = [_raw(PurePosixPath(name).stem, grid, Notes()) for name, grid in tables.items()]
    return _delivery(sheets, content.strangers)


def _delivery(sheets: list[RawSheet], strangers: tuple[str, ...]) -> RawDelivery:
    """Refuse two files or sheets for the same sheet of the contract: which one counts is doubtful."""
    known = [one for one in sheets if one.sheet]
    for one in known:
        same = [other.heading for other in known if other.sheet == one.sheet]
        if len(same) > 1:
            raise UserError("intake.unreadable.twice", names=", ".join(same))
    return RawDelivery(tuple(sheets), strangers)


def _raw(name: str, grid: pd.DataFrame, notes: Notes) -> RawSheet:
    """Find the headings in a grid of cells and drop what is blank."""
    sheet = SHEET_OF.get(fold(name))
    filled = _filled(grid)
    rows = grid.index[filled.any(axis=1)]
    if rows.empty:
        return RawSheet(name, sheet, grid.iloc[:0, :0], (), 0, (), notes)
    heading_row = _heading_row(grid.loc[rows[:HEADING_WITHIN]], sheet)
    heads = [_cell(text) for text in grid.loc[heading_row]]
    body = grid.loc[rows[rows > heading_row]]
    has_content = filled.loc[body.index].any(axis=0).to_numpy()
    kept = [n for n, head in enumerate(heads) if head or has_content[n]]
    frame = body.iloc[:, kept].set_axis([heads[n] for n in kept], axis=1)
    preamble = grid.loc[rows[rows < heading_row]]
    lines = zip(preamble.index, preamble.to_numpy(), strict=True)
    above = tuple((int(row), _cell(text)) for row, line in lines for text in line if _cell(text))
    return RawSheet(name, sheet, frame, tuple(kept), int(heading_row), above, notes)


def _filled(grid: pd.DataFrame) -> pd.DataFrame:
    """Mask of cells with more than blanks."""
    masks = {}
    for column in grid.columns:
        blank = [not str(text).strip() for text in grid[column].cat.categories]
        codes = grid[column].cat.codes.to_numpy()
        masks[column] = ~pd.Series([*blank, True], dtype=bool).to_numpy()[codes]
    return pd.DataFrame(masks, index=grid.index)


def _heading_row(top: pd.DataFrame, sheet: Sheet | None) -> int:
    """The first of the top rows with most known headings; the first row when nothing is known."""
    known = {fold(heading) for heading in sheet.by_heading()} if sheet else set()
    matches = [len(known & {fold(_cell(text)) for text in line}) for line in top.to_numpy()]
    return int(top.index[matches.index(max(matches))])


def _cell(text: object) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""
