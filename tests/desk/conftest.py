"""A tab that the tests of a file have after each other: one that has run the scripts opens a page in half the time."""

from __future__ import annotations

import shutil

import openpyxl
import pytest

from dashboard.settings import Settings
from dashboard.state.engine import forget
from tests.conftest import ROOT

DELIVERED = ROOT / "data" / "sample" / "deliveries" / "UWV_2026Q3.xlsx"


@pytest.fixture(scope="module")
def left(contexts):
    page = contexts(1440, 900, "light").new_page()
    yield page
    page.close()


@pytest.fixture
def later(tmp_path):
    """``later("name.xlsx", **cells)``: the delivery of the third quarter of UWV as it would be made anew."""

    def write(name, day="10-11-2026", maatstaf=None):
        book = openpyxl.load_workbook(DELIVERED)
        column = {str(cell.value): cell.column for cell in book["levering"][1]}
        book["levering"].cell(2, column["peildatum"]).value = day
        sheet = book["resultaten"]
        column = {str(cell.value): cell.column for cell in sheet[1]}
        signals = next(
            row for row in range(2, sheet.max_row) if sheet.cell(row, column["maatstaf"]).value == "signalen"
        )
        sheet.cell(signals, column["waarde"]).value += 60
        if maatstaf:
            sheet.cell(signals, column["maatstaf"]).value = maatstaf
        book.save(tmp_path / name)
        return tmp_path / name, signals

    return write


@pytest.fixture(scope="module")
def kept(data, tmp_path_factory):
    """The sample with an archive that may be written to."""
    home = tmp_path_factory.mktemp("desk") / "data"
    shutil.copytree(data, home)
    settings = Settings(data=home)
    yield settings
    forget(settings)
