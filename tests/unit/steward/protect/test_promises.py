"""Every sentence about counts on the page Verantwoording, and a limit of euros, held to what it says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward import vault
from dashboard.steward.protect.amounts import add_noise, in_cents
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.ledger import made_with
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
