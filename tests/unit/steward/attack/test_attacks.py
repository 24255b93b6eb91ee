"""Every attack fails on the protected table and works on a layer that only hides small totals."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from dashboard import text
from dashboard.steward.attack.audit import FEW, run_attacks
from dashboard.steward.attack.bounds import find_interval
from dashboard.steward.attack.interfaces import naive_layer, table_interface
from dashboard.steward.attack.releases import attack_releases, rehearse_releases
from dashboard.steward.attack.report import Attack, AttackReport
from dashboard.steward.attack.selections import _ask, _scopes, _solve, attack_selections
from dashboard.steward.protect.run import protect

ATTACKS = ["selections", "bounds", "posterior", "errors", "linked", "insiders", "releases", "corrections"]


@pytest.fixture(scope="module")
def given(make_programme, make_money):
    amounts, files = make_money()
    imposed = files.assign(family="eur_imposed", component="eur_imposed", rung=2)
    return pd.concat([make_programme(2), files.assign(rung=1), imposed], ignore_index=True), amounts


@pytest.fixture(scope="module")
def protected(given, policy, key):
    return protect(*given, policy=policy, key=key)


@pytest.fixture(scope="module")
def found(given, protected, policy):
    return run_attacks(given[0], protected, policy=policy)


def test_a_release_holds_against_every_attack(found):
    assert found.passed
    assert [attack.name for attack in found.attacks] == ATTACKS
    assert all(attack.tried > 20 for attack in found.attacks)
    assert found.attacks[0].found == 0


def test_selections_give_back_the_table_itself_and_nothing_more(given, protected):
    """What least squares recovers from any door on the protected table is that table, cell by cell."""
    interface = table_interface(protected.counts)
    names, truth = next(_scopes(given[0], 1, 5))
    asked, answers = _ask(interface, names, truth, np.random.default_rng(5))
    solution, fixed = _solve(asked, np.array(answers))
    months = [str(pd.Timestamp(month).date()) for month in truth.columns]
    single = [interface({**names, "area_code": (area,), "month": (month,)}) for area in truth.index for month in months]

    assert fixed.all()
    assert np.allclose(solution, single)


def test_an_unknown_that_no_answer_holds_alone_is_not_determined():
    """Of a + b = 7, a + b + c = 9 only c follows; least squares then gives the shortest of all that fit."""
    asked, answers = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]), np.array([7.0, 9.0])

    solution, fixed = _solve(asked, answers)

    assert fixed.tolist() == [False, False, True]
    assert np.allclose(solution, np.linalg.lstsq(asked, answers, rcond=None)[0])


def test_the_naive_layer_gives_nearly_everything_away(given):
    results = given[0][given[0]["origin"] == "result"]

    broken = attack_selections(naive_layer(results), given[0], base=5, scopes=FEW)

    assert broken.found > 80
    assert not broken.passed


def test_drawing_anew_for_each_release_gives_counts_away(given, policy):
    broken = attack_releases(rehearse_releases(given[0], policy, naive=True), given[0], policy.base)

    assert broken.found > 30
    assert broken.counts["changed"] > 0
    assert not broken.passed


def test_a_table_with_exact_totals_beside_it_has_narrower_bounds(protected):
    """What rule R1 forbids: publish an exact total elsewhere and the LP attacker closes in."""
    shown = np.array([5.0, 5.0, 0.0])
    matrix, box = np.ones((1, 3)), [(1.0, 9.0), (1.0, 9.0), (0.0, 4.0)]

    assert find_interval(0, matrix, shown.sum() - 4 + 0 * shown[:1], shown.sum() + 4 + 0 * shown[:1], box) == (
        1,
        9,
    )
    assert find_interval(0, matrix, np.array([22.0]), np.array([22.0]), box) == (9, 9)


def test_what_cannot_be_leaves_the_attacker_with_the_box():
    """A corrected cell keeps its 5 while its margin is 0: no truth fits, and that is no reason to stop."""
    assert find_interval(0, np.array([[1.0, 1.0]]), np.array([0.0]), np.array([0.0]), [(1, 9), (1, 9)]) == (1, 9)


def test_every_twin_is_broken_so_that_no_attack_passes_for_want_of_teeth(found):
    """Each attack finds more on the layer that is bad on purpose than it may find."""
    twins = {one.name: (one.twin, one.threshold) for one in found.attacks}

    assert all(twin is not None and twin > threshold for twin, threshold in twins.values()), twins
    assert all(attack.is_sharp for attack in found.attacks)


def test_an_attack_with_nothing_to_try_says_so():
    empty = AttackReport((Attack("bounds", 0, 0.0, 0.0, {"domains": 0}),))

    assert text.say("protect.report.not_tried") in empty.as_text()


def test_the_report_is_for_people_and_for_machines(found):
    spoken = found.as_text()

    assert json.loads(json.dumps(found.as_dict()))["passed"] is True
    assert "{" not in spoken
    for attack in found.attacks:
        assert text.say(f"protect.attack.{attack.name}.title") in spoken


def test_a_broken_release_is_said_to_be_broken():
    broken = AttackReport((Attack("bounds", 10, 1.0, 0.0, {"domains": 2}),))

    assert not broken.passed
    assert text.say("protect.report.broken") in broken.as_text()


def test_a_detail_over_its_limit_fails_too():
    assert not Attack("bounds", 1, 0.0, 0.1, {"within": 9.0}, {"within": 8.0}).passed
