"""Totals of money: who is shown, with which margin, and that parts and remainder are the whole."""

from __future__ import annotations

import doctest

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.protect import totals
from dashboard.steward.protect.amount_accuracy import measure_amounts
from dashboard.steward.protect.amounts import add_noise, in_cents
from dashboard.steward.protect.sums import EVER
from dashboard.steward.protect.totals import MEASURE, VIEWS, Left, total_amounts
from tests.unit.steward.programme import money_cell

FIGURES = 20  # of a view, to look at their margins


@pytest.fixture(scope="module")
def money(make_money):
    return make_money(8, 2)[0]


def published(amounts, policy, key, **protected):
    """Totals, and their cells; every cell's protected number of files ``y`` is its true one unless it is given."""
    noise = add_noise(in_cents(amounts), policy, key)
    cells = in_cents(amounts).assign(**{"y": amounts["n_files"].to_numpy()} | protected)
    left = Left(noise["amount_nodes"], noise["amount_quarters"])
    return total_amounts(noise["amounts"], cells, left, policy), cells


@pytest.fixture(scope="module")
def of_money(money, policy, key):
    """Totals of the invented programme, and its cells."""
    return published(money, policy, key)


@pytest.fixture(scope="module")
def rows(of_money):
    return of_money[0]


def files(**changes):
    """Twenty files of a thousand euro in one project, a month each."""
    months = pd.date_range("2024-01-01", periods=20, freq="MS")
    amounts = 1000.0 + np.arange(20)
    return pd.DataFrame(money_cell(month=months, amount=amounts, largest=amounts) | changes)


FOUR_AREAS = [f"BU0001010{number % 4}" for number in range(20)]
PROJECTS = {
    "twenty files": {},
    "one debtor in twenty instalments": {
        "amount": 237.5,
        "largest": 237.5,
        "files_return": True,
        "is_paid_in_parts": True,
    },
    "one file that dominates": {"amount": [100_000.0, *[1000.0] * 19], "largest": [100_000.0, *[1000.0] * 19]},
    "in four areas": {"area_code": FOUR_AREAS},
    "in four areas, which return": {"area_code": FOUR_AREAS, "files_return": True},
    "of no step": {"is_step": False},
}


@pytest.fixture(scope="module")
def apart(policy, key):
    """Totals of those projects, each of a measure by itself: no total holds files of two."""
    amounts = [files(project_code=name, measure_code=name, **changes) for name, changes in PROJECTS.items()]
    return published(pd.concat(amounts, ignore_index=True), policy, key)[0]


@pytest.fixture(scope="module")
def project(apart):
    """``project["twenty files"]``: the row of that project."""
    return apart[apart["view"] == "project"].drop_duplicates("project_code").set_index("project_code").loc


def test_enough_files_are_shown_with_a_margin(project):
    row = project["twenty files"]

    assert row["reason"] == ""
    assert abs(row["amount_eur"] / 20_190 - 1) <= row["margin_pct"] / 100


@pytest.mark.parametrize("name", ["one debtor in twenty instalments", "one file that dominates"])
def test_one_file_is_never_a_shown_amount(project, name):
    assert project[name]["reason"] == "dominant"


def test_four_files_are_never_a_shown_amount_however_they_are_rounded(policy, key):
    rows = published(files().iloc[:4], policy, key, y=5)[0]

    assert (rows["reason"] != "").all()
    assert rows["amount_eur"].isna().all()


def test_files_that_return_are_counted_once_and_new_ones_each_time(project):
    assert project["in four areas"]["reason"] == ""
    assert project["in four areas, which return"]["reason"] == "dominant"


def test_a_shown_total_names_its_new_files_unless_they_are_none_or_a_few(policy, key):
    areas = [f"BU000101{number:02d}" for number in range(20)]
    some, none = (files(project_code=name, files_return=True, n_new=1, area_code=areas) for name in ("some", "none"))
    amounts = pd.concat([some, none], ignore_index=True)
    rows = published(amounts, policy, key, y=5, y_new=5 * (amounts["project_code"] == "some"))[0]

    told = rows[(rows["view"] == "project") & (rows["grain"] == "all")].set_index("project_code")

    assert told["reason"].tolist() == ["", ""]
    assert told.loc["some", "n_files"] == 100
    assert pd.isna(told.loc["none", "n_files"])


def test_what_is_mixed_at_source_is_a_total_of_its_own(policy, key):
    mixed = files(is_mixed=True, amount=3000.0, largest=3000.0, area_code="BU00010102")
    rows = published(pd.concat([files(), mixed], ignore_index=True), policy, key)[0]

    sums = rows[(rows["view"] == "project") & (rows["grain"] == "all")].set_index("is_mixed")["amount_eur"]

    assert sums[False] == pytest.approx(20_190, rel=0.3)
    assert sums[True] == pytest.approx(60_000, rel=0.3)


def test_every_total_has_an_amount_or_a_reason(rows):
    is_shown = rows["reason"] == ""

    assert (rows["amount_eur"].notna() == is_shown).all()
    assert (rows["margin_pct"].notna() == is_shown).all()
    assert (rows.loc[is_shown, "amount_eur"] % 100 == 0).all()
    assert set(rows.loc[is_shown, "margin_pct"]) <= set(totals.STEPS)
    assert set(rows["view"]) == {view.name for view in VIEWS}


@pytest.mark.parametrize("view", [view for view in VIEWS if view.within], ids=lambda view: view.name)
def test_parts_and_remainder_are_the_whole(rows, view):
    above = totals.BY_NAME[view.within]
    for grain in view.grains:
        keys = [*MEASURE, *above.by, "period"]
        rows = rows.fillna({"period": EVER})
        whole = rows[(rows["view"] == above.name) & (rows["grain"] == grain) & (rows["part"] == "total")]
        whole = whole[whole["reason"] == ""].set_index(keys)
        parts = rows[(rows["view"] == view.name) & (rows["grain"] == grain) & rows["part"].isin(["total", "remainder"])]
        closed = parts[(parts["part"] == "remainder") & (parts["reason"] != "")].set_index(keys).index
        sums = parts.groupby(keys)["amount_eur"].sum()
        told = whole.index.difference(closed)

        assert len(told)
        assert sums[told].tolist() == whole.loc[told, "amount_eur"].tolist()


def test_quarters_and_what_is_left_of_the_year_are_the_year(rows):
    year = rows[(rows["view"] == "programme") & (rows["grain"] == "year")].set_index("period")["amount_eur"]
    quarters = rows[(rows["view"] == "programme") & (rows["grain"] == "quarter")]

    sums = quarters.groupby(quarters["period"].dt.year)["amount_eur"].sum()

    assert sums.tolist() == year.tolist()


@pytest.mark.parametrize("view", [view for view in VIEWS if view.name != "project"], ids=lambda view: view.name)
def test_years_of_decision_and_what_is_left_of_them_are_all_that_has_one(rows, view):
    keys = [*MEASURE, *view.by]
    of_view = rows[rows["view"] == view.name]
    whole = of_view[(of_view["grain"] == "decided") & (of_view["part"] == "total") & (of_view["reason"] == "")]
    whole = whole.set_index(keys)["amount_eur"]
    parts = of_view[(of_view["grain"] == "decision_year") & of_view["part"].isin(["total", "rest_of_years"])]
    closed = parts[(parts["part"] == "rest_of_years") & (parts["reason"] != "")].set_index(keys).index
    told = whole.index.difference(closed)

    assert len(told)
    assert parts.groupby(keys)["amount_eur"].sum()[told].tolist() == whole[told].tolist()


@pytest.mark.parametrize("view", ["programme", "partner"])
def test_with_and_without_a_month_of_decision_are_together_what_came_in(rows, view):
    """The same entries, once by their own year and once by their decision: equal to the euro."""
    totals_of = rows[(rows["view"] == view) & (rows["part"] == "total")]
    keys = [*MEASURE, "partner_code"]
    came, decided = (
        totals_of[totals_of["grain"].isin(grains)].groupby(keys)["amount_eur"].agg(["sum", "size", "count"])
        for grains in (["year"], ["decided", "undated"])
    )
    assert (came["size"] == came["count"]).all()
    assert (decided["size"] == decided["count"]).all()
    assert came["sum"].tolist() == decided["sum"].tolist()


def test_what_has_no_month_of_decision_is_in_no_year_of_decision(rows, apart):
    by_partner = rows[(rows["view"] == "partner") & (rows["part"] == "total") & rows["amount_eur"].notna()]
    dated, undated = (
        set(by_partner.loc[by_partner["grain"] == grain, "partner_code"]) for grain in ("decision_year", "undated")
    )

    assert undated == {"UWV"}
    assert dated == {"GEM", "POL"}
    no_step = apart[apart["measure_code"] == "of no step"]
    assert set(no_step["view"]) == {view.name for view in VIEWS}
    assert not set(no_step["grain"]) & set(totals.BY_DECISION)


def test_by_decision_no_number_of_files_is_told(rows):
    is_told = rows["n_files"].notna() & (rows["part"] == "total")

    assert is_told[rows["grain"] == "year"].any()
    assert not is_told[rows["grain"].isin(totals.BY_DECISION)].any()


@pytest.mark.slow
def test_margins_hold_in_every_view(money, policy):
    """Over ten keys; a promise of 95 %."""
    held = {}
    for number in range(10):
        rows, cells = published(money, policy, bytes([number]) * 32)
        for view, spread in measure_amounts(rows, cells, FIGURES).items():
            held.setdefault(view, []).append(spread["holds"])

    assert held
    assert {view: np.mean(shares) for view, shares in held.items() if np.mean(shares) < 93} == {}


def test_a_margin_ten_times_too_narrow_is_seen(of_money):
    rows, cells = of_money

    honest, boasting = (
        measure_amounts(given, cells, FIGURES) for given in (rows, rows.assign(margin_pct=rows["margin_pct"] / 10))
    )

    assert honest
    assert all(boasting[view]["holds"] < 80 for view in honest)


def test_no_amounts_is_no_trouble(money, policy, key):
    rows, cells = published(money.iloc[:0], policy, key)

    assert rows.empty
    assert measure_amounts(rows, cells) == {}


def test_examples_hold():
    assert doctest.testmod(totals).failed == 0
