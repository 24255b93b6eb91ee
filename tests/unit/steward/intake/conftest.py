"""A small correct delivery, and ways to write it as a person would send it."""

from __future__ import annotations

import copy
import csv
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from dashboard.steward.intake.check import check
from dashboard.steward.intake.contract import SHEETS
from dashboard.steward.intake.example import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sheets():
    """Dutch sheet name to its rows, each a dictionary by Dutch heading. Passes the check as it is."""
    return {sheet.heading: [dict(row) for row in copy.deepcopy(EXAMPLE[sheet.name])] for sheet in SHEETS}


@pytest.fixture
def csv_folder(tmp_path):
    """Write sheets as a folder of CSV files."""

    def write(sheets, name="levering", separator=";", encoding="utf-8") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for heading, rows in sheets.items():
            with (folder / f"{heading}.csv").open("w", encoding=encoding, newline="") as file:
                fields = list(dict.fromkeys(field for row in rows for field in row))
                writer = csv.DictWriter(file, fields, delimiter=separator)
                writer.writeheader()
                writer.writerows(rows)
        return folder

    return write


@pytest.fixture
def zipped(tmp_path, csv_folder):
    """Write sheets as a ZIP with CSV files."""

    def write(sheets, name="levering.zip") -> Path:
        folder = csv_folder(sheets, name=f"{name}-inside")
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.iterdir()):
                archive.write(file, file.name)
        return tmp_path / name

    return write


@pytest.fixture
def workbook(tmp_path):
    """Write sheets as an XLSX workbook; `change` may do to it what people do to workbooks."""

    def write(sheets, name="levering.xlsx", change=None) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for heading, rows in sheets.items():
            sheet = book.create_sheet(heading)
            fields = list(dict.fromkeys(field for row in rows for field in row))
            sheet.append(fields)
            for row in rows:
                sheet.append([row.get(field) for field in fields])
        if change:
            change(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def shared_texts():
    """Give a workbook a table of texts that cells share, as Excel writes them, and let cells with a text point into it."""

    def share(path, table, **places) -> Path:
        target = path.with_name(f"shared-{path.name}")
        relation = '<Relationship Id="rIdS" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name).decode("utf-8")
                if name == "xl/_rels/workbook.xml.rels":
                    data = data.replace("</Relationships>", relation)
                for text, number in places.items():
                    data = data.replace(f't="inlineStr"><is><t>{text}</t></is>', f't="s"><v>{number}</v>')
                new.writestr(name, data)
            new.writestr("xl/sharedStrings.xml", table)
        return target

    return share


@pytest.fixture
def found(csv_folder):
    """Check sheets and give the problems back."""

    def run(sheets, known=None, **options):
        return check(csv_folder(sheets), known, **options).problems

    return run


def rules_of(problems) -> set[str]:
    return {problem.rule for problem in problems}


@pytest.fixture
def rules():
    """The names of the rules in a list of problems."""
    return rules_of
