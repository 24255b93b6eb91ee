"""Deliveries on disk: XLSX workbooks and CSV files in a ZIP, byte for byte the same every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

STAMP = (2026, 10, 31, 0, 0, 0)
MONTH_COLUMNS = ("maand", "besluitmaand", "periode_van", "periode_tot")
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>voorbeeld</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-10-31T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-10-31T00:00:00Z</dcterms:modified></cp:coreProperties>'
)


@dataclass(frozen=True)
class Habit:
    """How one partner sends its files.

    Attributes:
        workbook: XLSX, otherwise CSV in ZIP.
        real_months: months as Excel dates, otherwise ``YYYY-MM`` text.
        encoding: of the CSV files.
        day: strftime pattern of dates in CSV.
    """

    workbook: bool
    real_months: bool = False
    encoding: str = "utf-8-sig"
    day: str = "%Y-%m-%d"


HABITS = {
    "GEM": Habit(workbook=False),
    "UWV": Habit(workbook=True, real_months=True),
    "SVB": Habit(workbook=True),
    "BD": Habit(workbook=False, encoding="cp1252", day="%d-%m-%Y"),
    "DTO": Habit(workbook=True, real_months=True),
    "NLA": Habit(workbook=True),
    "IND": Habit(workbook=True),
    "POL": Habit(workbook=False, encoding="cp1252"),
    "OM": Habit(workbook=True, real_months=True),
}


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Put a member in a ZIP with a fixed time."""
    member = zipfile.ZipInfo(name, STAMP)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    archive.writestr(member, data, compresslevel=6)


def _number_texts(values: pd.Series) -> pd.Series:
    """Numbers as Dutch text: whole without decimals, others with a decimal comma."""
    numbers, inverse = np.unique(values.to_numpy(dtype=float), return_inverse=True)
    texts = ["" if np.isnan(v) else f"{v:.0f}" if v == np.floor(v) else f"{v:.2f}".replace(".", ",") for v in numbers]
    return pd.Series(np.array(texts, dtype=object)[inverse], index=values.index)


def _as_text(sheet: pd.DataFrame, day: str) -> pd.DataFrame:
    """Every column as it is typed in a CSV file."""
    out = {}
    for name, column in sheet.items():
        if pd.api.types.is_datetime64_any_dtype(column):
            out[name] = column.dt.strftime(day)
        elif pd.api.types.is_numeric_dtype(column):
            out[name] = _number_texts(column)
        else:
            out[name] = column
    return pd.DataFrame(out)


def zip_sheets(sheets: dict[str, pd.DataFrame], habit: Habit) -> bytes:
    """CSV files with semicolons in a ZIP, one per sheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, sheet in sheets.items():
            text = _as_text(sheet, habit.day).to_csv(sep=";", index=False, lineterminator="\r\n")
            _add(archive, f"{name}.csv", text.encode(habit.encoding))
    return buffer.getvalue()


def _cells(column: pd.Series, real_months: bool) -> list[object]:
    """Values of one column as openpyxl wants them; None where empty."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return [None if pd.isna(value) else value.to_pydatetime() for value in column]
    if pd.api.types.is_numeric_dtype(column):
        values = column.to_numpy(dtype=float)
        return [None if np.isnan(v) else int(v) if v == np.floor(v) else float(v) for v in values]
    texts = [None if pd.isna(value) or value == "" else str(value) for value in column]
    if column.name in MONTH_COLUMNS and real_months:
        return [None if text is None else datetime(int(text[:4]), int(text[5:]), 1) for text in texts]  # noqa: DTZ001
    return list(texts)


def _fill(page: Any, sheet: pd.DataFrame, real_months: bool) -> None:
    """Write headings and rows to a worksheet."""
    page.append([str(name) for name in sheet.columns])
    for row in zip(*(_cells(sheet[name], real_months) for name in sheet.columns), strict=True):
        page.append(row)


def book_sheets(sheets: dict[str, pd.DataFrame], habit: Habit) -> bytes:
    """An XLSX workbook with one worksheet per sheet; times fixed."""
    book = openpyxl.Workbook(write_only=True)
    for name, sheet in sheets.items():
        _fill(book.create_sheet(name), sheet, habit.real_months)
    raw, fixed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            _add(target, name, CORE.encode() if name == "docProps/core.xml" else source.read(name))
    return fixed.getvalue()


def write_delivery(folder: Path, name: str, partner: str, sheets: dict[str, pd.DataFrame], workbooks: bool) -> Path:
    """Write one delivery the way its partner does and say where."""
    habit = HABITS[partner]
    folder.mkdir(parents=True, exist_ok=True)
    if habit.workbook and workbooks:
        path = folder / f"{name}.xlsx"
        path.write_bytes(book_sheets(sheets, habit))
    else:
        path = folder / f"{name}.zip"
        path.write_bytes(zip_sheets(sheets, habit))
    return path
