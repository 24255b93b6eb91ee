import io
import zipfile

import openpyxl
import pytest

from dashboard.errors import UserError
from dashboard.steward.intake.container import open_zip
from dashboard.steward.intake.parts import find_sheets, unchecked, written


@pytest.fixture
def members(tmp_path):
    """Open a workbook of two sheets, with parts put in or, when None, taken out."""

    def run(look, **changes):
        book = openpyxl.Workbook()
        book.create_sheet("verborgen").sheet_state = "hidden"
        book.save(tmp_path / "a.xlsx")
        with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts |= {name.replace("__", "/"): data for name, data in changes.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in parts.items():
                if data is not None:
                    archive.writestr(name, data)
        with open_zip(out, "a.xlsx") as opened:
            return look(opened)

    return run


def test_sheets_are_found_through_the_relations(members):
    layout = members(lambda opened: find_sheets(opened, "a.xlsx"))
    assert [(name, is_hidden) for name, _, is_hidden in layout.sheets] == [("Sheet", False), ("verborgen", True)]
    assert all(part.startswith("xl/worksheets/") for _, part, _ in layout.sheets)
    assert layout.is_uncalculated


@pytest.mark.parametrize("part", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_without_what_holds_it_together_is_damaged(members, part):
    with pytest.raises(UserError, match="damaged"):
        members(lambda opened: find_sheets(opened, "a.xlsx"), **{part: None})


def test_parts_nobody_can_look_through_are_told_by_kind(members):
    changes = {
        "xl/media/a.png": "x",
        "xl/media/b.png": "x",
        "xl/pivotTables/a.xml": "<a/>",
        "xl/printerSettings/p1.bin": "x",
    }
    assert members(unchecked, **changes) == {"picture": "xl/media/a.png", "pivot": "xl/pivotTables/a.xml"}
    assert members(unchecked) == {}


def test_what_somebody_wrote_is_told_with_its_place(members):
    texts = members(
        lambda opened: list(written(opened, find_sheets(opened, "a.xlsx"), "a.xlsx")),
        **{
            "docProps/custom.xml": "<p>zaak</p>",
            "xl/comments/comment1.xml": "<t>kijk</t>",
            "xl/drawings/a.vml": "<br><b>vml",
        },
    )
    assert {("eigenschappen van het document", "zaak"), ("opmerkingen bij cellen", "kijk")} <= set(texts)
    assert ("tekeningen en grafieken", "vml") in texts
