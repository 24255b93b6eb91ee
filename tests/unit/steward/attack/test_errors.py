"""Ratios told in many digits give their total away; told in two digits they do not."""

from __future__ import annotations

import pytest

from dashboard.steward.attack.errors import attack_errors, tell_exactly

TRUE, ERRORS = 173, (7, 31, 64, 90)


@pytest.fixture
def small(make_cells):
    """A programme of one project with 173 cases in ten months, 175 of them shown."""
    return make_cells([17] * 9 + [20]), make_cells([15] * 5 + [20] * 5)


def test_five_digits_of_a_few_ratios_leave_one_total(small, policy):
    counts, shown = small
    told = {"year": {"share": round(ERRORS[0] / TRUE, 5)}, "month": {"share": round(ERRORS[1] / TRUE, 5)}}

    broken = attack_errors(told, counts, shown, policy)

    assert broken.found > 80
    assert not broken.passed


def test_two_digits_leave_most_totals_open(small, policy):
    told = {str(error): {"share": float(f"{error / TRUE:.2g}")} for error in ERRORS[2:]}

    assert attack_errors(told, *small, policy).passed


def test_numbers_that_are_no_ratio_of_the_total_mislead(small, policy):
    assert attack_errors({"spread": 0.0001}, *small, policy).found == 0


def test_the_twin_tells_the_total(small, policy):
    assert not attack_errors(tell_exactly(*small), *small, policy).passed
    assert attack_errors({}, *small, policy).tried == 0
