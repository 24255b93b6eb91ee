"""Provinces: which gemeente lies in which, from the list of CBS, because the official area file does not say."""

from __future__ import annotations

import csv
import unicodedata
import zipfile
from difflib import get_close_matches
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import CODES, FIGURES, NAMES, find_column, named
from dashboard.steward.areas.mergers import explain
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas
    import pandas as pd

# CBS, *Gemeenten alfabetisch*: 2016–2025 | until 2015.
COLUMNS = {
    "gemeentecode": ("gemeentecodeGM", *CODES["municipality"], "Gemcode"),
    "gemeentenaam": (*NAMES["municipality"], "Gemcodel"),
    "provincienaam": ("provincienaam", "PV_NAAM", "provcodel"),
}
DELIMITERS = ";,\t|"
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how the files begin
HEADING_WITHIN = 10  # rows
OFFICIAL_CODES = {
    "Groningen": "PV20",
    "Fryslân": "PV21",
    "Drenthe": "PV22",
    "Overijssel": "PV23",
    "Flevoland": "PV24",
    "Gelderland": "PV25",
    "Utrecht": "PV26",
    "Noord-Holland": "PV27",
    "Zuid-Holland": "PV28",
    "Zeeland": "PV29",
    "Noord-Brabant": "PV30",
    "Limburg": "PV31",
}
OTHER_NAMES = {"friesland": "Fryslân"}
ALIKE = 0.8  # as difflib measures it; "Drente" and "Drenthe" are 0.92
FIRST_OTHER = 90
FEW_EXPLAINED = 3


def read_provinces(file: Path, municipalities: set[str]) -> dict[str, tuple[str, str]]:
    """Read the province of every gemeente.

    Args:
        file: the list *Gemeenten alfabetisch* of CBS as published (XLSX), or a CSV with gemeentecode (``GM0363``, ``0363`` or
            ``363``), gemeentenaam and provincienaam.
        municipalities: gemeentecodes that must have a province; others in the file are left out.

    Returns:
        gemeentecode → (province code, province name). Names outside the official twelve get PV90, PV91 … by alphabet.

    Raises:
        AreasInvalid: the file cannot be read or lacks a column or a gemeente, or a province is spelled nearly as one of the twelve.
    """
    named_by_code = {code: name for code, name in _provinces(file).items() if code in municipalities}
    if absent := municipalities - named_by_code.keys():
        why = [sentence for code in sorted(absent) if (sentence := explain(code))]
        key = "areas.error.provinces_of_another_year" if why else "areas.error.province_missing"
        raise AreasInvalid(key, file=file.name, codes=named(absent), why=sentences(*why[:FEW_EXPLAINED]))
    official = {name: _official(name, file) for name in set(named_by_code.values())}
    others = sorted(set(official.values()) - OFFICIAL_CODES.keys())
    codes = OFFICIAL_CODES | {name: f"PV{FIRST_OTHER + k}" for k, name in enumerate(others)}
    return {code: (codes[official[name]], official[name]) for code, name in sorted(named_by_code.items())}


def _official(name: str, file: Path) -> str:
    """The official name of a province, or the name itself when it resembles none."""
    known = {_plain(one): one for one in OFFICIAL_CODES} | OTHER_NAMES
    if _plain(name) in known:
        return known[_plain(name)]
    if alike := get_close_matches(_plain(name), known, n=1, cutoff=ALIKE):
        raise AreasInvalid("areas.error.province_resembles", file=file.name, found=name, meant=known[alike[0]])
    return name


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _provinces(file: Path) -> dict[str, str]:
    """Name of the province of each gemeentecode, as the file has it."""
    tables = _tables(file)
    rows = next((rows for table in tables if (rows := _below_heading(table))), tables[0][:1])
    columns = (
        {ours: find_column(rows[0], theirs) for ours, theirs in COLUMNS.items()} if rows else dict.fromkeys(COLUMNS)
    )
    if absent := [ours for ours, theirs in columns.items() if theirs is None]:
        raise AreasInvalid("areas.error.column_missing", layer=file.name, columns=", ".join(absent))
    code, province = (rows[0].index(str(columns[ours])) for ours in ("gemeentecode", "provincienaam"))
    given = ((row[code], row[province]) for row in rows[1:] if len(row) > max(code, province))
    return {_code(one): name for one, name in given if one and name}


def _below_heading(table: list[list[str]]) -> list[list[str]]:
    """The rows from the heading on; nothing when there is none near the top."""
    near = (k for k, row in enumerate(table[:HEADING_WITHIN]) if all(find_column(row, one) for one in COLUMNS.values()))
    return next((table[k:] for k in near), [])


def _code(text: str) -> str:
    """``0363``, ``363`` and ``gm0363`` are GM0363."""
    return f"GM{text.zfill(4)}" if text.isdigit() else text.upper()


def _tables(file: Path) -> list[list[list[str]]]:
    """The sheets of a workbook, or the one table of a CSV, as rows of texts; at least one table."""
    try:
        content = file.read_bytes()
        if content.startswith(OLD_WORKBOOK):
            raise AreasInvalid("areas.error.workbook_old", file=file.name)
        if content.startswith(WORKBOOK):
            return _sheets(file)
        return [_lines(content)]
    except (
        OSError,
        UnicodeDecodeError,
        csv.Error,
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
    ) as problem:
        raise AreasInvalid("areas.error.file_unreadable", file=file.name) from problem


def _sheets(file: Path) -> list[list[list[str]]]:
    workbook = openpyxl.load_workbook(file, data_only=True)
    sheets = (sheet.iter_rows(values_only=True) for sheet in workbook.worksheets)
    return [[[_text(cell) for cell in row] for row in rows] for rows in sheets] or [[]]


def _text(cell: object) -> str:
    """What a cell holds, a code that Excel took for a number included."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _lines(content: bytes) -> list[list[str]]:
    """The rows of a CSV in either encoding, with the delimiter that stands in its first lines most."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")  # as Dutch Excel saves a CSV
    lines = text.splitlines()
    top = "\n".join(lines[:HEADING_WITHIN])
    reader = csv.reader(lines, delimiter=max(DELIMITERS, key=top.count))
    return [[cell.strip() for cell in row] for row in reader]


def dissolve(
    municipalities: geopandas.GeoDataFrame, province_of: Mapping[str, tuple[str, str]]
) -> geopandas.GeoDataFrame:
    """Join the gemeenten of each province to one area; water stays apart from land.

    Args:
        municipalities: one row per area_code and is_water; the geometry ``shape`` is a valid coverage in EPSG:28992.
        province_of: gemeentecode → (province code, province name).

    Returns:
        One row per area_code and is_water, sorted, columns as the input. Counts are sums over the gemeenten, missing
        where one gemeente is missing; other figures do not add up and are missing.
    """
    inside = municipalities[municipalities["area_code"].isin(province_of.keys())]
    inside = inside.assign(area_code=inside["area_code"].map(lambda code: province_of[code][0]))
    sums = dict.fromkeys((name for name in FIGURES if name.startswith("n_")), _whole_sum)
    whole = inside.dissolve(["area_code", "is_water"], aggfunc=sums, method="coverage", as_index=False)
    whole["area_name"] = whole["area_code"].map(dict(province_of.values()))
    types = municipalities.dtypes.drop(["shape", "delivered_parent"])
    return whole.reindex(columns=municipalities.columns).astype(types.to_dict())


def _whole_sum(counts: pd.Series) -> object:
    """The sum, missing where one is missing."""
    return counts.sum(skipna=False)
