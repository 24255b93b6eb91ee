import json

import pytest

from dashboard.steward.intake.problems import (
    SEVERITY,
    Place,
    Problem,
    Report,
    problems_as_json,
    problems_as_text,
    shown,
)
from dashboard.text import say, texts, use


@pytest.fixture(autouse=True)
def _dutch():
    yield
    use("nl")


def test_up_to_twenty_rows_stand_alone():
    report = Report()
    report.add("not_a_number", Place("resultaten", "waarde", range(2, 22), ["x"] * 20))
    assert [problem.row for problem in report.problems] == list(range(2, 22))


def test_more_than_twenty_rows_are_folded_into_one_with_count_and_first_rows():
    report = Report()
    report.add("not_a_number", Place("resultaten", "waarde", range(2, 23), ["x"] * 21))
    (problem,) = report.problems
    assert (problem.row, problem.count, problem.value) == (2, 21, "x")
    assert "21 rijen" in problem.what
    assert "2, 3, 4, 5, 6" in problem.what


def test_a_detail_is_asked_for_shown_rows_only():
    asked = []
    report = Report()
    report.add("unknown_code", Place("s", "c", range(500), ["x"] * 500), lambda n: asked.append(n) or {"hint": f"h{n}"})
    assert asked == [0]
    assert report.problems[0].what_to_do == "h0"


def test_a_problem_without_rows_is_about_the_sheet():
    report = Report()
    report.add("missing_sheet", Place("levering"), sheet="levering")
    (problem,) = report.problems
    assert (problem.sheet, problem.row, problem.column, problem.count) == ("levering", None, None, 1)
    assert problem.severity == "error"
    assert report.refuses


def test_warnings_and_notes_do_not_refuse():
    report = Report()
    report.add("extra_sheet", Place("draaitabel"))
    report.add("hidden_columns", Place("resultaten", "waarde"))
    assert [problem.severity for problem in report.sorted()] == ["warning", "info"]
    assert not report.refuses


def test_errors_come_first_then_sheet_and_row():
    report = Report()
    report.add("extra_sheet", Place("a"))
    report.add("not_a_number", Place("b", "c", [9, 3], ["x", "y"]))
    assert [(problem.sheet, problem.row) for problem in report.sorted()] == [("b", 3), ("b", 9), ("a", None)]


@pytest.mark.parametrize("text", ["123456782", "jan@voorbeeld.nl", "1234 AB 5", "0612345678", "NL91ABNA0417164300"])
def test_personal_data_is_masked_wherever_it_is_shown(text):
    report = Report()
    report.add("not_a_number", Place(text, text, [1], [text]))
    (problem,) = report.problems
    for part in (problem.sheet, problem.column, problem.value):
        assert part == text[:2] + "***"


def test_a_value_is_shown_on_one_line_without_control_signs_and_clipped():
    assert shown("a\nb\x1b[31m\x00c") == "a b [31m c"
    assert shown("x" * 100) == "x" * 59 + "…"


def test_the_list_for_people_has_place_reason_and_advice():
    problem = Problem("resultaten", 3, "waarde", "x", "error", "Dit is geen getal.", "Vul een getal in.", count=2)
    text = problems_as_text([problem])
    assert text.startswith("Fouten: 2; waarschuwingen: 0; opmerkingen: 0.")
    assert "FOUT · resultaten · rij 3 · kolom waarde · waarde: x" in text
    assert "Dit is geen getal." in text
    assert "Vul een getal in." in text


def test_the_list_speaks_english_when_asked():
    use("en")
    assert problems_as_text([]) == "Nothing found."
    assert "whole delivery" in problems_as_text([Problem("", None, None, "", "error", "a", "b")])


def test_the_list_for_machines_has_every_field():
    problem = Problem("resultaten", 3, "waarde", "é", "error", "a", "b", "not_a_number", 1)
    assert json.loads(problems_as_json([problem])) == [
        {
            "sheet": "resultaten",
            "row": 3,
            "column": "waarde",
            "value": "é",
            "severity": "error",
            "what": "a",
            "what_to_do": "b",
            "rule": "not_a_number",
            "count": 1,
        }
    ]


def test_braces_in_a_value_are_no_placeholders():
    report = Report()
    report.add("unknown_code", Place("s", "c", [1], ["{0.__class__}"]), hint=say("intake.hint.nearest", code="{x}"))
    assert report.problems[0].value == "{0.__class__}"
    assert "{x}" in report.problems[0].what_to_do


def test_every_rule_has_two_sentences_and_every_severity_a_rule():
    keys = [key for key in texts("nl") if key.startswith("intake.rule.")]
    named = {key.split(".")[2] for key in keys}
    assert sorted(keys) == sorted(f"intake.rule.{rule}.{part}" for rule in named for part in ("what", "do"))
    assert set(SEVERITY) <= named
