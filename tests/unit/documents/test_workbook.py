"""A workbook opened again: sheets, tables with numbers as numbers, charts that point at their cells, and nothing that runs."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import openpyxl
import openpyxl.xml
import pandas as pd
import pytest

from dashboard.documents.numbers import FEW
from dashboard.documents.report import Panel, Part
from dashboard.documents.workbook import workbook
from tests.unit.documents.office import (
    AMOUNTS,
    HOSTILE,
    LINK,
    LONG_WORD,
    MADE,
    SHOWN,
    SOURCE,
    office_report,
    pages,
    panel,
)

HEAD = 6  # row of the heads


@pytest.fixture(scope="module")
def content():
    return workbook(office_report())


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet):
    """Heads and rows of the table of a sheet."""
    return [list(row) for row in sheet.iter_rows(min_row=HEAD, values_only=True)]


def test_cover_contents_and_notes_come_first_and_every_sheet_is_led_to(book):
    cover, contents, notes, *tables = book.worksheets
    links = [(row[0].hyperlink.location, row[1].value) for row in contents.iter_rows(min_row=4)]

    assert [sheet.title for sheet in (cover, contents, notes)] == ["Voorblad", "Inhoud", "Toelichting"]
    assert [cell.value for cell in cover["A"]][:5] == [
        "Resultaten in Nieuw-Oosterdijk",
        "Nieuw-Oosterdijk, 2019 t/m september 2026",
        "Intern LSI",
        "Release 3fa2b1c4d5",
        SOURCE,
    ]
    assert cover.cell(cover.max_row, 1).hyperlink.target.replace("&amp;", "&") == LINK
    assert [where for where, _ in links] == [f"'{sheet.title}'!A1" for sheet in (notes, *tables)]
    assert [title for _, title in links[1:]] == [sheet["A1"].value for sheet in tables]


def test_names_of_sheets_come_from_titles_and_are_short(book):
    names = book.sheetnames[3:]

    assert names[:3] == ["1 Figuur van bedragen", "1 Figuur Figuur van bedragen", "2 Figuur van afspraken"]
    assert max(map(len, names)) <= 31
    assert len({name.casefold() for name in names}) == len(names)


def test_a_table_holds_what_was_read_each_as_what_it_is(book):
    sheet = book["1 Figuur van bedragen"]

    assert rows(sheet) == [
        list(AMOUNTS.columns),
        ["Vastgesteld", 10_000, 10, pd.Timestamp(2025, 3, 1), True, None],
        ["Geïnd", "[x]", "[x]", None, False, "te weinig dossiers"],
        [SHOWN, -2_000, 50, pd.Timestamp(2025, 4, 1), False, LONG_WORD],
    ]
    assert [cell.number_format for cell in sheet[HEAD + 1]][1:4] == ["#,##0", "#,##0", "dd-mm-yyyy"]
    assert [cell.number_format for cell in book["3 Figuur van reeks"][HEAD + 1]] == ["0", "#,##0.0"]
    assert (sheet["A1"].value, sheet["A3"].value) == ("Figuur van bedragen", f"{SOURCE}; 7 van 9 bronnen.")


def test_symbols_stand_where_there_is_no_number_and_zero_stays_one():
    rows_of = pd.DataFrame(
        {
            "Gebied": ["A", "B", "C"],
            "Aantal": pd.array([5, 0, None], "Int64"),
            "Stand": ["cijfer", "geen of enkele", "niet geleverd"],
        }
    )
    rows_of.attrs[FEW] = ("Aantal",)
    panel = Panel("a", "Gebieden", "", None, pd.DataFrame(), rows_of, "", "", "", SOURCE, LINK, ())
    made = openpyxl.load_workbook(io.BytesIO(workbook(replace(office_report(), parts=(Part("a", (panel,)),)))))
    sheet = made.worksheets[3]

    assert [row[1] for row in rows(sheet)] == ["Aantal", 5, 0, "[n]"]
    assert sheet.cell(HEAD + 2, 2).number_format == '#,##0;-#,##0;"[g]"'
    assert any("[g]" in str(cell.value) for row in made.worksheets[2].iter_rows() for cell in row)


def test_every_table_is_a_table_of_excel_under_frozen_heads(book):
    for sheet in book.worksheets[3:-1]:
        (table,) = sheet.tables.values()
        last = sheet.cell(HEAD + len(rows(sheet)) - 1, len(rows(sheet)[0])).coordinate
        assert table.ref == f"A{HEAD}:{last}"
        assert sheet.freeze_panes == f"A{HEAD + 1}"
        assert not sheet.merged_cells.ranges
        assert [column.name for column in table.tableColumns] == rows(sheet)[0]


def test_nothing_of_a_text_is_run(book):
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s", "n", "b", "d"}
    guarded = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert guarded
    assert all(cell.quotePrefix for cell in guarded)


def test_a_chart_points_at_the_cells_it_draws(book):
    sheet = book["1 Figuur Figuur van bedragen"]
    (chart,) = sheet._charts
    (series,) = chart.series

    assert rows(sheet)[0] == ["Categorie", "Waarde", "Waarde: van", "Waarde: tot", "Waarde: eronder", "Waarde: erboven"]
    assert rows(sheet)[2] == ["Geïnd: te weinig dossiers", *[None] * 5]
    assert rows(sheet)[3][1:] == [-2_000, -3_000, -1_000, 1_000, 1_000]
    assert series.val.numRef.f == f"'{sheet.title}'!$B$7:$B$9"
    assert series.cat.strRef.f == f"'{sheet.title}'!$A$7:$A$9"
    assert series.errBars.minus.numRef.f == f"'{sheet.title}'!$E$7:$E$9"
    assert series.errBars.plus.numRef.f == f"'{sheet.title}'!$F$7:$F$9"


def test_a_chart_of_parts_and_one_over_time_have_a_column_a_series(book):
    stacked, line = book["2 Figuur Figuur van afspraken"], book["3 Figuur Figuur van reeks"]

    assert rows(stacked) == [["Categorie", "Werkt", "Geen meting"], ["Eerste", 0, 3], ["Laatste", 4, 1]]
    assert stacked._charts[0].grouping == "stacked"
    assert [series.val.numRef.f[-9:] for series in line._charts[0].series] == ["B$7:$B$10", "E$7:$E$10"]
    assert line["A2"].value == "Kamerbrief (19 mei 2025)"
    assert [len(sheet._charts) for sheet in book.worksheets if "stromen" in sheet.title] == [0]


def test_notes_hold_symbols_and_what_belongs_to_each_table(book):
    told = rows(book["Toelichting"])[1:]

    assert [None, "Hoe leest u deze cijfers", SHOWN] in told
    assert [subject for sheet, subject, _ in told if sheet is None].count("Tekens") == 4
    assert ["3 Figuur van reeks", "Definitie", "Definitie van de maatstaf."] in told
    assert ["3 Figuur van reeks", "Let op", "Geldt alleen voor geselecteerde adressen."] in told


def test_a_panel_without_rows_says_so(book):
    assert rows(book.worksheets[-1]) == [["Gebied", "Aantal"], ["Geen rijen bij deze keuze.", None]]


def test_values_of_any_library_are_values_of_excel_and_heads_are_unique():
    odd = pd.DataFrame(
        [[np.int64(3), float("inf"), pd.Timestamp("2025-01-02 03:04"), None, "x" * 40_000, {"a": 1}]],
        columns=["a", "A", "", "_x0041_", "=c", "d" * 300],
    )
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(replace(office_report(), parts=(Part("P", (panel("k", None, odd),)),))))
    )
    heads, values = rows(book.worksheets[-1])

    assert heads[:5] == ["a", "A 2", "C", "x0041_", "=c"]
    assert len(heads[5]) == 250
    assert values[:4] == [3, None, pd.Timestamp(2025, 1, 2, 3, 4), None]
    assert (len(values[4]), values[5]) == (32_767, "{'a': 1}")


def test_panels_of_one_title_keep_their_own_sheets():
    twice = tuple(panel(key, None, AMOUNTS, title="'Een [lange]: titel/die?voor*alles\\gaat'") for key in "ab")
    book = openpyxl.load_workbook(io.BytesIO(workbook(replace(office_report(), parts=(Part("P", twice),)))))

    assert book.sheetnames[3:] == ["1 'Een lange titel die voor all", "2 'Een lange titel die voor all"]
    assert book["Inhoud"]["A5"].hyperlink.location == "'1 ''Een lange titel die voor all'!A1"


def test_properties_are_those_of_the_report_and_no_others(book):
    told = book.properties

    assert (told.title, told.subject) == ("Resultaten in Nieuw-Oosterdijk", "Nieuw-Oosterdijk, 2019 t/m september 2026")
    assert (told.keywords, told.category) == ("Intern LSI; 3fa2b1c4d5", "Intern LSI")
    assert [told.creator or "", told.lastModifiedBy or "", told.description or ""] == ["", "", ""]
    assert told.created == told.modified == MADE.replace(tzinfo=None)


def test_an_english_report_is_english():
    made = openpyxl.load_workbook(io.BytesIO(workbook(office_report("en"))))

    assert made.sheetnames[:4] == ["Cover", "Contents", "Notes", "1 Figuur van bedragen"]


def test_the_same_report_gives_the_same_bytes(content):
    assert workbook(office_report()) == content


def test_libreoffice_opens_it(content, tmp_path):
    text = " ".join(pages(content, "report.xlsx", tmp_path))

    assert "Resultaten in Nieuw-Oosterdijk" in text
    assert "Buurt 39" in text
    assert HOSTILE[:4] in text


def test_what_openpyxl_writes_does_not_depend_on_what_else_is_installed():
    assert not openpyxl.xml.LXML, (
        "dashboard says so before openpyxl is loaded; the sample and the template are its work"
    )
