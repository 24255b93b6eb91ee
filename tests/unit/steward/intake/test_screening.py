import unicodedata
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from dashboard.errors import UserError
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
    sheets["resultaat"] = [{"a": "b"}]
    del sheets["resultaten"]
    found = {p.sheet: (p.rule, p.severity) for p in check(workbook(sheets)).problems}
    assert found["Draaitabel"] == ("extra_sheet", "info")
    assert found["resultaat"] == ("sheet_misnamed", "warning")


@pytest.mark.parametrize("name", ["resultaat", "Blad1", "resultaten (2)", "Resultaten 2026Q3", "resultaten_deel2"])
def test_a_sheet_with_the_headings_of_ours_under_another_name_refuses_the_delivery(csv_folder, workbook, sheets, name):
    for rest in (sheets, {heading: rows for heading, rows in sheets.items() if heading != "resultaten"}):
        delivered = {**rest, name: sheets["resultaten"]}
        for path in (workbook(delivered), csv_folder(delivered, name=f"map-{len(rest)}")):
            (problem,) = [p for p in check(path).problems if p.severity == "error"]
            assert (problem.rule, problem.sheet, problem.row) == ("sheet_not_named", name, 1)
            assert "resultaten" in problem.what


@pytest.mark.parametrize("form", ["LSI levering Q1 - {}", "levering_2024q1-{}", "Levering 2024.{}", "Kopie van {}"])
def test_a_sheet_is_recognised_by_the_end_of_its_name(csv_folder, sheets, form):
    expected = check(csv_folder(sheets, "kaal")).delivery.sheets
    checked = check(csv_folder({form.format(name): rows for name, rows in sheets.items()}))
    assert checked.problems == ()
    assert all(frame.equals(expected[name]) for name, frame in checked.delivery.sheets.items())


def test_two_sheets_that_end_as_one_of_ours_are_refused(csv_folder, sheets):
    sheets["Q1 - resultaten"] = sheets["Q2 - resultaten"] = sheets.pop("resultaten")
    with pytest.raises(UserError, match="twice"):
        check(csv_folder(sheets))


def test_headings_without_rows_and_a_list_with_a_few_of_them_are_extra_sheets(workbook, sheets):
    sheets["leeg"] = [dict.fromkeys(sheets["resultaten"][0])]
    sheets["Werklijst"] = [{"projectcode": "LSI-2024-001", "titel": "x", "wie": "y", "waarde": 3}]
    found = {p.sheet: p.rule for p in check(workbook(sheets)).problems}
    assert found == {"leeg": "extra_sheet", "Werklijst": "extra_sheet"}


def test_a_row_that_was_cut_off_or_swallows_others_is_refused(csv_folder, sheets):
    folder = csv_folder(sheets)
    file = folder / "resultaten.csv"
    file.write_text(file.read_text(encoding="utf-8").rstrip()[:-40], encoding="utf-8")
    (problem,) = [p for p in check(folder).problems if p.rule == "short_row"]
    assert (problem.sheet, problem.row, problem.severity) == ("resultaten", 3, "error")
    file = folder / "stappen.csv"
    file.write_text('projectcode;stap;gepland;toelichting\nA;S01;;"x\nA;S02;;"y"\n', encoding="utf-8")
    assert [(p.sheet, p.row) for p in check(folder).problems if p.rule == "swallowed_rows"] == [("stappen", 2)]


def test_words_of_excel_in_the_place_of_a_value_are_refused_in_every_kind_of_column(csv_folder, workbook, sheets):
    sheets["projecten"][0]["titel"] = "#VERW!"
    sheets["borging"][0].update(eigenaar_organisatie="#N/B", bewijs="########")
    sheets["stappen"][1]["toelichting"] = "#NAAM?"
    sheets["resultaten"][0]["waarde"] = "#SPILL!"
    sheets["Aantekeningen"] = [{"a": "#CALC!"}]
    for path in (csv_folder(sheets), workbook(sheets)):
        errors = [p for p in check(path).problems if p.severity == "error"]
        assert {p.rule for p in errors} == {"excel_error"}
        assert {(p.sheet, p.row, p.column, p.value) for p in errors} == {
            ("projecten", 2, "titel", "#VERW!"),
            ("borging", 2, "eigenaar_organisatie", "#N/B"),
            ("borging", 2, "bewijs", "########"),
            ("stappen", 3, "toelichting", "#NAAM?"),
            ("resultaten", 2, "waarde", "#SPILL!"),
        }


def test_broken_letters_are_a_warning_that_names_the_first_word(csv_folder, sheets):
    sheets["projecten"][0]["titel"] = "Wijk CoÃ¶rdinatie"
    sheets["borging"][0]["eigenaar_organisatie"] = "Gemeente Súdwest-Fryslân"
    (problem,) = check(csv_folder(sheets)).problems
    assert (problem.rule, problem.severity, problem.row, problem.column) == ("broken_letters", "warning", 2, "titel")
    assert "CoÃ¶rdinatie" in problem.what


def test_letters_put_together_and_letters_apart_are_one(csv_folder, sheets):
    first = sheets["borging"][0]
    owner = "Gemeente Súdwest-Fryslân"
    forms = {"6": unicodedata.normalize("NFC", owner), "12": unicodedata.normalize("NFD", owner)}
    sheets["borging"] = [{**first, "meetmoment": moment, "eigenaar_organisatie": of} for moment, of in forms.items()]
    frame = check(csv_folder(sheets)).delivery.sheets["sustainment"]
    assert frame["owner_organisation"].unique().tolist() == [owner]


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


def into(path, name, data):
    """Put one more part in a workbook."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data)
    return path


def put_comment(book):
    book["doelen"]["A1"].comment = Comment(f"zie {BSN}", "LSI")


def put_header(book):
    book["doelen"].oddHeader.center.text = "Mail jan@voorbeeld.nl"


def put_link(book):
    book["doelen"]["A1"].hyperlink = "mailto:jan@voorbeeld.nl"


def put_name(book):
    book.defined_names["jan"] = DefinedName("jan", attr_text=f'"{BSN}"')


def put_property(book):
    book.properties.title = f"Zaak {BSN}"


def put_prompt(book):
    rule = openpyxl.worksheet.datavalidation.DataValidation("list", formula1='"jan@voorbeeld.nl,piet"')
    rule.add("A2")
    book["doelen"].add_data_validation(rule)


@pytest.mark.parametrize(
    "change",
    [put_comment, put_header, put_link, put_name, put_property, put_prompt],
)
def test_personal_data_outside_the_cells_refuses_the_delivery(workbook, sheets, change):
    assert check(workbook(sheets, "schoon.xlsx")).problems == ()
    checked = check(workbook(sheets, change=change))
    assert {p.rule for p in checked.problems} == {"personal"}
    assert not any(BSN in str(p) or "jan@" in str(p) for p in checked.problems)


@pytest.mark.parametrize("name", [BSN, "jan@voorbeeld.nl", "06-12345678"])
def test_personal_data_in_the_name_of_a_sheet_or_file_refuses_the_delivery(csv_folder, workbook, sheets, name):
    assert ("bestandsnaam", None, None, name[:2] + "***") in hits(check(csv_folder(sheets, name=name)))
    sheets[name] = [{"a": "b"}]
    for path in (csv_folder(sheets), workbook(sheets)):
        assert (name[:2] + "***", None, None, name[:2] + "***") in hits(check(path))


def test_a_text_that_is_in_no_cell_any_more_is_looked_at(workbook, sheets, shared_texts):
    path = shared_texts(workbook(sheets), f"<sst><si><t>bsn {BSN}</t></si></sst>")
    assert hits(check(path)) == [("tekst die in geen cel meer staat", None, None, "bs***")]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("xl/pivotCache/pivotCacheRecords1.xml", "draaitabel"),
        ("xl/externalLinks/externalLink1.xml", "koppeling"),
        ("xl/embeddings/oleObject1.bin", "ingesloten object"),
        ("xl/media/image1.png", "afbeelding"),
        ("docProps/thumbnail.jpeg", "afbeelding"),
        ("xl/vbaProject.bin", "macro"),
        ("xl/connections.xml", "query"),
        ("bijlage.pdf", "onbekend"),
        ("xl/notities.csv", "onbekend"),
    ],
)
def test_a_part_nobody_can_look_through_refuses_the_workbook(workbook, sheets, name, word):
    (problem,) = check(into(workbook(sheets), name, f"<a>{BSN}</a>")).problems
    assert (problem.rule, problem.severity) == ("unchecked_parts", "error")
    assert word in problem.what


def test_how_a_printer_is_set_and_figures_under_a_chart_are_let_through(workbook, sheets):
    path = into(workbook(sheets), "xl/printerSettings/printerSettings1.bin", b"\x00\x01")
    into(path, "xl/charts/chart1.xml", f"<c><numCache><v>{BSN}</v></numCache><t>Totaal</t></c>")
    assert check(path).problems == ()
    into(path, "xl/charts/chart2.xml", f"<c><strCache><v>bsn {BSN}</v></strCache></c>")
    assert hits(check(path)) == [("tekeningen en grafieken", None, None, "bs***")]
