"""The report is as public as the release: verdicts by exact numbers, told in coarse ones."""

from __future__ import annotations

import json

import pytest

from dashboard import text
from dashboard.steward.attack.report import OFTEN, Attack, AttackReport, coarse

HELD = Attack("selections", 485, 0.0, 0.0, counts={"questions": 2976.0, "inconsistent": 0.0, "strays": 0.0})


def test_reports_of_two_releases_with_a_few_small_figures_more_are_the_same():
    other = Attack("selections", 487, 0.0, 0.0, counts={"questions": 2988.0, "inconsistent": 0.0, "strays": 0.0})

    assert HELD.as_dict() == other.as_dict()
    assert HELD.as_dict()["tried"] == 500


def test_few_is_only_said_to_be_some():
    assert {coarse(number) for number in range(1, 15)} == {10}
    assert coarse(0) == 0


def test_shares_are_whole_and_never_rounded_to_nothing():
    told = Attack("bounds", 1000, 0.1, 0.0, {"domains": 15.0}).as_dict()

    assert told["found"] == 1
    assert not told["passed"]


def test_a_limit_on_a_count_breaks_too():
    assert not Attack("releases", 1, 0.0, 0.0, {"releases": 2.0}, {"changed": 0.0}, {"changed": 1.0}).passed


def test_the_twin_stands_beside_the_attack():
    broken = Attack("selections", 12, 99.6, 0.0)
    report = AttackReport((HELD.beside(broken), HELD.beside(Attack("selections", 0, 0.0, 0.0))))

    assert [one["twin"] for one in report.as_dict()["attacks"]] == [99, None]
    assert text.say("protect.report.twin", twin="99") in report.as_text()
    assert json.loads(json.dumps(report.as_dict()))["passed"]


@pytest.mark.parametrize(
    ("found", "tried", "least", "is_sharp"),
    [
        (0.0, OFTEN, 0.0, False),
        (0.1, OFTEN, 0.0, True),
        (69.0, OFTEN, 70.0, False),
        (70.0, OFTEN, 70.0, True),
        (0.0, OFTEN - 1, 0.0, True),
        (0.0, 0, 70.0, True),
    ],
)
def test_an_attack_whose_twin_does_not_break_proves_nothing_unless_it_was_tried_too_seldom(
    found, tried, least, is_sharp
):
    attack = HELD.beside(Attack("selections", tried, found, 0.0), least)
    report = AttackReport((attack,))

    assert attack.passed
    assert (attack.is_sharp, report.passed, attack.as_dict()["sharp"]) == (is_sharp, is_sharp, is_sharp)
    assert (text.say("protect.report.blunt") in report.as_text()) is not is_sharp


def test_a_twin_must_find_more_than_the_attack_may():
    assert not Attack("euros_insider", 200, 40.0, 55.0).beside(Attack("euros_insider", 200, 55.0, 55.0)).is_sharp
