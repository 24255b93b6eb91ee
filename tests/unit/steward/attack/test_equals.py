"""Two files of one amount are moved apart, the parts of one file alike; shared factors give one file away by the other."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.steward.attack.equals import attack_equals, share_factors
from dashboard.steward.protect.amounts import in_cents
from dashboard.steward.protect.noise import draw, factors
from tests.unit.steward.programme import money_cell


@pytest.fixture
def cells():
    """Forty amounts of one file, half of them collected in parts."""
    names = (("eur_fines", False), ("eur_collected", True))
    rows = [
        money_cell(
            amount=1000.0 + at, largest=1000.0 + at, measure_code=name, is_paid_in_parts=parts, files_return=parts
        )
        for name, parts in names
        for at in range(20)
    ]
    return in_cents(pd.DataFrame(rows).assign(n_new=float("nan")))


def test_who_knows_one_of_two_equal_amounts_knows_the_other_only_when_they_share_a_factor(cells, policy):
    held, broken = attack_equals(cells, policy), attack_equals(cells, policy, engine=share_factors(policy))

    assert (held.tried, held.found, held.passed) == (20, 0, True)
    assert broken.found == 100
    assert not broken.passed


def test_parts_of_one_file_that_are_moved_apart_are_seen(cells, policy):
    def anew(given):
        names = given[["measure_code", "amount_cents", "month"]].itertuples(index=False, name=None)
        return given.assign(top_cents=given["amount_cents"] * factors(draw(b"key", "own", names), 10))

    assert attack_equals(cells, policy).detail == {"parts": 0}
    assert attack_equals(cells, policy, engine=anew).detail == {"parts": 100}
    assert not attack_equals(cells, policy, engine=anew).passed


def test_amounts_of_several_files_leave_nothing_to_try(cells, policy):
    assert attack_equals(cells.assign(largest_cents=5), policy).tried == 0
