"""The promises of protection, on tables of any shape."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.ledger import made_with
from dashboard.steward.protect.policy import load_policy

POLICY = load_policy()
KEY = b"k" * 32
CELL = st.fixed_dictionaries(
    {
        "project": st.integers(0, 2),
        "component": st.sampled_from(["examined", "irregular", "referred"]),
        "rule": st.just("count"),
        "area": st.integers(0, 3),
        "subject": st.integers(0, 1),
        "month": st.integers(1, 12),
        "value": st.one_of(st.sampled_from([1, 4, 5, 6, 9, 10, 11]), st.integers(1, 300)),
    }
)
NAMES = ("project", "component", "area", "subject", "month")


def name_of(row):
    return tuple(row[name] for name in NAMES)


TABLES = st.lists(CELL, min_size=1, max_size=40, unique_by=name_of)


def table_of(rows, rule="count"):
    plain = pd.DataFrame(rows)
    return pd.DataFrame(
        {
            "origin": "result",
            "project_code": "P" + plain["project"].astype("str"),
            "partner_code": "GEM",
            "municipality_code": "GM1",
            "family": "check",
            "component": plain["component"],
            "rule": rule,
            "area_code": "BU" + plain["area"].astype("str"),
            "area_year": 2024,
            "district_code": "WK" + (plain["area"] // 2).astype("str"),
            "class_code": "s" + plain["subject"].astype("str"),
            "month": pd.to_datetime({"year": 2025, "month": plain["month"], "day": 1}),
            "value": plain["value"],
        }
    )


def both(exact, protected):
    return exact.merge(protected, on=list(KEYS), suffixes=("", "_shown"), validate="one_to_one")


@settings(max_examples=60, deadline=None)
@given(TABLES, st.sampled_from([("count", 5), ("count_strict", 10)]))
def test_every_cell_is_a_multiple_less_than_a_base_off(rows, rule):
    exact = table_of(rows, rule[0])
    cells = both(exact, protect_counts(exact, POLICY, KEY))

    assert len(cells) == len(exact)
    assert (cells["value_shown"] % rule[1] == 0).all()
    assert ((cells["value_shown"] - cells["value"]).abs() < rule[1]).all()
    assert (cells["value_shown"] >= 0).all()
    is_multiple = cells["value"] % rule[1] == 0
    assert (cells["value_shown"] == cells["value"])[is_multiple].all()


@settings(max_examples=40, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_rows_and_other_columns_change_nothing(rows, random):
    exact = table_of(rows)
    order = list(range(len(exact)))
    random.shuffle(order)

    again = protect_counts(exact.iloc[order, ::-1].reset_index(drop=True), POLICY, KEY)

    pd.testing.assert_frame_equal(again, protect_counts(exact, POLICY, KEY))


@settings(max_examples=40, deadline=None)
@given(TABLES, TABLES)
def test_what_happens_in_one_domain_changes_no_other(rows, others):
    kept = list({name_of(row | {"project": 9}): row | {"project": 9} for row in rows}.values())
    first, second = (table_of(kept + more) for more in (rows, others))

    one, two = (protect_counts(table, POLICY, KEY) for table in (first, second))

    ours = [frame[frame["project_code"] == "P9"].reset_index(drop=True) for frame in (one, two)]
    pd.testing.assert_frame_equal(*ours)


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_referred_is_within_irregular_is_within_examined_in_every_grouping(rows):
    shown = protect_counts(table_of(rows), POLICY, KEY)
    for grouping in (["project_code"], ["area_code"], ["month", "class_code"], ["district_code"]):
        wide = shown.pivot_table(index=grouping, columns="component", values="value", aggfunc="sum", fill_value=0)
        parts = [wide.get(name, 0) for name in ("referred", "irregular", "examined")]
        referred, irregular, examined = parts[0], parts[0] + parts[1], parts[0] + parts[1] + parts[2]
        assert np.all(referred <= irregular)
        assert np.all(irregular <= examined)


@pytest.mark.slow
def test_totals_of_a_domain_are_right_on_average_over_keys(make_programme):
    exact = make_programme(1, years=1).query("project_code == 'LSI-00001' and partner_code == 'POL'")
    truth = exact.groupby("component")["value"].sum()
    totals = np.array(
        [
            protect_counts(exact, POLICY, number.to_bytes(32, "big")).groupby("component")["value"].sum()[truth.index]
            for number in range(300)
        ]
    )
    deviation = np.abs(totals.mean(axis=0) - truth.to_numpy())

    assert (deviation <= 3 * totals.std(axis=0) / np.sqrt(300) + 1e-9).all()


def test_the_objective_falls_with_every_pass(programme):
    seen = []
    protect_counts(programme, POLICY, KEY, watch=seen.append)

    assert len(seen) == POLICY.passes + 1
    assert all(later <= earlier for earlier, later in pairwise(seen))
    assert seen[-1] < seen[0] / 4


@pytest.mark.parametrize("size", [1, 500])
def test_how_many_units_are_taken_at_a_time_changes_nothing(make_programme, monkeypatch, size):
    exact = make_programme(1)
    whole = protect_counts(exact, POLICY, KEY)
    monkeypatch.setattr("dashboard.steward.protect.counts.CHUNK", size)

    pd.testing.assert_frame_equal(protect_counts(exact, POLICY, KEY), whole)


def test_another_key_gives_another_table(programme):
    one, two = (protect_counts(programme, POLICY, key)["value"] for key in (b"a" * 32, b"b" * 32))

    assert (one != two).mean() > 0.2


@pytest.mark.parametrize(("level", "most"), [(["area_code", "year"], 0.08), (["municipality_code", "year"], 0.005)])
def test_findings_stay_close_to_the_truth(programme, level, most):
    """The utility gate. It holds for buurten with about 18 findings a year; thinner programmes are further off."""
    cells = both(programme, protect_counts(programme, POLICY, KEY)).assign(year=programme["month"].dt.year)
    findings = cells[cells["component"] != "examined_addresses"]
    sums = findings.groupby(level)[["value", "value_shown"]].sum()

    assert (sums["value_shown"] - sums["value"]).abs().sum() / sums["value"].sum() <= most


def test_cells_of_one_place_are_walked_in_a_secret_order():
    """Twelve months of one place, one case each: walked by date there would be five patterns, one per start."""
    rows = [{"project": 0, "component": "x", "area": 0, "subject": 0, "month": m, "value": 1} for m in range(1, 13)]
    exact, untouched = table_of(rows), replace(POLICY, passes=0)

    shown = {tuple(protect_counts(exact, untouched, key.to_bytes(32, "big"))["value"]) for key in range(40)}

    assert len(shown) > 20


def test_nothing_in_nothing_out(programme):
    assert protect_counts(programme.iloc[:0], POLICY, KEY).empty


def test_twenty_four_releases_never_change_a_published_row(make_programme):
    exact = make_programme(2)
    ledger, before = None, None
    for month in sorted(exact["month"].unique()):
        until = exact[exact["month"] <= month]
        cells = protect_counts(until, POLICY, KEY, ledger)
        if before is not None:
            old = cells[cells["month"] < month].reset_index(drop=True)
            pd.testing.assert_frame_equal(old, before)
        ledger = {"made_with": made_with(POLICY, KEY), "cells": cells}
        before = cells
    assert protect_counts(exact, POLICY, KEY, ledger).equals(before)
    carried = both(exact, before).groupby(["project_code", "partner_code", "component"])[["value", "value_shown"]].sum()
    assert ((carried["value_shown"] - carried["value"]).abs() < POLICY.base).all()
