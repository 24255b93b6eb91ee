"""Sums: files that return are counted once, the two largest contributions, and noise that is shared adds up in full."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.protect.amounts import add_noise, in_cents
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.noise import spread
from dashboard.steward.protect.sums import FINEST, IN_NONE, add_up, make_lines, number_each, sum_lines


def cells(areas, *, returns, parts=False):
    months = pd.date_range("2024-01-01", periods=len(areas), freq="MS")
    return pd.DataFrame(
        {
            "project_code": "P1",
            "partner_code": "GEM",
            "municipality_code": "GM1",
            "province_code": "PV1",
            "type_code": "T1",
            "area_code": areas,
            "area_year": 2024,
            "measure_code": "eur_collected",
            "class_code": "s",
            "month": months,
            "amount": 1000.0,
            "n_files": 2,
            "largest": 600.0,
            "is_mixed": False,
            "files_return": returns,
            "is_paid_in_parts": parts,
            "is_step": True,
        }
    )


def summed(amounts, policy, key, **files):
    noise = add_noise(in_cents(amounts), policy, key)
    lines = make_lines(noise["amounts"], in_cents(amounts).assign(y=5, **files), policy)
    return sum_lines(lines, ["measure_code"], "year", policy)[0].iloc[0]


def test_files_of_money_that_returns_count_once_per_place_and_subject(policy, key):
    assert summed(cells(["B1", "B1", "B2"], returns=True), policy, key)["n"] == 4
    assert summed(cells(["B1", "B1", "B2"], returns=False), policy, key)["n"] == 6


@pytest.mark.parametrize(
    ("new", "n", "files"),
    [([2, 1, 0], 3, 15), ([2, 0, 0], 2, 15), ([0, 0, 0], 2, 15), ([2, 1, None], 2, None)],
    ids=["more than in any month", "the same ones all along", "all from an earlier year", "a month that does not say"],
)
def test_files_of_money_that_returns_are_its_new_files_where_every_entry_gives_them(policy, key, new, n, files):
    row = summed(cells(["B1", "B1", "B1"], returns=True).assign(n_new=new), policy, key, y_new=5)

    assert row["n"] == n
    assert row["files"] == files or (files is None and pd.isna(row["files"]))


def test_files_of_money_that_does_not_return_are_all_new(policy, key):
    assert summed(cells(["B1", "B1"], returns=False), policy, key)["files"] == 10


MONTHS = pd.date_range("2023-11-01", periods=3, freq="MS")


@pytest.mark.parametrize(
    ("decided", "n", "first"),
    [
        ([MONTHS[0]] * 3, 2, 1800),
        ([None] * 3, 2, 1800),
        (MONTHS, 6, 600),
        ([*MONTHS[:2], None], 2, 1800),
    ],
    ids=["one decision", "none says", "a decision each", "one of them does not say"],
)
def test_a_file_has_one_decision_so_that_other_decisions_are_other_files(policy, key, decided, n, first):
    row = summed(cells(["B1"] * 3, returns=True).assign(decision_month=decided), policy, key)

    assert row["n"] == n
    assert row["first"] == pytest.approx(first, rel=0.25)


@pytest.mark.parametrize(
    ("grain", "own"), [("year", [3000]), ("decision_year", [1000, 1000]), ("decided", [2000]), ("undated", [1000])]
)
def test_a_line_is_summed_in_the_periods_it_has(policy, key, grain, own):
    amounts = cells(["B1"] * 3, returns=False).assign(decision_month=[pd.NaT, *MONTHS[[0, 2]]])
    lines = make_lines(add_noise(in_cents(amounts), policy, key)["amounts"], in_cents(amounts).assign(y=5), policy)

    sums, of_line = sum_lines(lines, ["measure_code"], grain, policy)

    assert sums["own"].tolist() == pytest.approx(own, rel=0.25)
    assert np.bincount(of_line[of_line != IN_NONE], lines["own"][of_line != IN_NONE]) == pytest.approx(sums["own"])


def test_what_returns_may_all_be_of_one_file(policy, key):
    once, apart = (summed(cells(["B1", "B1"], returns=flag), policy, key) for flag in (True, False))

    assert once["first"] == pytest.approx(1200, rel=0.25)
    assert apart["first"] == pytest.approx(600, rel=0.25)
    assert once["y"] == apart["y"] == 10


def test_a_factor_that_is_shared_adds_up_in_full(policy, key):
    """Four instalments with one factor are as uncertain as one amount of four times the size."""
    amounts = cells(["B1"] * 4, returns=True, parts=True)
    row = summed(amounts, policy, key)

    assert row["own_variance"] == pytest.approx((4 * 600 * spread(policy.insider_percent)) ** 2, rel=0.6)
    assert row["first"] == pytest.approx((row["own_variance"] ** 0.5) / spread(policy.insider_percent))


def test_sums_of_the_finest_totals_add_up_to_those_of_their_lines(make_money, policy, key):
    """Files that return, decisions apart, new files told and not: the same through the finest totals as line by line."""
    amounts = make_money(6, 2)[0]
    new = amounts["n_files"].where(amounts.index % 3 > 0)
    lines = make_lines(
        add_noise(in_cents(amounts), policy, key)["amounts"], in_cents(amounts).assign(y=5, n_new=new, y_new=5), policy
    )

    for by in ([], ["partner_code"], ["province_code", "municipality_code"], ["project_code"]):
        at_once, _ = sum_lines(lines, [*MEASURE, *by], "year", policy)
        added, number = add_up(sum_lines(lines, FINEST, "year", policy)[0], [*MEASURE, *by])

        pd.testing.assert_frame_equal(added, at_once, check_like=True)
        assert set(number) == set(added.index)


def test_rows_of_several_frames_have_one_number_per_key_in_order():
    codes = pd.CategoricalDtype(["B1", "B2"])
    one = pd.DataFrame({"area_code": pd.Series(["B2", "B1"], dtype=codes), "year": [2024, 2024]})
    other = pd.DataFrame({"area_code": pd.Series(["B1", "B2", "B1"], dtype=codes), "year": [2025, 2024, 2024]})

    numbers, size = number_each([one, other], ["area_code", "year"])

    assert [number.tolist() for number in numbers] == [[2, 0], [1, 2, 0]]
    assert size == 3
