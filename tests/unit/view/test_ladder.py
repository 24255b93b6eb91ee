"""The outcome ladder: nested rungs, savings apart with their range, back pay to the other side, no total."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.view.ladder import KINDS, ladder, ladder_sentence, ladder_table, rungs
from dashboard.view.palette import palette

LIGHT = palette("light")


@pytest.fixture
def rows():
    return rungs(
        pd.DataFrame(
            [
                ("established", 300_000.0, 50_000.0, 60),
                ("established", 100_000.0, 0.0, 40),
                ("imposed", 250_000.0, 0.0, 70),
                ("collected", 90_000.0, 0.0, 50),
                ("imputed", 200_000.0, 0.0, 40),
                ("backpay", 30_000.0, 0.0, 20),
                ("cost", 999_999.0, 0.0, 99),
            ],
            columns=["money_kind", "amount_eur", "mixed_eur", "n_files"],
        )
    )


def test_measures_of_one_kind_are_one_rung_and_costs_are_none(rows):
    assert [row.kind for row in rows] == list(KINDS)
    assert rows[0].euros == 400_000
    assert rows[0].files == 100
    assert rows[2].euros is None


def test_nothing_is_ever_added_up_over_kinds(rows):
    told = [row.shown for row in rows] + ladder_sentence(rows).split()

    assert not any("1.070.000" in word or "1,1" in word for word in told)


def test_each_rung_stands_before_the_one_it_is_part_of(rows):
    behind, solid, mixed, *_ = ladder(rows, LIGHT)["data"]

    assert behind["x"][:4] == [0.0, 400_000, 250_000, 0.0]
    assert solid["x"][0] == 350_000
    assert (mixed["base"][0], mixed["x"][0]) == (350_000, 50_000)


def test_back_pay_goes_to_the_other_side_and_savings_are_hatched_with_their_range(rows):
    _, solid, _, whisker = ladder(rows, LIGHT)["data"]

    assert solid["x"][-1] == -30_000
    assert solid["marker"]["pattern"]["shape"] == ["", "", "", "", "/", ""]
    assert whisker["x"][0] < 200_000 < whisker["x"][1]


def test_few_files_are_grey_and_said(rows):
    _, solid, *_ = ladder(rows, LIGHT)["data"]

    assert solid["marker"]["color"][-1] == LIGHT.muted
    assert "minder dan 25 dossiers" in ladder_table(rows)["Dossiers"].iloc[-1]


def test_what_was_not_delivered_is_no_zero(rows):
    assert rows[2].shown in ladder_table(rows).iloc[2].tolist()
    assert "€" not in rows[2].shown


def test_the_sentence_names_saving_and_mixed_amounts_only_where_there_are_any(rows):
    plain = rungs(pd.DataFrame(columns=["money_kind", "amount_eur", "mixed_eur", "n_files"]))

    assert "schatting" in ladder_sentence(rows)
    assert "gearceerd" in ladder_sentence(rows)
    assert "schatting" not in ladder_sentence(plain)
    assert ladder(plain, LIGHT)["data"]
