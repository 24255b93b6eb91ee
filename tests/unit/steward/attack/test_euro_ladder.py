"""A step of the money less the next leaves few files; they are placed only where totals are exact."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.attack.euro_ladder import attack_ladder
from dashboard.steward.attack.euros import show_exactly
from dashboard.steward.protect.amounts import add_noise, in_cents
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.sums import DIMENSIONS
from dashboard.steward.protect.totals import Left, total_amounts
from tests.unit.steward.programme import money_cell

STEPS = {"eur_fines": 1, "eur_tax": 1, "eur_imposed": 2, "eur_irrevocable": 3, "eur_backpay": 0}


@pytest.fixture(scope="module")
def money(make_money):
    """Fines, of which nine in ten are imposed."""
    fines = make_money(8, 2)[0].sample(frac=0.1, random_state=1, ignore_index=True)
    imposed = fines.sample(frac=0.9, random_state=2).assign(measure_code="eur_imposed", files_return=True)
    return pd.concat([fines, imposed], ignore_index=True)


@pytest.fixture(scope="module")
def given(money, policy, key):
    noise = add_noise(in_cents(money), policy, key)
    cells = in_cents(money).assign(y=money["n_files"].to_numpy() * 2)
    return total_amounts(noise["amounts"], cells, Left(noise["amount_nodes"], noise["amount_quarters"]), policy), cells


def test_steps_taken_off_each_other_place_a_file_only_in_exact_totals(given, policy):
    totals, cells = given
    held, broken = (attack_ladder(rows, cells, STEPS, policy) for rows in (totals, show_exactly(totals, cells)))

    assert held.tried > 100
    assert held.passed
    assert broken.found == 100
    assert not broken.passed


def test_totals_without_own_noise_are_seen_behind_the_rules_of_display(money, policy, key):
    """Whoever leaves the own factor out, rules and cover or not, gives away what one step has and the next has not."""
    noise = add_noise(in_cents(money), policy, key)
    bare = noise["amounts"].assign(own_cents=lambda rows: rows["amount_cents"], cover_cents=0)
    cells = in_cents(money).assign(y=money["n_files"].to_numpy() * 2)
    totals = total_amounts(bare, cells, Left(noise["amount_nodes"], noise["amount_quarters"]), policy)

    assert attack_ladder(totals, cells, STEPS, policy).found > 90


def rows(*cells):
    return in_cents(pd.DataFrame([money_cell(**one) for one in cells]).assign(n_new=np.nan))


def attacked(cells, policy, step_of=STEPS, off=0.0, hidden=()):
    """The attack on exact totals of the programme in a year, some hidden, the imposed one off by some euros."""
    totals = cells.groupby(MEASURE)["amount_cents"].sum().div(100).rename("amount_eur").reset_index()
    totals = totals.assign(view="programme", grain="year", part="total", period=pd.Timestamp("2024-01-01"))
    totals = totals.assign(**dict.fromkeys(DIMENSIONS, ""))[~totals["measure_code"].isin(hidden)]
    totals["amount_eur"] += off * (totals["measure_code"] == "eur_imposed")
    return attack_ladder(totals, cells, step_of, policy)


def step(measure, *amounts, **changes):
    return [{"measure_code": measure, "amount": one, "largest": one, **changes} for one in amounts]


def test_known_answer_one_file_of_eight_thousand_is_left(policy):
    """Three files established, two of them imposed: 700 off the difference of 8,000 is within ten per cent, 900 is not."""
    cells = rows(*step("eur_fines", 5000.0, 700.0, 8000.0), *step("eur_imposed", 5000.0, 700.0))

    assert [attacked(cells, policy, off=off).found for off in (0, 700, 900, 2500)] == [100, 100, 0, 0]
    assert [attacked(cells, policy, off=off).detail["wide"] for off in (900, 2500)] == [100, 0]
    assert attacked(cells, policy).tried == 1


def test_money_that_changed_between_steps_is_left_on_both_sides(policy):
    """5,000 became 4,000: the largest file of what is left is that of 5,000."""
    cells = rows(*step("eur_fines", 5000.0, 700.0), *step("eur_imposed", 4000.0, 700.0))

    assert [attacked(cells, policy, off=off).found for off in (0, 499, 501)] == [100, 100, 0]


def test_where_all_of_a_step_goes_on_there_is_nothing_left_to_place(policy):
    cells = rows(*step("eur_fines", 5000.0, 700.0), *step("eur_imposed", 5000.0, 700.0))

    assert attacked(cells, policy).tried == 0


def test_a_step_is_known_only_when_every_measure_of_it_is_shown(policy):
    cells = rows(*step("eur_fines", 5000.0), *step("eur_tax", 700.0), *step("eur_imposed", 5000.0))

    assert attacked(cells, policy).tried == 1
    assert attacked(cells, policy, hidden=["eur_tax"]).tried == 0


def test_only_steps_next_to_each_other_are_taken_off(policy):
    """Established and irrevocable are no neighbours; back pay is no step."""
    cells = rows(*step("eur_fines", 5000.0), *step("eur_irrevocable", 900.0), *step("eur_backpay", 300.0))

    assert attacked(cells, policy).tried == 0
    assert attacked(cells, policy, step_of={}).tried == 0


def test_without_totals_or_cells_there_is_nothing_to_try(given, policy):
    totals, cells = given

    assert attack_ladder(totals.iloc[:0], cells, STEPS, policy).tried == 0
    assert attack_ladder(totals, cells.iloc[:0], STEPS, policy).tried == 0
