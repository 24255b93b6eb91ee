"""The ledger: published rows stay, corrections stick, and nothing is continued with another key."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import PolicyViolation
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.ledger import hold_to, made_with, sticky_rounding
from dashboard.text import say

SIZES = st.integers(0, 60)


def ledger_of(exact, policy, key, ledger=None):
    cells = protect_counts(exact, policy, key, ledger)
    return {"made_with": made_with(policy, key), "cells": cells}


@pytest.fixture(scope="module")
def small(make_programme):
    return make_programme(1, years=1).query("project_code == 'LSI-00000'").reset_index(drop=True)


@given(SIZES, SIZES, st.sampled_from([3, 5, 10]))
def test_a_correction_moves_as_little_as_possible(times, value, base):
    published = times * base

    moved = int(sticky_rounding(np.array([published]), np.array([value]), np.array([base]))[0])

    assert moved % base == 0
    assert abs(moved - value) < base or (value == 0 and moved == base <= published)
    assert moved > 0 or published == 0
    assert moved == published or abs(value - published) >= base
    assert min(published, value) - base < moved < max(published, value) + base


def test_the_same_delivery_again_is_a_no_op(small, policy, key):
    ledger = ledger_of(small, policy, key)

    again = ledger_of(small.sample(frac=1, random_state=1), policy, key, ledger)

    for name, frame in ledger.items():
        pd.testing.assert_frame_equal(again[name], frame)


def test_a_ledger_survives_its_stay_in_the_vault(small, policy, key):
    """The caller keeps the frames as DuckDB tables; dates and widths may come back as other types."""
    ledger = ledger_of(small, policy, key)
    connection = duckdb.connect()
    stored = {}
    for name, frame in ledger.items():
        connection.register("incoming", frame)
        connection.execute(f"create table {name} as select * from incoming")
        stored[name] = connection.sql(f"from {name}").df()
    stored["cells"]["month"] = stored["cells"]["month"].dt.date

    hold_to(stored, policy, key)
    pd.testing.assert_frame_equal(protect_counts(small, policy, key, stored), ledger["cells"])


@pytest.mark.parametrize("share", [0.02, pytest.param(0.5, marks=pytest.mark.slow)])
def test_a_late_row_of_an_old_month_is_drawn_as_any_other(make_programme, policy, share):
    """Over many keys the late total is right, whether a few rows come late or a whole project."""
    exact = make_programme(1, years=1)
    late = exact["project_code"] == "LSI-00001"
    if share < 0.1:
        late &= np.random.default_rng(1).random(len(exact)) < share
    assert set(exact[late]["month"]) <= set(exact[~late]["month"])
    truth = exact[late]["value"].sum()
    totals = []
    for number in range(60):
        key = number.to_bytes(32, "big")
        cells = protect_counts(exact, policy, key, ledger_of(exact[~late], policy, key))
        totals.append(cells.merge(exact[late][list(KEYS)], on=list(KEYS))["value"].sum())

    assert abs(np.mean(totals) - truth) <= 3 * np.std(totals) / np.sqrt(len(totals)) + 0.5
    assert truth > 2 * (exact[late]["value"] // 5 * 5).sum()


def test_late_rows_leave_what_was_published(small, policy, key):
    ledger = ledger_of(small.iloc[::2], policy, key)

    cells = protect_counts(small, policy, key, ledger)

    kept = cells.merge(ledger["cells"], on=list(KEYS), suffixes=("", "_before"))
    assert (kept["value"] == kept["value_before"]).all()
    assert len(kept) == len(ledger["cells"]) < len(cells)


def test_the_next_cells_take_up_what_corrections_left_standing(small, policy, key):
    """All published cells go down by as much as leaves them standing; the unit's total comes back to the truth."""
    months = sorted(small["month"].unique())
    until, later = small[small["month"] <= months[3]], small[small["month"] > months[3]][[*KEYS, "value"]]
    ledger = ledger_of(until, policy, key)
    lower = ledger["cells"].assign(value=(ledger["cells"]["value"] - 4).clip(lower=0)).query("value > 0")
    assert lower["value"].sum() < until["value"].sum()
    now = pd.concat([lower, later], ignore_index=True)

    cells = protect_counts(now, policy, key, ledger)

    both = cells.merge(now, on=list(KEYS), how="left", suffixes=("", "_real")).fillna({"value_real": 0})
    both["off"], both["is_new"] = both["value"] - both["value_real"], both["month"] > months[3]
    assert (both[both["is_new"]]["off"].abs() < policy.base).all()
    assert (both[~both["is_new"]]["value"] == ledger["cells"]["value"].to_numpy()).all()
    unit = ["partner_code", "component"]
    before, after = (rows.groupby(unit)["off"].sum() for rows in (both[~both["is_new"]], both))
    down = both["is_new"] & (both["value"] > both["value_real"])
    more = both[down].groupby(unit).size().reindex(before.index).fillna(0)  # that could have gone down as well
    assert (before >= 50).any()
    assert ((after.abs() < policy.base) | (more == 0)).all()
    assert (after.abs() < policy.base).any()


@pytest.mark.parametrize("rule", ["count", "count_strict"])
def test_a_correction_never_takes_a_published_cell_to_nothing(small, policy, key, rule):
    exact = small.assign(rule=rule)
    ledger = ledger_of(exact, policy, key)
    visible = ledger["cells"].query("value > 0")
    others = exact.iloc[:1].assign(area_code="BU999999")

    cells = protect_counts(others, policy, key, ledger)  # everything else is taken back

    left = cells.merge(visible[list(KEYS)], on=list(KEYS))
    assert (left["value"] == policy.base_of(rule)).all()
    assert len(left) == len(visible)


def test_a_corrected_or_vanished_cell_sticks(small, policy, key):
    ledger = ledger_of(small, policy, key)
    shown = ledger["cells"]["value"]
    in_order = ledger["cells"].assign(value=shown + 4).query("value > 0")
    gone = in_order[in_order["value"] != 14].reset_index(drop=True)

    corrected = protect_counts(gone, policy, key, ledger)

    kept = corrected.merge(gone[list(KEYS)], on=list(KEYS))
    assert (kept["value"] == gone["value"] - 4).all()
    assert (corrected["value"].sum() - kept["value"].sum()) == 5 * (in_order["value"] == 14).sum() > 0


def test_a_month_that_was_late_as_a_whole_is_drawn_as_any_other(small, policy, key):
    last = small["month"].max()
    ledger = ledger_of(small[small["month"] < last], policy, key)

    assert protect_counts(small, policy, key, ledger).query("month == @last")["value"].sum() > 0


@pytest.mark.parametrize(
    "change",
    [
        {"base": 10},
        {"base_strict": 20},
        {"amount_rounding": 1},
        {"insider_percent": 25},
        {"cover_percent": 10},
        {"contributors": 6},
    ],
    ids=str,
)
def test_a_ledger_is_not_continued_with_other_numbers(small, policy, key, change):
    ledger = ledger_of(small, policy, key)

    with pytest.raises(PolicyViolation) as refused:
        hold_to(ledger, replace(policy, **change), key)
    told = say(refused.value.key, **refused.value.values)
    assert next(iter(change)) in told
    assert "Zet de oude sleutel en het oude beleid terug" in told  # one way out
    assert "trek eerst alle eerdere releases in" in told  # the other
    assert "geheel nieuwe gegevensset" in told


def test_a_ledger_of_the_older_method_of_euros_is_not_continued(small, policy, key):
    ledger = ledger_of(small, policy, key)
    ledger["made_with"] = ledger["made_with"].drop(columns=["amount_method", "insider_percent", "cover_percent"])

    with pytest.raises(PolicyViolation) as refused:
        hold_to(ledger, policy, key)
    assert "amount_method" in say(refused.value.key, **refused.value.values)


def test_a_ledger_that_does_not_say_the_least_number_of_files_goes_on(small, policy, key):
    ledger = ledger_of(small, policy, key)
    ledger["made_with"] = ledger["made_with"].drop(columns=["contributors"])

    hold_to(ledger, policy, key)
    with pytest.raises(PolicyViolation):
        hold_to(ledger, replace(policy, base=10), key)


def test_a_ledger_is_not_continued_with_another_key(small, policy, key):
    ledger = ledger_of(small, policy, key)

    with pytest.raises(PolicyViolation):
        hold_to(ledger, policy, b"another")
    assert key.hex() not in str(ledger["made_with"].to_dict())
