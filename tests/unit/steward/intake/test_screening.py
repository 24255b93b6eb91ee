import openpyxl
import pytest

from dashboard.steward.intake.check import check

BSN = "123456782"


def hits(checked):
    return [(p.sheet, p.row, p.column, p.value) for p in checked.problems if p.rule == "personal"]


@pytest.mark.parametrize(
    ("sheet", "column", "cell"),
    [
        ("projecten", "titel", f"Zaak {BSN}"),
        ("projecten", "aanleiding", "Bel 06-12345678"),
        ("projecten", "projectcode", BSN),
        ("stappen", "toelichting", "1234 AB 12"),
        ("borging", "eigenaar_functie", "jan@voorbeeld.nl"),
        ("borging", "afspraakcode", BSN),
        ("borging", "bewijs", "NL91ABNA0417164300"),
        ("resultaten", "gebiedcode", "1234AB 5"),
        ("resultaten", "onderwerp", BSN),
        ("resultaten", "waarde", "12 (mail a@b.nl)"),
        ("resultaten", "maand", "06-12345678"),
        ("levering", "formatversie", BSN),
    ],
)
def test_personal_data_refuses_the_delivery_wherever_it_stands(csv_folder, sheets, sheet, column, cell):
    sheets[sheet][0][column] = cell
    checked = check(csv_folder(sheets))
    assert (sheet, 2, column, cell[:2] + "***") in hits(checked)
    assert not checked.is_accepted


def test_no_problem_of_any_rule_shows_the_number_itself(csv_folder, sheets):
    for rows in sheets.values():
        for row in rows:
            row.update(dict.fromkeys(row, BSN))
    shown = [str(problem) for problem in check(csv_folder(sheets)).problems]
    assert shown
    assert not any(BSN in text for text in shown)


def test_numbers_in_number_columns_are_no_bsn(csv_folder, sheets):
    sheets["resultaten"][0].update(maatstaf="signalen", waarde=BSN)
    sheets["projectgebieden"][0]["adressen_in_gebied"] = BSN
    assert check(csv_folder(sheets)).is_accepted


def test_unknown_columns_extra_sheets_headings_and_titles_are_looked_at(workbook, sheets):
    for row in sheets["resultaten"]:
        row["bsn"] = int(BSN)
        row["06-12345678"] = ""
    sheets["Kladblok"] = [{"naam": "x", "nummer": BSN}]

    def change(book):
        book["doelen"].insert_rows(1)
        book["doelen"]["A1"] = "Vragen? a@b.nl"

    found = hits(check(workbook(sheets, change=change)))
    assert found == [
        ("Kladblok", 2, "nummer", "12***"),
        ("doelen", 1, None, "Vr***"),
        ("resultaten", 1, None, "06***"),
        ("resultaten", 2, "bsn", "12***"),
        ("resultaten", 3, "bsn", "12***"),
    ]


def test_the_same_personal_data_many_times_is_told_once(csv_folder, sheets):
    step = sheets["stappen"][0]
    sheets["stappen"] = [{**step, "stap": f"S{n:02d}", "toelichting": f"Zie {BSN}"} for n in range(1, 29)]
    (problem,) = [p for p in check(csv_folder(sheets)).problems if p.rule == "personal"]
    assert (problem.count, problem.row) == (28, 2)
    assert "burgerservicenummer" in problem.what


def test_an_extra_sheet_is_mentioned_and_one_with_nearly_our_name_is_a_warning(workbook, sheets):
    sheets["Draaitabel"] = [{"a": "b"}]
    sheets["resultaat"] = sheets.pop("resultaten")
    found = {p.sheet: (p.rule, p.severity) for p in check(workbook(sheets)).problems}
    assert found["Draaitabel"] == ("extra_sheet", "info")
    assert found["resultaat"] == ("sheet_misnamed", "warning")


def test_what_a_workbook_hides_is_read_and_mentioned(workbook, sheets):
    def change(book):
        book["resultaten"].row_dimensions[3].hidden = True
        book["resultaten"].row_dimensions[99].hidden = True
        book["stappen"].column_dimensions["C"].hidden = True
        book["doelen"].sheet_state = "hidden"

    checked = check(workbook(sheets, change=change))
    found = {(p.rule, p.sheet, p.column, p.severity) for p in checked.problems}
    assert found == {
        ("hidden_rows", "resultaten", None, "warning"),
        ("hidden_columns", "stappen", "gepland", "warning"),
        ("hidden_sheet", "doelen", None, "warning"),
    }
    assert len(checked.delivery.sheets["result"]) == 2


def test_merged_cells_among_the_rows_are_refused_and_in_a_title_are_not(workbook, sheets):
    def change(book):
        sheet = book["resultaten"]
        sheet.insert_rows(1)
        sheet["A1"] = "Titel"
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A3:A4")
        book["doelen"].merge_cells("H5:I6")

    checked = check(workbook(sheets, change=change))
    merged = [(p.sheet, p.row, p.column) for p in checked.problems if p.rule == "merged_cells"]
    assert merged == [("resultaten", 3, "projectcode")]


def test_formulas_without_value_and_excel_errors_are_refused_at_their_place(workbook, sheets):
    sheets["resultaten"][0]["waarde"] = "=SUM(1,2)"

    def change(book):
        cell = book["resultaten"].cell(3, 8)
        cell.value, cell.data_type = "#DIV/0!", "e"

    found = [(p.rule, p.sheet, p.row, p.column) for p in check(workbook(sheets, change=change)).problems]
    assert ("formula_without_value", "resultaten", 2, "waarde") in found
    assert ("excel_error", "resultaten", 3, "waarde") in found


def test_a_formula_in_a_text_file_is_only_text(csv_folder, sheets):
    sheets["projecten"][0]["titel"] = '=HYPERLINK("x")'
    assert check(csv_folder(sheets)).delivery.sheets["project"].loc[2, "title"] == '=HYPERLINK("x")'


def test_a_formula_outside_the_table_has_no_heading(tmp_path, workbook, sheets):
    path = workbook(sheets)
    book = openpyxl.load_workbook(path)
    book["doelen"]["Z9"] = "=1+1"
    book.save(path)
    found = [(p.rule, p.row, p.column) for p in check(path).problems]
    assert ("formula_without_value", 9, None) in found
