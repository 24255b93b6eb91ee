"""The attack report for people: short, coarse, and what a shown figure gives away in words."""

from __future__ import annotations

import pytest

from dashboard import text
from dashboard.answers.rows import DefinitionsMeasures
from dashboard.pages.accountability import words as view
from tests.conftest import row as typed

HELD = {
    "name": "bounds",
    "tried": 40_000,
    "found": 0,
    "threshold": 0.0,
    "detail": {"domains": 15},
    "counts": {},
    "twin": 68,
    "passed": True,
    "sharp": True,
    "measures": [],
}
NAMES = [
    typed(DefinitionsMeasures, measure_code=code, name_nl=name)
    for code, name in (("fines", "Boetes"), ("signals", "Signalen"), ("eur_fines", "Boetes vastgesteld"))
]


def row(measure, certainty, presence=85, gain=0):
    return {"measure": measure, "count": 1, "certainty": certainty, "presence": presence, "gain": gain, "above": 90}


@pytest.fixture
def report():
    measures = [
        row("result|fines", 90, 90),
        row("files|eur_fines", 75),
        row("rare|count", 90),
        row("result|signals", 20, 30, 5),
    ]
    detail = {"right": 36, "by_presence": 33}
    posterior = {**HELD, "name": "posterior", "found": 3, "threshold": 10, "detail": detail, "measures": measures}
    return {"attacks": [HELD, posterior]}


def test_verdicts_are_short_and_say_that_the_attack_can_succeed():
    broken, empty = {**HELD, "found": 2, "passed": False}, {**HELD, "tried": 0, "twin": None}
    blunt = {**HELD, "twin": 0, "sharp": False}

    rows = view.verdict_table({"attacks": [HELD, broken, empty, blunt]})

    assert rows["Gevonden"].tolist() == ["0%", "2%", "niet beproefd", "0%"]
    assert rows["Bij slechte beveiliging"].tolist() == ["68%", "68%", "niet beproefd", "0%"]
    assert rows["Oordeel"].tolist()[:3] == ["standgehouden", "doorbroken", "standgehouden"]
    assert rows["Oordeel"][3] == text.say("attacks.blunt")


def test_a_report_of_before_twins_were_held_to_account_is_read_as_it_was():
    old = {name: value for name, value in HELD.items() if name != "sharp"}

    assert view.verdict_table({"attacks": [old]})["Oordeel"].tolist() == ["standgehouden"]


def test_the_story_tells_what_was_tried():
    rows = view.story_table({"attacks": [HELD, {**HELD, "tried": 0}]})

    assert "40.000" in rows["Uitkomst"][0]
    assert rows["Uitkomst"][1] == text.say("protect.report.not_tried")


def test_measures_are_classed_by_how_certain_their_smallest_figure_is(report):
    rows = view.measures_table(report, NAMES)

    assert rows["Maatstaven"].tolist() == [
        "Boetes; zeldzame maatstaven samen",
        "dossiers achter Boetes vastgesteld",
        "Signalen",
    ]
    assert rows.iloc[0, 2] == "85% tot 90% of meer"
    assert rows.iloc[2, 3] == "hoogstens 5 punt"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_board_member_reads_which_figures_are_nearly_always_one_case(report, language):
    text.use(language)
    lead = view.measures_lead(report, 5)
    text.use("nl")

    assert all(number in lead for number in ("2", "4", "3", "36%", "33%", "9"))
    assert "{" not in lead


def test_without_certain_measures_it_does_not_warn(report):
    report["attacks"][1]["measures"] = [row("result|signals", 20)]

    assert "bijna zeker" in view.measures_lead(report, 5)
    assert "enkel geval" not in view.measures_lead(report, 5)


def test_where_nothing_was_tried_there_is_nothing_to_tell():
    assert view.measures_lead({"attacks": [HELD]}, 5) == ""
    assert view.measures_table({"attacks": [HELD]}, NAMES).empty
