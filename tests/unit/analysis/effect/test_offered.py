"""What the page may offer follows from the simulation that is shipped, and only from one of this code."""

from __future__ import annotations

import pytest

from dashboard.analysis.effect import offered
from dashboard.analysis.effect.offered import LEAST_COVERAGE, MOST_ALARMS, judge, source_mark, validation


def cell(**more):
    usual = {"estimator": "did", "world": "chance", "size": "3", "against": 40, "effect": 0.0, "coverage": 0.95}
    return {**usual, "called": 0.05, **more}


def test_the_shipped_result_is_of_this_code_and_of_500_runs_a_cell():
    """Estimators changed? Run ``lsi validate-effect --to dashboard/analysis/effect/effect_validation.json``."""
    result = validation()

    assert result["source"] == source_mark()
    assert result["runs"] >= 500
    assert all(one["runs"] >= 500 for one in result["cells"])


def test_wherever_an_estimator_is_offered_it_covers_and_does_not_cry_wolf():
    """Read straight from the cells, without the rule of the module."""
    result, looked_at = validation(), 0
    for one in result["cells"]:
        n = 32 if one["size"] == "group" else int(one["size"])
        offer = offered(one["estimator"], n, one["against"], 4 if one["size"] == "group" else 1)
        if offer.is_offered and one["world"] not in result["limits"][one["estimator"]]:
            looked_at += 1
            assert one["coverage"] >= 0.93
            assert one["effect"] != 0 or one["called"] <= 0.06
    assert looked_at > 200


def test_difference_in_differences_is_offered_for_a_usual_project_and_says_how_it_can_be_fooled():
    offer = offered("did", 6, 60)

    assert offer.is_offered
    assert dict(offer.limits)["apart_much"] > MOST_ALARMS


@pytest.mark.parametrize(("n_treated", "n_comparison"), [(0, 40), (3, 9), (3, 0)])
def test_sizes_below_those_tried_are_not_offered(n_treated, n_comparison):
    assert offered("did", n_treated, n_comparison).reason == "not_tried"


def test_sizes_between_two_tried_ones_need_both():
    good, bad = cell(size="3"), cell(size="8", coverage=0.9)
    result = {"limits": {}, "cells": [good, bad]}

    assert judge(result, "did", ("3",), (40,)).is_offered
    assert judge(result, "did", ("3", "8"), (40,)).reason == "coverage"
    assert judge(result, "did", ("3", "8"), (40,)).coverage == 0.9


def test_false_alarms_count_only_without_an_effect_and_limits_only_as_limits():
    power = cell(effect=-0.25, called=0.8)
    apart = cell(world="apart_much", called=0.4, coverage=0.5)
    result = {"limits": {"did": ["apart_much"]}, "cells": [cell(), power, apart]}

    found = judge(result, "did", ("3",), (40,))
    assert found.is_offered
    assert (found.coverage, found.false_alarms, found.limits) == (0.95, 0.05, (("apart_much", 0.4),))
    loud = judge({"limits": {}, "cells": [cell(called=MOST_ALARMS + 0.01)]}, "did", ("3",), (40,))
    assert (loud.reason, loud.worlds) == ("false_alarms", ("chance",))
    assert judge({"limits": {}, "cells": [cell(coverage=LEAST_COVERAGE)]}, "did", ("3",), (40,)).is_offered


def test_without_a_result_nothing_is_offered():
    assert judge({}, "did", ("3",), (40,)).reason == "not_tried"
