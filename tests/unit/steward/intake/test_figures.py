import pytest


def places(problems, rule):
    return [(p.sheet, p.row, p.column, p.value) for p in problems if p.rule == rule]


@pytest.fixture
def result(sheets):
    """Replace the results: each a dictionary with what differs from the first example."""

    def run(*rows):
        first = dict(sheets["resultaten"][0])
        sheets["resultaten"] = [{**first, **row} for row in rows]
        return sheets

    return run


def euros(**changed):
    return {
        "maatstaf": "boetes_bedrag",
        "waarde": "1000,00",
        "aantal_dossiers": "4",
        "grootste_bijdrage": "400,00",
        **changed,
    }


@pytest.mark.parametrize(
    ("month", "inside"), [("2023-12", False), ("2024-01", True), ("2024-03", True), ("2024-04", False)]
)
def test_months_lie_within_the_period(found, sheets, month, inside):
    for name in ("resultaten", "doorgeleidingen", "contextcijfers"):
        sheets[name][0]["maand"] = month
    wrong = places(found(sheets), "month_outside_period")
    assert [sheet for sheet, *_ in wrong] == ([] if inside else ["contextcijfers", "doorgeleidingen", "resultaten"])


def test_without_a_readable_period_months_are_not_judged(found, rules, sheets):
    sheets["levering"][0]["periode_van"] = "?"
    sheets["resultaten"][0]["maand"] = "2019-01"
    assert rules(found(sheets)) == {"not_a_month", "result_before_start"}


@pytest.mark.parametrize(
    ("delivering", "lead", "refused"),
    [("UWV", "GEM", True), ("UWV", "UWV", False), ("GEM", "UWV", False)],
)
def test_only_the_lead_and_the_municipalities_deliver_for_others(found, result, delivering, lead, refused):
    sheets = result({"partner": "SVB", "maatstaf": "signalen"})
    sheets["levering"][0]["partner"] = delivering
    sheets["projecten"][0]["verantwoordelijke_partner"] = lead
    del sheets["doorgeleidingen"], sheets["contextcijfers"]
    expected = [("resultaten", 2, "partner", "SVB")] if refused else []
    assert places(found(sheets), "other_partner") == expected


def test_a_partner_delivers_only_what_it_passed_on_itself(found, sheets):
    sheets["doorgeleidingen"][0].update(van_partner="UWV", naar_partner="GEM")
    assert places(found(sheets), "other_sender") == [("doorgeleidingen", 2, "van_partner", "UWV")]


def test_a_measure_of_another_partner_is_a_warning(found, result):
    (problem,) = found(result({"maatstaf": "toeslagen_gewijzigd"}))
    assert (problem.rule, problem.severity, problem.row) == ("measure_not_of_partner", "warning", 2)


def test_context_figures_are_expected_of_municipalities(found, sheets):
    sheets["levering"][0]["partner"] = "UWV"
    for name in ("resultaten", "doorgeleidingen"):
        del sheets[name]
    assert places(found(sheets), "measure_not_of_partner") == [("contextcijfers", 2, "maatstaf", "context_meldingen")]


CHECKED, ODD, PASSED = "onderzochte_adressen", "adressen_met_onregelmatigheid", "adressen_doorgeleid"


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([(CHECKED, 10), (ODD, 10), (PASSED, 10)], []),
        ([(CHECKED, 10), (ODD, 11)], [3]),
        ([(CHECKED, 10), (ODD, 5), (PASSED, 6)], [4]),
        ([(PASSED, 6), (ODD, 5), (CHECKED, 10)], [2]),
        ([(CHECKED, 10), (PASSED, 1)], [3]),
        ([(CHECKED, 10), (PASSED, 0)], []),
        ([(ODD, 1)], [2]),
        ([(ODD, 0)], []),
        ([("huisbezoeken", 2), ("huisbezoeken_geweigerd", 3)], [3]),
    ],
)
def test_a_part_is_no_larger_than_its_whole(found, result, rows, wrong):
    problems = found(result(*({"maatstaf": measure, "waarde": str(value)} for measure, value in rows)))
    assert [row for _, row, _, _ in places(problems, "part_larger_than_whole")] == wrong
    assert len(problems) == len(wrong)


@pytest.mark.parametrize("differs", [{"maand": "2024-01"}, {"onderwerp": "wonen"}, {"gebiedcode": "BU99010102"}])
def test_a_whole_elsewhere_does_not_count(found, result, differs):
    rows = ({"maatstaf": CHECKED, "waarde": "10"}, {"maatstaf": ODD, "waarde": "5", **differs})
    assert len(places(found(result(*rows)), "part_larger_than_whole")) == 1


def test_the_sentence_on_a_part_names_both_measures_and_the_limit(found, result):
    (problem,) = found(result({"maatstaf": CHECKED, "waarde": "10"}, {"maatstaf": ODD, "waarde": "11"}))
    for word in (CHECKED, ODD, "10"):
        assert word in problem.what


@pytest.mark.parametrize(
    ("changed", "rule", "severity"),
    [
        ({}, None, None),
        ({"aantal_dossiers": ""}, "amount_without_files", "warning"),
        ({"grootste_bijdrage": ""}, "amount_without_largest", "warning"),
        ({"aantal_dossiers": "0"}, "amount_of_no_files", "error"),
        ({"waarde": "0,29", "aantal_dossiers": "29", "grootste_bijdrage": "0,01"}, None, None),
        ({"waarde": "0,29", "aantal_dossiers": "30", "grootste_bijdrage": "0,01"}, "more_files_than_cents", "error"),
        ({"aantal_dossiers_nieuw": "0"}, None, None),
        ({"aantal_dossiers_nieuw": "4"}, None, None),
        ({"aantal_dossiers_nieuw": "5"}, "more_new_files_than_files", "error"),
        ({"grootste_bijdrage": "1000,00"}, None, None),
        ({"grootste_bijdrage": "1000,02"}, "largest_above_value", "error"),
        ({"grootste_bijdrage": "250,00"}, None, None),
        ({"grootste_bijdrage": "249,98"}, "largest_below_mean", "error"),
        ({"waarde": "0", "aantal_dossiers": "", "grootste_bijdrage": ""}, None, None),
        ({"waarde": "4000001", "grootste_bijdrage": "2000000"}, "mean_implausible", "warning"),
        ({"waarde": "4000000", "grootste_bijdrage": "2000000"}, None, None),
        ({"maatstaf": "kosten", "aantal_dossiers": "", "grootste_bijdrage": ""}, None, None),
        ({"aantal_dossiers": "x"}, "not_a_number", "error"),
    ],
)
def test_amounts_come_with_files_and_a_largest_contribution_that_fit(found, result, changed, rule, severity):
    problems = found(result(euros(**changed)))
    assert [(p.rule, p.severity) for p in problems] == ([(rule, severity)] if rule else [])


@pytest.mark.parametrize("column", ["aantal_dossiers", "grootste_bijdrage"])
@pytest.mark.parametrize("measure", ["geind_bedrag", "berekende_besparing", "nabetaling"])
def test_what_keeps_an_amount_out_names_the_empty_cell_and_what_to_fill_in(found, result, column, measure):
    (problem,) = found(result({}, euros(maatstaf=measure, onderwerp="wonen", **{column: ""})))

    assert (problem.severity, problem.sheet, problem.row, problem.column) == ("warning", "resultaten", 3, column)
    assert "buiten elk totaal" in problem.what
    assert "Vul" in problem.what_to_do


@pytest.mark.parametrize(
    ("changed", "rule", "severity"),
    [
        ({"besluitmaand": "2024-02"}, None, None),
        ({"besluitmaand": "2024-01"}, None, None),
        ({"besluitmaand": "2024-03"}, "decision_after_month", "error"),
        ({"besluitmaand": "2023-12"}, "decision_before_project", "error"),
        ({"besluitmaand": "februari"}, "not_a_month", "error"),
        ({"besluitmaand": "2024-02", "maatstaf": "geind_bedrag"}, None, None),
        ({"besluitmaand": "2024-02", "maatstaf": "nabetaling"}, "decision_of_other_measure", "error"),
        ({"besluitmaand": "2024-02", "maatstaf": "berekende_besparing"}, "decision_of_other_measure", "error"),
        ({"besluitmaand": "2024-02", "maatstaf": "boetes"}, "decision_of_other_measure", "error"),
    ],
)
def test_a_month_of_decision_belongs_to_money_and_lies_between_project_and_month(
    found, result, changed, rule, severity
):
    problems = found(result({"maand": "2024-02", **euros(), **changed}))

    assert [(p.rule, p.severity, p.column) for p in problems] == ([(rule, severity, "besluitmaand")] if rule else [])


def test_the_start_of_a_project_that_is_not_described_here_is_not_judged(found, result):
    sheets = result({"maand": "2024-02", **euros(), "besluitmaand": "2023-12"})
    sheets["projecten"][0]["start"] = ""

    assert places(found(sheets), "decision_before_project") == []


@pytest.mark.parametrize(("first", "rows"), [("2024-02", [3]), ("", [])], ids=["others have one", "none has one"])
def test_money_without_a_month_of_decision_is_named_only_where_others_have_one(found, result, first, rows):
    money = [{"maand": "2024-03", **euros(besluitmaand=month)} for month in (first, "")]
    problems = found(result(money[0], {**money[1], "onderwerp": "wonen"}, {"maand": "2024-03", "besluitmaand": ""}))

    assert [(p.rule, p.severity, p.row) for p in problems] == [("decision_missing", "warning", row) for row in rows]


@pytest.mark.parametrize(("months", "rows"), [(("2024-01", "2024-02"), []), (("2024-01", "2024-01"), [3])])
def test_rows_of_other_months_of_decision_are_no_double_rows(found, result, months, rows):
    money = [{"maand": "2024-03", **euros(besluitmaand=month)} for month in months]

    assert [row for _, row, _, _ in places(found(result(*money)), "double_key")] == rows


def test_a_cumulative_series_is_one_of_one_month_of_decision(found, result):
    """Of other decisions another amount may have come in by then."""
    series = {"waardebasis": "cumulatief", "maatstaf": "geind_bedrag"}
    rows = [
        {**euros(**series), "maand": month, "besluitmaand": decided, "waarde": value}
        for month, decided, value in (("2024-02", "2024-01", "1000,00"), ("2024-03", "2024-02", "500,00"))
    ]

    assert places(found(result(*rows)), "cumulative_falls") == []


def test_files_that_cannot_be_are_refused_where_they_stand(found, result):
    wrong = euros(waarde="0,03", grootste_bijdrage="0,01")

    assert places(found(result({}, wrong)), "more_files_than_cents") == [("resultaten", 3, "aantal_dossiers", "4")]


@pytest.mark.parametrize(("files", "warned"), [("4", True), ("3", True), ("5", False), ("", False)])
def test_a_cumulative_amount_that_rises_rests_on_files(found, result, files, warned):
    series = {"maatstaf": "geind_bedrag", "waardebasis": "cumulatief"}
    first = euros(**series, maand="2024-01")
    problems = found(result(first, euros(**series, maand="2024-02", waarde="1100,00", aantal_dossiers=files)))

    expected = [("resultaten", 3, "aantal_dossiers", files)] if warned else []
    assert places(problems, "amount_rises_without_files") == expected
    assert {problem.severity for problem in problems} <= {"warning"}


def test_a_cumulative_amount_that_stays_needs_no_new_files(found, result):
    series = {"maatstaf": "geind_bedrag", "waardebasis": "cumulatief"}

    assert found(result(euros(**series, maand="2024-01"), euros(**series, maand="2024-02"))) == ()


def test_a_cumulative_series_may_not_fall(found, result):
    months = [("2024-03", "4"), ("2024-01", "5"), ("2024-02", "5")]
    rows = [{"maatstaf": "signalen", "waardebasis": "cumulatief", "maand": m, "waarde": v} for m, v in months]
    other = {**rows[0], "onderwerp": "wonen", "waarde": "1"}
    assert places(found(result(*rows, other)), "cumulative_falls") == [("resultaten", 2, "waarde", "4")]


def test_a_series_per_period_may_fall(found, result):
    rows = [{"maatstaf": "signalen", "maand": m, "waarde": v} for m, v in [("2024-01", "5"), ("2024-02", "4")]]
    assert found(result(*rows)) == ()


def test_a_series_is_cumulative_throughout_or_not_at_all(found, result):
    rows = [
        {"maatstaf": "signalen", "maand": "2024-01", "waarde": "5", "waardebasis": "periode"},
        {"maatstaf": "signalen", "maand": "2024-02", "waarde": "9", "waardebasis": "cumulatief"},
    ]
    assert places(found(result(*rows)), "mixed_basis") == [("resultaten", 3, "waardebasis", "cumulatief")]


@pytest.mark.parametrize(("settled", "refused"), [("12", False), ("13", True), ("", False)])
def test_no_more_is_settled_than_passed_on(found, sheets, settled, refused):
    sheets["doorgeleidingen"][0]["afgehandeld"] = settled
    expected = [("doorgeleidingen", 2, "afgehandeld", settled)] if refused else []
    assert places(found(sheets), "settled_above_passed_on") == expected


def test_passing_on_to_oneself_is_a_warning(found, sheets):
    sheets["doorgeleidingen"][0]["naar_partner"] = "GEM"
    (problem,) = found(sheets)
    assert (problem.rule, problem.severity) == ("referral_to_self", "warning")


def test_a_result_outside_the_areas_of_its_project_is_a_warning(found, result):
    (problem,) = found(result({}, {"gebiedcode": "BU99010102"}, {"gebiedcode": "BU99010102", "maand": "2024-01"}))
    assert (problem.rule, problem.severity, problem.row) == ("area_not_of_project", "warning", 3)


def test_without_areas_of_projects_results_are_not_compared_with_them(found, sheets):
    del sheets["projectgebieden"]
    assert found(sheets) == ()
