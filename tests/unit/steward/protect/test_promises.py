"""Every sentence of the promise on the page Verantwoording, and of its limits what can be counted, held to what it says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward import vault
from dashboard.steward.attack.euros import attack_few, count_files
from dashboard.steward.protect.amounts import CELL, add_noise, in_cents
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.ledger import made_with
from dashboard.steward.protect.noise import factors
from dashboard.steward.protect.totals import is_dominated
from dashboard.steward.release.ledger import published_cells
from dashboard.store import cursor
from tests.unit.steward.programme import money_cell

NAMES = list(KEYS)
BASES = {"count": 5, "count_strict": 10}


def few(*values, rule="count", **names):
    """One unit with a cell per neighbourhood."""
    return pd.DataFrame(
        {
            "origin": "result",
            "project_code": "P1",
            "partner_code": "GEM",
            "municipality_code": "GM1",
            "family": "x",
            "component": "x",
            "rule": rule,
            "district_code": "WK1",
            "area_code": [f"BU{at}" for at in range(len(values))],
            "area_year": 2024,
            "class_code": "",
            "month": pd.Timestamp("2025-01-01"),
            "value": list(values),
        }
        | names
    )


@pytest.fixture(scope="module")
def cells(settings, release):
    """The protected cells the sample's release was made of, with the exact ones of the vault."""
    with vault.locked_vault(settings) as connection:
        exact = vault.exact_cells(connection, "count_cell")
    shown = published_cells(settings, release.id)
    texts = {name: "str" for name in NAMES if name not in {"area_year", "month"}}
    both = [
        frame[[*NAMES, "value"]].astype(texts).assign(month=pd.to_datetime(frame["month"])) for frame in (exact, shown)
    ]
    return both[0].merge(both[1], on=NAMES, how="outer", suffixes=("", "_shown")).fillna({"value": 0, "value_shown": 0})


@pytest.mark.parametrize(
    ("mart", "column", "origin", "component"),
    [
        ("outcome", "n_value", "result", "measure_code"),
        ("outcome_project", "n_value", "result", "measure_code"),
        ("outcome_area", "n_value", "result", "measure_code"),
        ("context", "n_value", "context", "measure_code"),
        ("referral", "n_passed_on", "referral", "'signals_passed_on'"),
    ],
)
def test_every_count_is_a_sum_over_one_protected_table(cells, release, mart, column, origin, component):
    """Of measures by themselves and as what counts in no other: the innermost of a family is one component."""
    only = "where area_code = 'NL'" if mart == "outcome_area" else ""
    with cursor(release) as connection:
        found = connection.execute(
            f"select {component} as measure, sum({column})::bigint from mart.{mart} {only} group by all"
        ).fetchall()
    table = cells[cells["origin"] == origin].groupby("component")["value_shown"].sum()
    if origin == "referral":
        table = pd.Series({"signals_passed_on": table.sum()})
    alone = {measure: total for measure, total in found if measure not in OUTER}

    assert alone
    assert alone == {measure: total for measure, total in table[table > 0].items() if measure not in OUTER}


OUTER = {
    *("examined_addresses", "irregular_addresses", "examined_companies", "irregular_companies", "home_visits"),
    *("brp_investigations", "care_referrals", "objections"),
}


def test_every_count_is_a_multiple_of_five_or_ten_and_at_most_four_or_nine_off(cells):
    base = cells["rule"].map(BASES)

    assert set(cells["rule"]) == set(BASES)
    assert (cells["value_shown"] % base == 0).all()
    assert ((cells["value_shown"] - cells["value"]).abs() < base).all()
    assert (cells[cells["rule"] == "count"]["value_shown"] - cells["value"]).abs().max() == 4
    assert (cells[cells["rule"] == "count_strict"]["value_shown"] - cells["value"]).abs().max() > 4


def test_a_shown_five_is_at_least_one_case(cells):
    assert (cells[cells["value_shown"] > 0]["value"] > 0).all()


@pytest.fixture(scope="module")
def tables(policy, key):
    """``tables(7, 5, 20)``: every table that these counts of one unit can give, in eighty draws; each project has its own."""

    def drawn(*values):
        exact = pd.concat([few(*values, project_code=f"P{number}") for number in range(80)], ignore_index=True)
        shown = protect_counts(exact, policy, key)
        return set(shown.sort_values("area_code").groupby("project_code")["value"].agg(tuple))

    return drawn


@pytest.mark.parametrize(("shown", "low", "high"), [(0, 0, 4), (5, 1, 9), (10, 6, 14)])
def test_each_value_in_the_margin_could_have_given_the_same_table(tables, shown, low, high):
    """For every real count in the margin there are a draw and counts beside it that give this table and no other."""
    for value in range(low, high + 1):
        assert (shown, 5, 20) in tables(value, 5, 20)


@pytest.mark.parametrize(("shown", "outside"), [(0, 5), (5, 10), (5, 0), (10, 15), (10, 5)])
def test_no_value_outside_the_margin_could_have(tables, shown, outside):
    assert shown not in {table[0] for table in tables(outside, 3)}


def test_overviews_subtracted_give_no_more_than_the_table(release):
    """The programme without one project, subtracted from the programme, is what the table says of that project."""
    with cursor(release) as connection:
        differing = connection.execute(
            "with project as (select project_code, measure_code, sum(n_value) as n from mart.outcome group by all),"
            " whole as (select measure_code, sum(n_value) as n from mart.outcome_area where area_code = 'NL' group by all),"
            " rest as (select one.project_code, other.measure_code, sum(other.n) as n from project as other"
            "  inner join (select distinct project_code, measure_code from project) as one"
            "  on one.measure_code = other.measure_code and one.project_code <> other.project_code group by all)"
            " select count(*), count(*) filter (where whole.n - coalesce(rest.n, 0) <> project.n) from project"
            " inner join whole using (measure_code) left join rest using (project_code, measure_code)"
        ).fetchone()

    assert differing[0] > 100
    assert differing[1] == 0


@pytest.mark.parametrize("rule", ["count", "count_strict"])
def test_what_was_published_stays_within_its_margin_and_moves_no_more_than_it_must(policy, key, rule):
    """Each published count with each corrected one: what stays, what moves, and what a move gives away."""
    base = BASES[rule]
    now = np.arange(4 * base)
    for published in range(0, 4 * base, base):
        exact = few(*now, rule=rule)
        ledger = {"made_with": made_with(policy, key), "cells": exact.assign(value=published)}
        shown = protect_counts(exact, policy, key, ledger)
        shown = shown.merge(exact, on=NAMES, suffixes=("", "_real"))
        stays = (shown["value_real"] - published).abs() < base
        assert (shown[stays]["value"] == published).all()
        if published:
            assert (shown["value"] > 0).all()
        for value, moved in shown[~stays].groupby("value"):
            width = moved["value_real"].max() - moved["value_real"].min()
            assert width <= (base if value == base < published else base - 1)


@pytest.mark.parametrize(("before", "after", "real"), [(5, 10, range(10, 15)), (10, 5, range(6)), (0, 5, range(5, 10))])
def test_a_count_that_moved_means_what_the_page_says(policy, key, before, after, real):
    exact = few(*range(30))
    ledger = {"made_with": made_with(policy, key), "cells": exact.assign(value=before)}
    shown = protect_counts(exact, policy, key, ledger)

    found = shown.merge(exact, on=NAMES, suffixes=("", "_real")).query("value == @after")["value_real"]
    assert sorted(found) == list(real)


@pytest.mark.parametrize(
    "other",
    [{"project_code": "P2"}, {"partner_code": "UWV"}, {"municipality_code": "GM2"}, {"partner_code": "GEM/SVB"}],
    ids=["project", "partner", "municipality", "receiver"],
)
def test_who_knows_its_own_counts_learns_nothing_of_others(policy, other):
    """What is shown of one owner does not depend on any count of another, whatever the draw."""
    ours = few(1, 4, 7, 2, partner_code="GEM/UWV") if "/" in other.get("partner_code", "") else few(1, 4, 7, 2)
    for number in range(20):
        shown = [
            protect_counts(pd.concat([ours, few(*theirs, **other)]), policy, number.to_bytes(32, "big"))
            for theirs in ((1, 1, 1), (9, 3, 8, 6, 2))
        ]
        left = [frame.merge(ours[NAMES], on=NAMES) for frame in shown]
        assert left[0]["value"].tolist() == left[1]["value"].tolist()


def test_receivers_of_one_sender_are_rounded_apart(cells):
    """Sender and receiver stand together where the unit has its partner."""
    referrals = cells[cells["origin"] == "referral"]

    assert referrals["partner_code"].str.match(r"^[A-Z]+/[A-Z]+$").all()
    assert referrals["partner_code"].str.split("/").str[0].nunique() < referrals["partner_code"].nunique()


def test_fines_and_the_files_behind_them_are_one_shown_count(cells):
    fines = cells[cells["component"].isin(["fines", "eur_fines"])]
    place = ["project_code", "partner_code", "area_code", "area_year", "class_code", "month"]
    wide = fines.pivot_table(index=place, columns="component", values="value_shown", aggfunc="sum")

    assert len(wide) > 100
    assert (wide["fines"] == wide["eur_fines"]).all()


def test_lead_times_stand_in_classes_of_thirty_days(release, policy):
    with cursor(release) as connection:
        rows = connection.execute("select days_from, n_settled from mart.settlement").fetchall()

    assert rows
    assert policy.settlement_days == 30
    assert all(days % 30 == 0 and n >= 5 * policy.settlement_rows for days, n in rows)


@pytest.mark.parametrize(("parts", "alike"), [(True, 1), (False, 2)], ids=["collected", "not in parts"])
def test_equal_amounts_collected_in_other_months_are_moved_equally_far(policy, key, parts, alike):
    months = pd.to_datetime(["2024-01-01", "2024-07-01"])
    files = [money_cell(month=month, is_paid_in_parts=parts, files_return=parts, n_new=1) for month in months]
    moved = add_noise(in_cents(pd.DataFrame(files)), policy, key)["amounts"]

    assert moved["own_cents"].nunique() == alike


@pytest.fixture(scope="module")
def money(settings, release):
    """The totals of euros of the sample's release, and the exact cells behind them in cents."""
    with vault.locked_vault(settings) as connection:
        cells = in_cents(vault.exact_cells(connection, "amount_cell"))
    with cursor(release) as connection:
        return connection.sql("from mart.amount_total").df(), cells


def test_a_shown_amount_rests_on_five_files_and_none_dominates_it(money, policy):
    totals, cells = money
    of_project = cells.groupby(["measure_code", "is_mixed", "project_code"])
    exact = of_project["amount_cents"].agg(["sum", "size"]).join(of_project["largest_cents"].max())
    shown = totals[(totals["view"] == "project") & (totals["grain"] == "all") & totals["amount_eur"].notna()]
    both = shown.join(exact, on=["measure_code", "is_mixed", "project_code"])

    assert attack_few(totals, count_files(cells), policy).found == 0
    assert len(both) > 100
    assert not is_dominated(both["sum"], both["largest_cents"], 0 * both["sum"], policy.dominance_percent // 2).any()


def test_every_amount_has_its_margin_and_what_is_not_broken_down_is_a_part_of_its_own(money):
    totals, _ = money
    shown = totals[totals["amount_eur"].notna()]
    year = shown[(shown["grain"] == "year") & ~shown["is_mixed"]]
    keys = ["measure_code", "period"]
    whole = year[year["view"] == "programme"].set_index(keys)["amount_eur"]
    rest = year[(year["view"] == "partner") & (year["part"] == "remainder")].set_index(keys)["amount_eur"]
    parts = year[(year["view"] == "partner") & (year["part"] == "total")].groupby(keys)["amount_eur"].sum()

    assert shown["margin_pct"].notna().all()
    assert len(rest) > 10
    assert (parts.reindex(rest.index, fill_value=0) + rest == whole.reindex(rest.index)).all()


def test_what_was_published_is_not_drawn_again_and_a_correction_comes_beside_it(policy, key):
    cell = in_cents(pd.DataFrame([money_cell(n_new=1)]))
    before = add_noise(cell, policy, key)
    after = add_noise(cell.assign(amount_cents=cell["amount_cents"] + 5000), policy, key, before)["amounts"]

    pd.testing.assert_frame_equal(after[after["kind"] == "cell"], before["amounts"], check_dtype=False)
    assert after[after["kind"] == "correction"]["amount_cents"].tolist() == [5000]
    assert after[after["kind"] == "correction"]["own_cents"].item() != 5000


@pytest.fixture(scope="module")
def drawn():
    """Draws between 0 and 1, three for each of many files."""
    return np.random.default_rng(1).random((3, 100_000))


def near(estimate, percent):
    return float((np.abs(estimate - 1) <= percent / 100).mean())


def test_who_knows_all_other_files_is_near_one_at_most_half_the_time(policy, drawn):
    own = factors(drawn[0], policy.insider_percent)
    best = max(near(own * scale, policy.insider_percent) for scale in np.linspace(0.8, 1.25, 46))

    assert 0.45 < best <= 0.51
    assert factors(np.array([0.0, 1.0]), policy.insider_percent).round(1).tolist() == [0.8, 1.2]  # within about 20 %


def test_a_file_left_over_by_subtraction_is_within_a_quarter_six_to_seven_times_in_ten(money, policy, key):
    cells = money[1]
    entries = add_noise(cells, policy, key)["amounts"].merge(cells[cells["n_files"] == 1][CELL])
    entries = entries[
        entries["amount_cents"] > 20 * 100 * policy.amount_rounding
    ]  # where steps of rounding hide nothing
    left = (entries["own_cents"] + entries["cover_cents"]) / entries["amount_cents"]

    assert len(left) > 500
    assert 0.55 < near(left, 25) < 0.75
    assert 0.2 < near(left, 10) < 0.37


def test_a_file_with_two_draws_is_within_ten_per_cent_three_times_in_four(policy, drawn):
    both = (factors(drawn[0], policy.insider_percent) + factors(drawn[1], policy.insider_percent)) / 2

    assert near(both, 10) == pytest.approx(0.75, abs=0.02)
