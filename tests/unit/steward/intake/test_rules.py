from datetime import date

import pytest

from dashboard.steward.intake.facts import Known

AREAS = {2024: frozenset({"GM9901", "WK990101", "BU99010101", "BU99010102"})}


def places(problems, rule):
    return [(p.sheet, p.row, p.column, p.value) for p in problems if p.rule == rule]


def test_a_delivery_of_two_rows_is_refused(found, rules, sheets):
    sheets["levering"].append({**sheets["levering"][0], "partner": "UWV", "gemeentecodes": ""})
    assert rules(found(sheets)) == {"several_deliveries"}


def test_a_period_that_runs_backward_is_refused(found, sheets):
    sheets["levering"][0]["periode_tot"] = "2023-12"
    assert places(found(sheets), "period_reversed") == [("levering", 2, "periode_tot", "2023-12")]


@pytest.mark.parametrize(("day", "refused"), [("30-03-2024", True), ("31-03-2024", False), ("01-04-2024", False)])
def test_a_period_that_ends_after_the_reference_date_is_refused(found, rules, sheets, day, refused):
    sheets["levering"][0]["peildatum"] = day
    problems = found(sheets)
    assert ("reference_before_period_end" in rules(problems)) == refused
    assert any(problem.severity == "error" for problem in problems) == refused


@pytest.mark.parametrize(("today", "refused"), [(date(2024, 4, 14), True), (date(2024, 4, 15), False)])
def test_a_reference_date_in_the_future_is_refused(found, rules, sheets, today, refused):
    problems = found(sheets, today=today)
    assert rules(problems) == ({"reference_in_future"} if refused else set())


@pytest.mark.parametrize(
    ("version", "known"), [("1", True), ("", True), ("2", True), ("1,0", True), ("2.0", True), ("3", False)]
)
def test_a_newer_format_is_refused(found, rules, sheets, version, known):
    sheets["levering"][0]["formatversie"] = version
    assert rules(found(sheets)) == (set() if known else {"format_unknown"})


def test_a_double_key_names_the_first_row(found, sheets):
    sheets["resultaten"].append({**sheets["resultaten"][0], "maand": "februari 2024", "waarde": "41"})
    (problem,) = found(sheets)
    assert (problem.rule, problem.row, problem.severity) == ("double_key", 4, "error")
    assert "rij 2" in problem.what
    assert "maatstaf" in problem.what


def test_a_key_with_an_empty_part_is_compared_as_well(found, sheets):
    sheets["borging"][0]["meetmoment"] = ""
    sheets["borging"].append(dict(sheets["borging"][0]))
    assert places(found(sheets), "double_key") == [("borging", 3, "projectcode", "LSI-2024-001")]


def test_another_month_or_subject_is_another_key(found, sheets):
    sheets["resultaten"].append({**sheets["resultaten"][0], "maand": "2024-01"})
    sheets["resultaten"].append({**sheets["resultaten"][0], "onderwerp": "wonen"})
    assert found(sheets) == ()


@pytest.mark.parametrize(("length", "refused"), [(500, False), (501, True)])
def test_a_text_has_a_limit(found, rules, sheets, length, refused):
    sheets["projecten"][0]["aanleiding"] = "x" * length
    assert rules(found(sheets)) == ({"text_too_long"} if refused else set())


@pytest.mark.parametrize(
    ("column", "cell"), [("einde", "07-01-2024"), ("einde_gepland", "31-12-2023"), ("verlenging_tot", "30-12-2024")]
)
def test_an_end_before_its_start_is_refused(found, sheets, column, cell):
    sheets["projecten"][0][column] = cell
    assert places(found(sheets), "end_before_start") == [("projecten", 2, column, cell)]


@pytest.mark.parametrize(
    ("status", "start", "end", "warned"),
    [
        ("voortijdig_gestopt", "08-01-2024", "", True),
        ("afgesloten", "08-01-2024", "", True),
        ("afgesloten", "08-01-2024", "09-01-2024", False),
        ("lopend", "08-01-2024", "", False),
        ("voortijdig_gestopt", "", "", False),
    ],
)
def test_a_project_that_is_over_has_an_end(found, sheets, status, start, end, warned):
    sheets["projecten"][0] |= {"status": status, "start": start, "einde": end}
    expected = [("projecten", 2, "einde", "")] if warned else []
    assert places(found(sheets), "end_missing") == expected


@pytest.mark.parametrize(("submitted", "warned"), [("02-10-2023", True), ("01-10-2023", False)])
def test_steps_in_an_order_that_cannot_be_are_a_warning(found, sheets, submitted, warned):
    for step, day in (("S09", submitted), ("S10", "01-10-2023")):
        sheets["stappen"].append({"projectcode": "LSI-2024-001", "stap": step, "gerealiseerd": day})
    problems = found(sheets)
    expected = [("stappen", 5, "gerealiseerd", "01-10-2023")] if warned else []
    assert places(problems, "steps_out_of_order") == expected
    assert all(problem.severity == "warning" for problem in problems)


def test_data_before_the_dpia_is_a_warning(found, sheets):
    sheets["stappen"].append({"projectcode": "LSI-2024-001", "stap": "S13", "gerealiseerd": "31-10-2023"})
    (problem,) = found(sheets)
    assert problem.rule == "steps_out_of_order"
    assert "S13" in problem.what
    assert "S06" in problem.what


def test_a_step_after_the_reference_date_is_a_warning(found, sheets):
    sheets["stappen"][1]["gerealiseerd"] = "16-04-2024"
    assert places(found(sheets), "step_after_reference") == [("stappen", 3, "gerealiseerd", "16-04-2024")]


def test_areas_are_not_looked_up_when_none_are_known(found, sheets):
    sheets["projectgebieden"][0]["gebiedcode"] = "BU00000000"
    sheets["resultaten"] = []
    assert found({name: rows for name, rows in sheets.items() if rows}) == ()


def test_an_area_that_does_not_exist_is_refused_and_the_nearest_is_named(found, sheets):
    sheets["contextcijfers"][0]["gebiedcode"] = "bu99010110"
    problems = found(sheets, Known(AREAS))
    assert places(problems, "area_unknown") == [("contextcijfers", 2, "gebiedcode", "bu99010110")]
    assert "BU9901010" in problems[0].what_to_do
    assert "2024" in problems[0].what


def test_an_area_far_from_any_known_is_to_be_looked_up(found, sheets):
    sheets["levering"][0]["gemeentecodes"] = "GM9901; GM1234"
    sheets["contextcijfers"][0]["gebiedcode"] = "WK123499"
    (problem,) = found(sheets, Known({2024: AREAS[2024] - {"WK990101"}}))
    assert problem.rule == "area_unknown"
    assert "CBS" in problem.what_to_do


def test_an_area_year_that_was_not_imported_is_refused(found, sheets):
    sheets["contextcijfers"][0]["gebiedjaar"] = "2019"
    problems = found(sheets, Known(AREAS))
    assert places(problems, "area_year_unknown") == [("contextcijfers", 2, "gebiedjaar", "2019")]
    assert "2024" in problems[0].what_to_do


def test_a_municipality_that_does_not_exist_is_refused(found, sheets):
    sheets["projecten"][0]["gemeentecodes"] = "GM9901;GM9902"
    problems = found(sheets, Known(AREAS))
    assert places(problems, "area_unknown") == [("projecten", 2, "gemeentecodes", "GM9901;GM9902")]
    assert problems[0].what_to_do == "Zoek GM9902 op in de gebiedsindeling van het CBS."


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("GM0370", "GM0370 (Beemster) is sinds 1-1-2022 opgegaan in GM0439 (Purmerend)."),
        (
            "WK037000",
            "GM0370 (Beemster) is sinds 1-1-2022 opgegaan in GM0439 (Purmerend). In 2022 liggen daar: WK043901.",
        ),
        ("BU03700001", "GM0370 (Beemster) is sinds 1-1-2022 opgegaan in GM0439 (Purmerend)."),
        ("GM0416", "GM0416 (Langedijk) is sinds 1-1-2022 opgegaan in GM1980 (Dijk en Waard)."),
        (
            "GM1992",
            (
                "GM1992 (Voorne aan Zee) bestaat sinds 1-1-2023 en komt uit GM0501 (Brielle), GM0530 (Hellevoetsluis), "
                "GM0614 (Westvoorne)."
            ),
        ),
        ("GM0364", "Zoek GM0364 op in de gebiedsindeling van het CBS."),
        ("BU03640001", "Zoek BU03640001 op in de gebiedsindeling van het CBS."),
        ("BU04390102", "Bedoelt u BU04390101?"),
    ],
)
def test_a_code_of_a_gemeente_that_merged_is_explained_and_no_other_gemeente_guessed(found, sheets, code, words):
    there = {
        "GM0363",
        "GM0397",
        "GM0439",
        "GM0451",
        "GM1980",
        "GM1991",
        "WK043901",
        "BU04390101",
        "BU03970001",
        "GM9901",
    }
    known = Known(AREAS | {2022: frozenset(there)}, {2022: {"WK037000": ("WK043901",)}})
    sheets["contextcijfers"][0] |= {"gebiedcode": code, "gebiedjaar": "2022"}
    (problem,) = (one for one in found(sheets, known) if one.rule == "area_unknown")
    assert problem.what_to_do == words


AREA = {"gebiedcode": "BU99010101", "gebiedjaar": "2024"}


def examined(month="2024-02", value="40", **changed):
    row = {"projectcode": "LSI-2024-001", "partner": "GEM", "maatstaf": "onderzochte_adressen", "onderwerp": "wonen"}
    return row | AREA | {"maand": month, "waarde": value} | changed


@pytest.mark.parametrize(
    ("rows", "rule", "severity"),
    [
        ([examined(value="999999999999")], "count_impossible", "error"),
        ([examined(value="1251")], "more_examined_than_addresses", "warning"),
        ([examined(), examined(gebiedjaar="2022")], "same_cell_in_two_years", "error"),
        ([examined(), examined(gebiedcode="WK990101")], "area_beside_its_parts", "warning"),
        ([examined(), examined(gebiedcode="GM9901")], "area_beside_its_parts", "warning"),
        ([examined(month="2023-12")], "result_before_start", "warning"),
        ([examined(partner="OM")], "partner_not_of_project", "warning"),
    ],
)
def test_figures_that_cannot_be_so_are_told(found, sheets, rows, rule, severity):
    sheets["levering"][0]["periode_van"] = "2023-12"
    sheets["resultaten"] = rows
    problems = [problem for problem in found(sheets) if problem.rule == rule]

    assert [problem.severity for problem in problems] in ([severity], [severity] * 2)
    assert {
        (problem.sheet, problem.column in {"waarde", "gebiedjaar", "gebiedcode", "maand", "partner"})
        for problem in problems
    } == {("resultaten", True)}


@pytest.mark.parametrize(
    "rows",
    [
        [examined(value="1250")],
        [examined(), examined(gebiedcode="BU99010102")],
        [examined(), examined(gebiedcode="WK990102", onderwerp="overig")],
        [examined(month="2024-01")],
        [examined(partner="SVB")],
    ],
)
def test_figures_that_can_be_so_go_without_a_word(found, sheets, rows):
    sheets["resultaten"], sheets["projectgebieden"] = rows, sheets["projectgebieden"]
    told = {"area_not_of_project"}

    assert {problem.rule for problem in found(sheets)} <= told


def test_a_result_outside_the_municipalities_of_its_project_is_told(found, sheets):
    sheets["levering"][0]["gemeentecodes"] = "GM9901; GM9902"
    sheets["resultaten"] = [examined(gebiedcode="BU99020101")]

    assert "area_outside_municipalities" in {problem.rule for problem in found(sheets)}


@pytest.mark.parametrize(("status", "told"), [("afgewezen", True), ("voorgesteld", True), ("lopend", False)])
def test_a_project_that_never_began_has_no_results(found, sheets, status, told):
    sheets["projecten"][0]["status"] = status

    assert ("result_of_no_project" in {problem.rule for problem in found(sheets)}) == told


def test_a_project_that_runs_has_no_end(found, sheets):
    sheets["projecten"][0]["einde"] = "01-03-2024"

    assert [problem.rule for problem in found(sheets)] == ["running_after_end"]


def test_a_context_figure_is_no_larger_than_its_denominator(found, sheets):
    sheets["contextcijfers"][0]["waarde"] = "1251"

    assert [problem.rule for problem in found(sheets)] == ["above_denominator"]


@pytest.mark.parametrize(("imposed", "told"), [("5000,00", True), ("4000,00", False)])
def test_no_more_is_imposed_than_was_established(found, sheets, imposed, told):
    money = {"besluitmaand": "2024-02", "aantal_dossiers": "6", "grootste_bijdrage": "900,00"}
    sheets["resultaten"] = [
        examined(maatstaf="terugvordering_vastgesteld", value="4500,00", **money),
        examined(maatstaf="opgelegd_bedrag", value=imposed, **money),
    ]

    assert [problem.rule for problem in found(sheets)] == (["imposed_above_established"] if told else [])


def test_a_period_of_many_years_is_told(found, sheets):
    sheets["levering"][0]["periode_van"] = "2016-01"

    assert "period_long" in {problem.rule for problem in found(sheets)}


@pytest.mark.parametrize("codes", [";", ",", "|", " ; , "])
def test_a_list_without_a_code_is_refused(found, sheets, codes):
    sheets["projecten"][0]["gemeentecodes"] = codes
    problems = found(sheets)

    assert ("empty_list", "error", "gemeentecodes") in {(one.rule, one.severity, one.column) for one in problems}
