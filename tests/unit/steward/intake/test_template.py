import openpyxl
import pytest

from dashboard.steward.intake.check import check
from dashboard.steward.intake.contract import PARTNERS, SHEETS
from dashboard.steward.intake.example import EXAMPLE
from dashboard.steward.intake.template import write_template
from dashboard.text import use


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "invulbestand.xlsx"
    write_template(path)
    return path


@pytest.fixture
def book(template):
    return openpyxl.load_workbook(template)


def test_there_is_a_sheet_for_each_of_the_contract_with_explanation_before_it(book):
    assert book.sheetnames == ["Uitleg", *(sheet.heading for sheet in SHEETS), "Voorbeeld", "Lijsten"]


def test_headings_are_bold_locked_and_marked_when_required(book):
    for sheet in SHEETS:
        for column, cell in zip(sheet.columns, book[sheet.heading][1], strict=True):
            assert cell.value == column.heading + (" *" if column.required else "")
            assert cell.font.bold
            assert cell.protection.locked
            assert cell.comment.text


def test_only_headings_are_protected_and_without_a_password(book):
    for sheet in SHEETS:
        page = book[sheet.heading]
        assert page.protection.sheet
        assert not page.protection.password
        assert page.freeze_panes == "A2"
        for position in range(1, len(sheet.columns) + 1):
            letter = openpyxl.utils.get_column_letter(position)
            assert not page.column_dimensions[letter].protection.locked


def test_codes_have_a_drop_down_from_the_lists(book):
    rules = book["levering"].data_validations.dataValidation
    partner = next(rule for rule in rules if "A2" in rule.sqref)
    cells = book["Lijsten"][partner.formula1.split("!")[1].replace("$", "")]
    assert [cell.value for (cell,) in cells] == list(PARTNERS)
    for sheet in SHEETS:
        wanted = sum(column.kind in {"code", "yes_no"} for column in sheet.columns)
        assert len(book[sheet.heading].data_validations.dataValidation) == wanted


def test_the_explanation_has_a_row_for_every_column(book):
    rows = {(row[0], row[1]) for row in book["Uitleg"].iter_rows(values_only=True)}
    for sheet in SHEETS:
        for column in sheet.columns:
            assert (sheet.heading, column.heading) in rows


def test_the_empty_template_gives_clear_problems(template):
    problems = check(template).problems
    assert {problem.rule for problem in problems} == {"missing_value", "nothing_delivered"}
    assert {problem.column for problem in problems if problem.rule == "missing_value"} == {
        "partner",
        "peildatum",
        "periode_van",
        "periode_tot",
        "status",
    }


def test_a_template_that_is_filled_in_passes_the_check(tmp_path, book):
    for sheet in SHEETS:
        for number, row in enumerate(EXAMPLE[sheet.name], start=2):
            for position, column in enumerate(sheet.columns, start=1):
                if column.heading in row:
                    book[sheet.heading].cell(number, position, row[column.heading])
    book.save(tmp_path / "ingevuld.xlsx")
    checked = check(tmp_path / "ingevuld.xlsx")
    assert checked.problems == ()
    assert len(checked.delivery.sheets["result"]) == len(EXAMPLE["result"])


def test_the_template_explains_in_the_active_language(tmp_path):
    use("en")
    try:
        write_template(tmp_path / "a.xlsx")
    finally:
        use("nl")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["Uitleg"]["A1"].value == "Delivery to the LSI dashboard"
    assert book["levering"]["A1"].value == "partner *"


def test_a_template_that_cannot_be_finished_leaves_nothing_behind(tmp_path):
    (tmp_path / "map.xlsx").mkdir()
    with pytest.raises(OSError, match=r"map\.xlsx"):
        write_template(tmp_path / "map.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["map.xlsx"]
