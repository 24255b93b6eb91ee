"""The workbook of a source holds what the archive knows of its projects, and reads back as it was."""

from __future__ import annotations

from datetime import date

import openpyxl
import pandas as pd
import pytest

from dashboard.errors import AccessDenied
from dashboard.steward.intake.check import check
from dashboard.steward.intake.known import filled_workbook, known, next_period, of_source, wanted, with_follow_ups
from dashboard.steward.intake.sources import receipts_of
from dashboard.steward.intake.workers import check_each

TODAY = "2026-10-31"  # of the sample


@pytest.fixture(scope="module")
def filled(settings, tmp_path_factory):
    """The workbook of one partner and of one gemeente."""
    folder = tmp_path_factory.mktemp("filled")
    paths = {}
    for source in ("UWV", "GM9001"):
        paths[source] = folder / f"{source}.xlsx"
        paths[source].write_bytes(filled_workbook(settings, (source,), source, TODAY))
    return paths


@pytest.mark.parametrize("source", ["UWV", "GM9001"])
def test_unchanged_it_is_read_without_an_error(settings, filled, source):
    problems = check_each(filled[source], settings)[filled[source]].problems

    assert {one.rule for one in problems} <= {"replaces_with_nothing"}


@pytest.mark.parametrize("source", ["UWV", "GM9001"])
def test_it_passes_once_results_are_added(settings, filled, source, tmp_path):
    book = openpyxl.load_workbook(filled[source])
    area = [cell.value for cell in book["Bekend"][4]]
    heads = {str(cell.value).removesuffix(" *"): cell.column for cell in book["resultaten"][1]}
    row = {
        "projectcode": area[0], "gebiedcode": area[3], "gebiedjaar": area[4], "partner": "UWV" if source == "UWV" else "GEM",
        "maatstaf": "signalen", "onderwerp": "uitkering", "maand": "2026-08", "waarde": 3,
    }  # fmt: skip
    for head, value in row.items():
        book["resultaten"].cell(2, heads[head], value)
    path = tmp_path / "ingevuld.xlsx"
    book.save(path)

    assert check_each(path, settings)[path].exit_code == 0
    assert len(check(path).delivery.sheets["result"]) == 1


def test_it_holds_every_row_about_a_project_as_it_was_delivered(settings, filled):
    sheets = check(filled["UWV"]).delivery.sheets
    last = max(receipts_of(settings, None, "UWV"), key=lambda one: one.told().reference_date)

    assert set(sheets["project"]["project_code"]) == set(last.content.projects)
    for name in ("project_area", "project_step"):
        assert sheets[name].groupby("project_code").size().to_dict() == dict(last.content.parts[name])


def test_the_quarter_and_what_it_replaces_are_filled_in(settings, filled):
    facts = check(filled["UWV"]).facts
    last = max(receipts_of(settings, None, "UWV"), key=lambda one: one.told().reference_date)

    assert (facts.period_from, facts.period_to) == (date(2026, 7, 1), date(2026, 9, 1))
    assert facts.replaces == (last.number,)
    assert facts.sources == ("UWV",)


def test_it_names_the_areas_of_projects_one_takes_part_in_and_of_no_other(settings, filled):
    book = openpyxl.load_workbook(filled["GM9001"])
    named = {row[0] for row in book["Bekend"].iter_rows(min_row=4, values_only=True)}
    mine = known(settings, None, "GM9001", date.fromisoformat(TODAY))

    assert named == set(mine.areas["project_code"])
    assert all("GM9001" in codes for codes in mine.own["project"]["municipality_codes"])


def test_what_is_open_is_yellow(filled):
    sheet = openpyxl.load_workbook(filled["GM9001"])["stappen"]
    column = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column["stap"]).value]
    open_rows = {row for row in rows if sheet.cell(row, column["gerealiseerd"]).value is None}
    yellow = {row for row in rows if sheet.cell(row, 1).fill.fgColor.rgb == "00FFF2CC"}

    assert open_rows == yellow
    assert 0 < len(open_rows) < len(rows)


def test_another_source_gets_no_workbook(settings):
    with pytest.raises(AccessDenied):
        filled_workbook(settings, ("UWV",), "SVB", TODAY)
    with pytest.raises(AccessDenied):
        known(settings, ("UWV",), "SVB", date.fromisoformat(TODAY))


@pytest.mark.parametrize(
    ("last", "today", "first"),
    [
        ("2026-06", date(2026, 10, 31), date(2026, 7, 1)),
        ("2026-09", date(2026, 10, 31), date(2026, 7, 1)),
        ("2025-12", date(2026, 10, 31), date(2026, 1, 1)),
        ("", date(2026, 1, 5), date(2025, 10, 1)),
        ("2025-05", date(2026, 1, 5), date(2025, 4, 1)),
    ],
)
def test_the_period_is_the_first_that_is_over_and_was_not_delivered(last, today, first):
    assert next_period(last, today)[0] == first


def test_a_follow_up_that_is_due_and_was_not_measured_gets_a_row():
    agreements = pd.DataFrame(
        {
            "project_code": ["P-1", "P-1", "P-2"],
            "agreement_code": ["A1", "A1", "A1"],
            "moment_months": ["0", "6", "0"],
            "value": [10.0, 12.0, 5.0],
            "evidence": ["x", "y", "z"],
        }
    )
    projects = pd.DataFrame({"project_code": ["P-1", "P-2"], "end_date": [pd.Timestamp("2025-01-10"), pd.NaT]})
    rows, due = with_follow_ups(agreements, projects, date(2026, 2, 1))

    assert rows["moment_months"].tolist() == ["0", "6", "12", "0"]
    assert due == [2]
    assert pd.isna(rows["value"][2])


def test_a_project_long_over_or_turned_down_is_left_out():
    project = pd.DataFrame(
        {
            "project_code": ["P-1", "P-2", "P-3", "P-4"],
            "title": "x",
            "lead_partner_code": ["UWV", "UWV", "UWV", "GEM"],
            "partner_codes": [["UWV"], ["UWV"], ["UWV"], ["GEM", "UWV"]],
            "municipality_codes": [["GM1"]] * 4,
            "status": ["running", "done", "rejected", "running"],
            "end_date": [pd.NaT, pd.Timestamp("2020-01-01"), pd.NaT, pd.NaT],
        }
    )
    areas = pd.DataFrame({"project_code": ["P-1", "P-2", "P-4"], "area_code": ["BU1", "BU2", "BU4"]})
    mine = of_source({"project": project, "project_area": areas}, "UWV", date(2026, 1, 1))

    assert mine.own["project"]["project_code"].tolist() == ["P-1"]
    assert mine.areas["project_code"].tolist() == ["P-1", "P-4"]
    assert len(of_source({"project": project}, "SVB", date(2026, 1, 1)).own["project"]) == 0


def test_rows_are_asked_of_the_last_delivery_that_has_them(settings):
    receipts = receipts_of(settings, None, "UWV")
    asked = wanted(receipts)
    pairs = [(name, code) for sheets in asked.values() for name, codes in sheets.items() for code in codes]

    assert len(pairs) == len(set(pairs)) > 0
