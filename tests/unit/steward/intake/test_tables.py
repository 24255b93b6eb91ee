import pandas as pd
import pytest

from dashboard.steward.intake.contract import SHEETS
from dashboard.steward.intake.problems import Report
from dashboard.steward.intake.read import make_tables, nearest_area, read_delivery


@pytest.fixture
def made(csv_folder):
    def run(sheets):
        report = Report()
        return make_tables(read_delivery(csv_folder(sheets)), report), report.problems

    return run


def only(problems, rule):
    return [problem for problem in problems if problem.rule == rule]


def test_every_sheet_of_the_contract_becomes_a_table_with_every_column(made, sheets):
    del sheets["borging"]
    tables, problems = made(sheets)
    assert problems == []
    for sheet in SHEETS:
        assert list(tables[sheet.name].frame.columns) == [column.name for column in sheet.columns]
    assert tables["sustainment"].frame.empty


def test_headings_are_recognised_with_blanks_capitals_and_stars(made, sheets):
    sheets["levering"] = [
        {f" {head.replace('_', ' ').upper()} *": cell for head, cell in sheets["levering"][0].items()}
    ]
    tables, problems = made(sheets)
    assert problems == []
    assert tables["delivery"].frame.loc[2, "period_from"] == pd.Timestamp("2024-01-01")


def test_a_missing_required_sheet_and_column_are_named(made, sheets):
    del sheets["levering"]
    for row in sheets["resultaten"]:
        del row["maand"]
    _, problems = made(sheets)
    assert [(p.rule, p.sheet, p.column) for p in problems] == [
        ("missing_sheet", "levering", None),
        ("missing_column", "resultaten", "maand"),
    ]


def test_a_delivery_of_nothing_is_taken_with_a_warning(made, sheets):
    _, problems = made({"levering": sheets["levering"]})
    assert [(problem.rule, problem.severity) for problem in problems] == [("nothing_delivered", "warning")]


def test_an_unknown_column_gets_the_nearest_heading_as_advice(made, sheets):
    for row in sheets["resultaten"]:
        row["aantal dosiers"] = "3"
        row["xyz"] = "4"
    _, problems = made(sheets)
    assert [(p.rule, p.column, p.row, p.severity) for p in problems] == [
        ("unknown_column", "aantal dosiers", 1, "warning"),
        ("unknown_column", "xyz", 1, "warning"),
    ]
    assert "aantal_dossiers" in problems[0].what_to_do


def test_a_column_that_stands_twice_is_refused(made, sheets):
    sheets["levering"][0]["Partner"] = "UWV"
    _, problems = made(sheets)
    assert [(p.rule, p.column) for p in problems] == [("double_column", "partner")]


def test_text_beside_the_table_is_refused_with_its_row(made, sheets, csv_folder):
    folder = csv_folder(sheets)
    file = folder / "doelen.csv"
    file.write_text(file.read_text(encoding="utf-8") + "LSI-2024-002;boetes;5;01-01-2024;los\n", encoding="utf-8")
    report = Report()
    make_tables(read_delivery(folder), report)
    assert [(p.rule, p.row, p.value) for p in report.problems] == [("no_heading", 3, "los")]


def test_a_missing_required_value_is_told_with_its_row(made, sheets):
    sheets["resultaten"][1]["waarde"] = "\u00a0"
    _, problems = made(sheets)
    assert [(p.rule, p.sheet, p.row, p.column) for p in problems] == [("missing_value", "resultaten", 3, "waarde")]


@pytest.mark.parametrize(
    ("sheet", "column", "cell", "rule"),
    [
        ("levering", "partner", "UVW", "unknown_code"),
        ("levering", "peildatum", "gisteren", "not_a_date"),
        ("levering", "periode_van", "3-24", "short_year"),
        ("projecten", "deelnemende_partners", "GEM;UVW", "unknown_code"),
        ("projecten", "gemeentecodes", "WK990101", "not_a_municipality"),
        ("projecten", "doel_vooraf", "misschien", "not_yes_no"),
        ("projecten", "projectcode", "een twee", "not_a_key"),
        ("projectgebieden", "gebiedcode", "99010101", "not_an_area"),
        ("projectgebieden", "gebiedjaar", "24", "not_a_year"),
        ("projectgebieden", "adressen_in_gebied", "1,5", "not_whole"),
        ("resultaten", "waarde", "-1", "below_zero"),
        ("resultaten", "waarde", "veel", "not_a_number"),
        ("resultaten", "maatstaf", "trefkans", "unknown_code"),
        ("resultaten", "maatstaf", "hit_rate", "not_deliverable"),
        ("resultaten", "maatstaf", "Trefkans adressen", "not_deliverable"),
        ("resultaten", "maatstaf", "context_meldingen", "unknown_code"),
        ("contextcijfers", "maatstaf", "signalen", "unknown_code"),
        ("doorgeleidingen", "mediane_doorlooptijd_dagen", "-3", "below_zero"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_rule(made, sheets, sheet, column, cell, rule):
    sheets[sheet][0][column] = cell
    _, problems = made(sheets)
    assert [(p.rule, p.sheet, p.row, p.column, p.value) for p in problems] == [(rule, sheet, 2, column, cell)]


def test_an_unknown_code_gets_the_nearest_one_as_advice(made, sheets):
    sheets["projecten"][0]["deelnemende_partners"] = "GEM; UVW"
    sheets["resultaten"][0]["onderwerp"] = "qqqq"
    _, problems = made(sheets)
    by_column = {problem.column: problem.what_to_do for problem in problems}
    assert "UWV" in by_column["deelnemende_partners"]
    assert "toeslag" in by_column["onderwerp"]


def test_a_number_is_judged_by_the_unit_of_its_measure(made, sheets):
    first, second = sheets["resultaten"]
    first["waarde"] = second["waarde"] = "1.234"
    tables, problems = made(sheets)
    assert tables["result"].frame["value"].fillna(-1).tolist() == [1234.0, -1.0]
    assert [(p.rule, p.row) for p in problems] == [("doubtful_number", 3)]


def test_a_number_of_an_unknown_measure_is_not_judged_twice(made, sheets):
    sheets["resultaten"][0].update(maatstaf="onzin", waarde="1.234")
    _, problems = made(sheets)
    assert [problem.rule for problem in problems] == ["unknown_code"]


def test_a_value_without_a_measure_is_read_as_an_amount(made, sheets):
    sheets["borging"][0].update(maatstaf="", waarde="12,5")
    tables, problems = made(sheets)
    assert problems == []
    assert tables["sustainment"].frame["value"].tolist() == [12.5]


def test_a_file_that_cannot_be_checked_is_refused(csv_folder, sheets):
    folder = csv_folder(sheets)
    (folder / "brief.pdf").write_bytes(b"%PDF")
    report = Report()
    make_tables(read_delivery(folder), report)
    assert [(p.rule, p.severity) for p in report.problems] == [("unreadable_file", "error")]


def test_the_nearest_area_is_sought_in_the_same_municipality():
    known = frozenset({"BU90010101", "BU90020101", "WK900101"})
    assert nearest_area("BU90010110", known) == "BU90010101"
    assert nearest_area("BU90020102", known) == "BU90020101"
    assert nearest_area("GM9001", known) == ""
    assert nearest_area("BU90030101", known) == ""
