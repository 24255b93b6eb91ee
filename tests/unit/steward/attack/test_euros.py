"""Attacks on euros fail on totals with noise and work on exact ones."""

from __future__ import annotations

import pytest

from dashboard.steward.attack.euros import (
    attack_all_but_one,
    attack_differences,
    attack_few,
    count_files,
    show_exactly,
)
from dashboard.steward.protect.amounts import add_noise, in_cents
from dashboard.steward.protect.totals import Left, total_amounts


@pytest.fixture(scope="module")
def given(make_money, policy, key):
    amounts = make_money(8, 2)[0].sample(frac=0.05, random_state=1, ignore_index=True)
    noise = add_noise(in_cents(amounts), policy, key)
    cells = in_cents(amounts).assign(y=amounts["n_files"].to_numpy() * 2)
    left = Left(noise["amount_nodes"], noise["amount_quarters"])
    return total_amounts(noise["amounts"], cells, left, policy), cells


def test_no_shown_amount_rests_on_too_few_files_and_without_a_rule_many_do(given, policy):
    totals, cells = given
    held, broken = (attack_few(rows, count_files(cells), policy) for rows in (totals, show_exactly(totals, cells)))

    assert (held.found, held.passed) == (0, True)
    assert held.tried > 50
    assert broken.found > 15
    assert not broken.passed


def test_a_remainder_counts_as_a_shown_amount(given, policy):
    totals, cells = given
    shown = totals["amount_eur"].notna() & (totals["part"] == "remainder")
    whole = totals[~shown]

    files = count_files(cells)
    assert attack_few(totals, files, policy).tried == attack_few(whole, files, policy).tried + shown.sum()


def test_someone_who_knows_all_files_but_one_is_right_in_every_exact_total_and_seldom_here(given, policy):
    totals, cells = given
    held, broken = (attack_all_but_one(rows, cells, policy) for rows in (totals, show_exactly(totals, cells)))

    assert held.passed
    assert broken.found == 100
    assert not broken.passed


def test_taking_decisions_off_a_period_places_a_file_only_in_exact_totals(given, policy):
    totals, cells = given
    held, broken = (attack_differences(rows, cells, policy) for rows in (totals, show_exactly(totals, cells)))

    assert held.tried > 20
    assert held.passed
    assert broken.found == 100
    assert not broken.passed


def test_money_without_a_month_of_decision_is_what_is_left_of_all_years(given, policy):
    """Also where no year of decision is shown: all years less all decisions."""
    totals, cells = given
    of_years = totals[totals["grain"].isin(["year", "decided"])]
    exact = show_exactly(totals, cells)
    of_years_exactly = exact[exact["grain"].isin(["year", "decided"])]

    assert attack_differences(of_years, cells, policy).tried > 0
    assert attack_differences(of_years_exactly, cells, policy).found == 100
    assert attack_differences(of_years[of_years["grain"] == "year"], cells, policy).tried == 0


def test_where_every_decision_is_of_the_month_itself_there_is_nothing_to_take_off(given, policy):
    totals, cells = given
    same = cells.assign(decision_month=cells["month"])

    assert attack_differences(totals, same, policy).tried == 0


def test_nothing_to_try_is_said(given, policy):
    totals, cells = given

    assert attack_all_but_one(totals.iloc[:0], cells.iloc[:0], policy).tried == 0
    assert attack_few(totals.iloc[:0], count_files(cells), policy).tried == 0
    assert attack_differences(totals.iloc[:0], cells, policy).tried == 0
