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
from dashboard.protect.cells import KEYS
from dashboard.protect.counts import protect_counts
from dashboard.protect.ledger import close, hold_to, is_closed, made_with, stack, stick
from dashboard.text import say

SIZES = st.integers(0, 60)


def ledger_of(exact, policy, key, ledger=None):
    cells = protect_counts(exact, policy, key, ledger)
    return {"made_with": made_with(policy, key), "cells": cells, "closed": close(exact, ledger)}


@pytest.fixture(scope="module")
def small(make_programme):
    return make_programme(1, years=1).query("project_code == 'LSI-00000'").reset_index(drop=True)


@given(SIZES, SIZES, st.sampled_from([3, 5, 10]))
def test_a_correction_moves_as_little_as_possible(times, value, base):
    published = times * base

    moved = int(stick(np.array([published]), np.array([value]), np.array([base]))[0])

    assert moved % base == 0
    assert abs(moved - value) < base
    assert moved >= 0
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
    stored["closed"]["month"] = stored["closed"]["month"].dt.date

    hold_to(stored, policy, key)
    pd.testing.assert_frame_equal(protect_counts(small, policy, key, stored), ledger["cells"])


def test_late_cells_of_a_closed_month_stay_hidden_until_they_are_a_whole_base(small, policy, key):
    ledger = ledger_of(small.iloc[10:], policy, key)
    late = small.iloc[:10].assign(value=[1, 4, 5, 9, 10, 14, 2, 3, 6, 11])
    assert set(late["month"]) <= set(small.iloc[10:]["month"])

    cells = protect_counts(pd.concat([small.iloc[10:], late]), policy, key, ledger)

    shown = late.merge(cells, on=list(KEYS))["value_y"].tolist()
    assert shown == [0, 0, 5, 5, 10, 10, 0, 0, 5, 10]


def test_a_corrected_or_vanished_cell_sticks(small, policy, key):
    ledger = ledger_of(small, policy, key)
    shown = ledger["cells"]["value"]
    in_order = ledger["cells"].assign(value=shown + 4).query("value > 0")
    gone = in_order[in_order["value"] != 14].reset_index(drop=True)

    corrected = protect_counts(gone, policy, key, ledger)

    kept = corrected.merge(gone[list(KEYS)], on=list(KEYS))
    assert (kept["value"] == gone["value"] - 4).all()
    assert (corrected["value"].sum() - kept["value"].sum()) == 0


def test_a_month_that_was_late_as_a_whole_is_drawn_as_any_other(small, policy, key):
    last = small["month"].max()
    ledger = ledger_of(small[small["month"] < last], policy, key)

    assert protect_counts(small, policy, key, ledger).query("month == @last")["value"].sum() > 0


def test_closed_months_are_per_partner(small, policy, key):
    from dashboard.protect.cells import encode

    ledger = ledger_of(small[small["partner_code"] == "GEM"], policy, key)
    coded = encode(stack(small, None), KEYS)

    assert (is_closed(coded, ledger) == (small["partner_code"] == "GEM").to_numpy()).all()


@pytest.mark.parametrize("change", [{"base": 10}, {"base_strict": 20}, {"amount_rounding": 1}])
def test_a_ledger_is_not_continued_with_other_numbers(small, policy, key, change):
    ledger = ledger_of(small, policy, key)

    with pytest.raises(PolicyViolation) as refused:
        hold_to(ledger, replace(policy, **change), key)
    assert next(iter(change)) in say(refused.value.key, **refused.value.values)


def test_a_ledger_is_not_continued_with_another_key(small, policy, key):
    ledger = ledger_of(small, policy, key)

    with pytest.raises(PolicyViolation):
        hold_to(ledger, policy, b"another")
    assert key.hex() not in str(ledger["made_with"].to_dict())
