"""Money by certainty: each kind beside the others with its margin, savings apart, back pay to the other side, no total."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import EurosTotals
from dashboard.charts.ladder import KINDS, amounts, ladder, ladder_sentence, ladder_table
from dashboard.charts.numbers import NBSP
from dashboard.charts.palette import palette
from tests.conftest import row

LIGHT = palette("light")
YEAR = date(2025, 1, 1)


def total(kind, amount, *, mixed=False, measure="", files=40, period=YEAR, part="total"):
    what = {"part": part, "measure_code": measure or kind, "money_kind": kind, "is_mixed": mixed, "period": period}
    return row(EurosTotals, **what, amount_eur=amount, margin_pct=10, n_files=files)


@pytest.fixture
def rows():
    return amounts(
        [
            total("established", 350_000.0, measure="recovery"),
            total("established", 50_000.0, measure="fines", files=60),
            total("established", 90_000.0, measure="recovery", mixed=True),
            total("established", None, measure="fines", period=date(2024, 1, 1)),
            total("imposed", 420_000.0, files=None),
            total("collected", 90_000.0, files=None),
            total("imputed", 200_000.0),
            total("backpay", 30_000.0),
            total("cost", 999_999.0),
            total("established", 7_777_777.0, part="remainder"),
        ],
        (),
    )


def test_measures_of_one_kind_are_added_and_neither_costs_nor_remainders(rows):
    assert [row.kind for row in rows] == list(KINDS)
    assert (rows[0].plain.value, rows[0].plain.files) == (400_000, 100)
    assert rows[2].plain.is_empty


def test_nothing_is_ever_added_up_over_kinds(rows):
    told = [row.shown for row in rows] + ladder_sentence(rows, str).split()

    assert not any("1.140.000" in word or "1,1" in word for word in told)


def test_every_amount_carries_its_margin(rows):
    assert rows[0].shown == f"minstens €{NBSP}400.000 (± 10%)"  # fines of 2024 are not in it
    assert rows[1].shown == f"€{NBSP}420.000 (± 10%)"
    assert all("±" in row.shown for row in rows if row.plain.value)


def test_what_is_mixed_at_source_stands_apart_and_counts_nowhere(rows):
    solid, mixed, *_ = ladder(rows, LIGHT)["data"]

    assert solid["x"][0] == 400_000
    assert (mixed["base"][0], mixed["x"][0]) == (400_000, 90_000)
    assert "90.000" in ladder_table(rows).iloc[0, -1]
    assert "90.000" in ladder_sentence(rows, str)


def test_what_is_not_shown_is_said_by_name_and_year(rows):
    assert "Vastgesteld: zonder fines 2024" in ladder_sentence(rows, str)


def test_bars_are_no_parts_of_each_other(rows):
    """Imposed may be more than established: earlier decisions are in it. No bar lies behind another."""
    solid, mixed, *whiskers = ladder(rows, LIGHT)["data"]

    assert solid["x"][1] > solid["x"][0]
    assert [whisker["x"] for whisker in whiskers][1] == [378_000, 462_000]
    assert not any("waarvan" in row.name for row in rows)
    assert mixed["x"][1:] == [0.0] * 5


def test_back_pay_goes_to_the_other_side_and_savings_are_hatched(rows):
    solid, *_ = ladder(rows, LIGHT)["data"]

    assert solid["x"][-1] == -30_000
    assert solid["marker"]["pattern"]["shape"] == ["", "", "", "", "/", ""]


def test_what_was_not_delivered_is_no_zero(rows):
    assert rows[2].shown in ladder_table(rows).iloc[2].tolist()
    assert "€" not in rows[2].shown


def test_files_of_money_that_returns_are_not_known(rows):
    assert "niet bekend" in ladder_table(rows)["Dossiers"].iloc[1]
    assert ladder_table(rows)["Dossiers"].iloc[2] == ""


def test_the_sentence_names_saving_and_mixed_amounts_only_where_there_are_any(rows):
    assert "schatting" in ladder_sentence(rows, str)
    assert "gearceerd" in ladder_sentence(rows, str)
    assert "schatting" not in ladder_sentence(amounts([], ()), str)
    assert ladder(amounts([], ()), LIGHT)["data"]
