"""Cover: who takes part, what is left, and that later covers make good what earlier ones left."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.protect.amounts import add_noise, in_cents
from dashboard.steward.protect.nodes import FAMILIES, NO_MONTH, UNDATED


@pytest.fixture(scope="module")
def money(make_money):
    return make_money(8, 2)[0]


def left(rows, by, clock="month"):
    """What is left of the cover, as a share of the amounts, per group and year."""
    groups = rows.groupby([rows[name] for name in by] + [rows[clock].dt.year])
    return (groups["cover_cents"].sum() / groups["own_cents"].sum()).abs()


@pytest.mark.parametrize("clock", ["month", "decision_month"])
@pytest.mark.parametrize(("family", "by"), [(name, by) for name, by in FAMILIES.items() if name != "project"])
def test_less_is_left_in_every_family_than_covers_drawn_at_random_would_leave(money, policy, key, family, by, clock):
    rows = add_noise(in_cents(money), policy, key)["amounts"]
    shuffled = rows.assign(cover_cents=np.random.default_rng(1).permutation(rows["cover_cents"].to_numpy()))

    assert left(rows, by, clock).median() < left(shuffled, by, clock).median() / 3


def test_a_total_of_fewer_than_five_files_takes_no_part(money, policy, key):
    """Were it balanced, its cover would be nothing and only the own factor would be left of one or two files."""
    few = money.groupby("project_code").head(3)
    nodes = add_noise(in_cents(few), policy, key)["amount_nodes"]

    open_files = nodes[nodes["family"] == "project"].set_index("code")["open_files"]
    files = few.groupby("project_code")["n_files"].sum()
    small = files.index[files < policy.contributors]
    assert len(small) > 10
    assert open_files[small].tolist() == files[small].tolist()


def test_what_a_late_cell_leaves_is_made_good_by_the_next_quarter(money, policy, key):
    early = money[money["month"] < pd.Timestamp("2024-07-01")]
    late = early.sample(frac=0.2, random_state=1).index
    ledger = add_noise(in_cents(early.drop(index=late)), policy, key)
    ledger = add_noise(in_cents(early, ledger), policy, key, ledger)

    ledger = add_noise(in_cents(money, ledger), policy, key, ledger)

    assert left(ledger["amounts"], ()).max() < 0.02


@pytest.mark.slow
@pytest.mark.parametrize(("family", "clock"), [("programme", "month"), ("programme_decided", "decision_month")])
def test_the_told_variance_is_no_less_than_what_is_left(money, policy, family, clock):
    """Over many keys the cover left in the programme is within what its node says."""
    ratios = []
    for number in range(30):
        found = add_noise(in_cents(money), policy, bytes([number]) * 32)
        nodes, rows = found["amount_nodes"], found["amounts"]
        told = nodes[nodes["family"] == family].set_index("year")["variance"]
        year = rows[clock].dt.year.where(rows[clock] != NO_MONTH, UNDATED)
        real = rows.groupby(year)["cover_cents"].sum() / 100
        ratios += (real[told.index] ** 2 / told).tolist()

    assert np.mean(ratios) < 1.3
