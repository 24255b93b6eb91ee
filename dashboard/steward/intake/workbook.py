"""Read an XLSX workbook: values through calamine, and from the XML what it hides, merges or cannot know.

Formulas are never evaluated: the value Excel kept beside a formula is read, and its absence is reported.
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from dashboard.errors import UserError
from dashboard.steward.intake.container import read_members

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_CELLS: Final = 40_000_000
_ATTRIBUTE: Final = rb"""\b%s\s*=\s*["']([^"']*)["']"""
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_IS_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_CELL_PLACE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})[0-9]+["'][^>]*(?<!/)>""")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_EMPTY_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*\bt\s*=\s*["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL
)
_WHOLE = re.compile(rb"</(?:\w+:)?(?:work|chart|dialog)sheet>\s*$")
_PLACE = re.compile(rb"([A-Z]{1,3})([0-9]+)")


@dataclass(frozen=True)
class Notes:
    """What a person should know of a sheet besides its values; rows from 1, columns from 0.

    Attributes:
        is_hidden: the sheet itself.
        rows: hidden rows.
        columns: hidden columns.
        merged: first row, first column, last row, last column of merged cells.
        uncalculated: cells with a formula but without a value.
        errors: cells with an error of Excel, such as ``#N/A``, and that error.
    """

    is_hidden: bool = False
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    uncalculated: tuple[tuple[int, int], ...] = ()
    errors: tuple[tuple[int, int, str], ...] = ()


def read_workbook(data: bytes, name: str) -> list[tuple[str, pd.DataFrame, Notes]]:
    """Read every sheet.

    Returns:
        Per sheet its name, its cells as categorical text (index ``row`` from 1), and the notes.

    Raises:
        UserError: damaged, protected with a password, or with cells unreasonably far away.
    """
    members = dict(read_members(io.BytesIO(data), name))
    notes = {sheet: _scan(xml, name) for sheet, xml in _sheet_files(members)}
    del members
    sheets = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for meta in book.sheets_metadata:
                note = replace(notes.get(meta.name, Notes()), is_hidden=meta.visible != SheetVisibleEnum.Visible)
                cells = book.get_sheet_by_name(meta.name)
                merged = tuple((a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in cells.merged_cell_ranges or [])
                grid = _grid(cells.to_python(skip_empty_area=False))
                sheets.append((meta.name, grid, replace(note, merged=merged)))
    except CalamineError as error:
        raise UserError("intake.unreadable.damaged", file=name) from error
    return sheets


def _grid(rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    columns = {
        n: pd.Categorical([_text(value) for value in column]) for n, column in enumerate(zip(*rows, strict=True))
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(1, len(rows) + 1, name="row"))


def _text(value: object) -> str:
    """A cell as text that can be read back in one way only.

    A number gets a decimal comma; with exactly three decimals it gets a fourth, so that 1,2340 is no thousands group.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        digits = format(Decimal(f"{value:.15g}"), "f").replace(".", ",")
        return digits + "0" if len(digits.partition(",")[2]) == 3 else digits
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _sheet_files(members: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield sheet name and XML, through the relations of the workbook."""
    relations = members.get("xl/_rels/workbook.xml.rels", b"")
    targets = {_attribute(tag, b"Id"): _attribute(tag, b"Target") for tag in _RELATION.findall(relations)}
    for tag in _SHEET.findall(members["xl/workbook.xml"]):
        target = targets.get(_attribute(tag, rb"(?:\w+:)id"), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        yield _attribute(tag, b"name"), members.get(path, b"")


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(_ATTRIBUTE % name, tag)
    return html.unescape(found[1].decode("utf-8", errors="replace")) if found else ""


def _scan(xml: bytes, name: str) -> Notes:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or not _WHOLE.search(xml[-100:]):
        raise UserError("intake.unreadable.damaged", file=name)
    tags = _ROW.findall(xml)
    last_row = max((_number(_attribute(tag, b"r")) for tag in tags[-1:]), default=0)
    last_column = max((_position(letters) for letters in {m[1] for m in _CELL_PLACE.finditer(xml)}), default=0) + 1
    if max(last_row, len(tags)) * last_column > MAX_CELLS:
        raise UserError("intake.unreadable.far_cells", file=name)
    formulas = [m[1] for m in _FORMULA.finditer(xml) if not _EMPTY_TEXT.search(m[1])]
    return Notes(
        rows=frozenset(_number(_attribute(tag, b"r")) for tag in tags if _IS_HIDDEN.search(tag)),
        columns=frozenset(n for tag in _COLUMN.findall(xml) if _IS_HIDDEN.search(tag) for n in _span(tag)),
        uncalculated=tuple(_cell(attributes) for attributes in formulas),
        errors=tuple((*_cell(m[1]), m[2].decode("utf-8", errors="replace")) for m in _ERROR_CELL.finditer(xml)),
    )


def _span(tag: bytes) -> range:
    first = _number(_attribute(tag, b"min"))
    return range(first - 1, min(_number(_attribute(tag, b"max")), first + 500))


def _cell(attributes: bytes) -> tuple[int, int]:
    """Row from 1 and column from 0 of a cell; zero and zero when it does not say."""
    place = _PLACE.fullmatch(_attribute(attributes, b"r").encode())
    return (int(place[2]), _position(place[1])) if place else (0, 0)


def _position(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
