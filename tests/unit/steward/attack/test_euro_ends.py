"""Ends of an interval and its width tell no more than the shown amount; made of exact figures they do."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.attack.euro_ends import attack_ends, lay_beside, reach_truth
from dashboard.steward.attack.euros import count_files
from dashboard.steward.protect.amounts import add_noise, in_cents
from dashboard.steward.protect.totals import Left, total_amounts


@pytest.fixture(scope="module")
def totals_and_cells(make_money, policy, key):
    amounts = make_money(24, 3)[0].sample(frac=0.1, random_state=1, ignore_index=True)
    noise = add_noise(in_cents(amounts), policy, key)
    cells = in_cents(amounts).assign(y=5 * np.random.default_rng(1).integers(0, 2, len(amounts)))
    return total_amounts(noise["amounts"], cells, Left(noise["amount_nodes"], noise["amount_quarters"]), policy), cells


@pytest.fixture(scope="module")
def beside(totals_and_cells):
    totals, cells = totals_and_cells
    return lay_beside(totals, cells, count_files(cells))


def test_ends_of_the_product_place_no_amount_and_measured_ones_all(beside, policy):
    held, broken = attack_ends(beside, policy), attack_ends(reach_truth(beside), policy)

    assert held.tried > 100
    assert held.passed
    assert held.found < 10
    assert broken.found == 100
    assert not broken.passed


def test_a_width_that_follows_from_the_number_of_files_gives_it_away(beside, policy):
    """What the margin would be were all files alike; also in whole per cents."""
    by_files = 196 * 0.116 / np.sqrt(beside["n"])

    for margins in (by_files, by_files.round()):
        broken = attack_ends(beside.assign(margin_pct=margins), policy)
        assert broken.detail["files"] > 20
        assert not broken.passed


def test_every_shown_total_has_its_truth_beside_it(totals_and_cells, beside):
    totals, cells = totals_and_cells
    of_programme = beside[beside["view"] == "programme"]
    of_year = cells.groupby(cells["month"].dt.year)

    assert of_programme["exact"].tolist() == (of_year["amount_cents"].sum() / 100).tolist()
    assert of_programme["n"].tolist() == of_year["n_files"].sum().tolist()
    assert set(beside["grain"]) == {"year", "all"}
    assert (
        len(beside)
        == (totals["amount_eur"].notna() & (totals["part"] == "total") & totals["grain"].isin(["year", "all"])).sum()
    )


def made(n_files, margins, n):
    """Shown totals of distinct amounts with what is known of each."""
    size = len(n)
    return pd.DataFrame(
        {
            "measure_code": "m",
            "is_mixed": False,
            "period": pd.Timestamp("2024-01-01"),
            "amount_eur": 1000.0 + np.arange(size),
            "exact": 1000.0 + np.arange(size),
            "n_files": n_files,
            "margin_pct": margins,
            "n": n,
        }
    )


def test_known_answer_the_others_that_look_the_same_give_the_number_of_files(policy):
    """Of 10 shown files half are 8 and half are 12, told apart by the margin: half right without it, all right with it."""
    told = made(10, [8, 15] * 20, [8, 12] * 20)

    assert attack_ends(told, policy).detail["files"] == 100
    assert attack_ends(told.assign(margin_pct=8), policy).detail["files"] == 0


def test_a_total_does_not_guess_itself_nor_one_figure_another_time(policy):
    """Every margin by itself gives nothing; one total that stands in two views is one."""
    alone = made(10, np.arange(1, 41), [8, 12] * 20)
    twice = pd.concat([alone.assign(view=name) for name in ("programme", "province")], ignore_index=True)

    assert attack_ends(alone, policy).detail["files"] == 0
    assert attack_ends(twice, policy).detail["files"] == 0


def test_ends_are_near_within_a_tenth_of_half_the_interval(policy):
    told = made(10, 10, [8, 9]).assign(amount_eur=1000.0)

    assert attack_ends(told.assign(exact=[1089.0, 1091.0]), policy).found == 50
    assert attack_ends(told.assign(exact=[911.0, 889.0]), policy).found == 0
    assert attack_ends(told.assign(exact=[909.0, 891.0]), policy).found == 100


def test_without_amounts_there_is_nothing_to_try(totals_and_cells, policy):
    totals, cells = totals_and_cells
    none = lay_beside(totals.iloc[:0], cells, count_files(cells))

    assert (attack_ends(none, policy).tried, attack_ends(none, policy).passed) == (0, True)
