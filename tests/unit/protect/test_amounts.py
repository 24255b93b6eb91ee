"""Blocks of money: safe, one partition, adding up, and never changed once published."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from dashboard.protect.amounts import BELOW, CELL, LEVELS, ORDER, POOLS, protect_amounts
from dashboard.protect.blocks import is_safe, is_safe_pooled, make_lot, merge
from dashboard.protect.counts import protect_counts
from dashboard.protect.ledger import close, made_with
from dashboard.protect.tree import Tree, close_blocks
from dashboard.protect.waiting import ceiling, list_waiting


def run(amounts, counts, policy, key, ledger=None):
    cells = protect_counts(counts, policy, key, ledger)
    shown, kept, waiting = protect_amounts(amounts, counts, cells[cells["value"] > 0], policy, key, ledger)
    state = {"made_with": made_with(policy, key), "cells": cells, "closed": close(counts, ledger), "amounts": kept}
    return SimpleNamespace(shown=shown, kept=kept, waiting=waiting, ledger=state, cells=cells)


@pytest.fixture(scope="module", params=[1, 2, 3])
def case(request, make_money, policy, key):
    amounts, counts = make_money(seed=request.param)
    return SimpleNamespace(amounts=amounts, counts=counts, out=run(amounts, counts, policy, key))


def blocks_of(case):
    names = [name for name in CELL if name != "is_mixed"]
    files = case.out.cells.rename(columns={"component": "measure_code", "value": "y"})[[*names, "y"]]
    return case.out.kept.merge(case.amounts, on=CELL).merge(files, on=names)


def test_every_block_is_safe(case, policy):
    for _, block in blocks_of(case).groupby("block"):
        owners = pd.factorize(block["project_code"])[0]
        columns = [block[name].mul(100).round().astype(int) for name in ("amount", "largest")]
        rows = zip(range(len(block)), owners, block["y"], block["n_files"], *columns, strict=True)
        whole = merge(make_lot(*row) for row in rows)
        assert (is_safe if len(set(owners)) == 1 else is_safe_pooled)(whole, policy)


def test_a_block_is_its_rounded_total_to_the_cent_and_nothing_where_nothing_is_counted(case, policy):
    cells = blocks_of(case)
    sums = cells.groupby("block")[["amount", "amount_eur"]].sum()

    assert (sums["amount_eur"].round(2) % policy.amount_rounding == 0).all()
    assert ((sums["amount"] - sums["amount_eur"]).abs() <= policy.amount_rounding / 2 + 0.01).all()
    assert (cells.loc[cells["y"] == 0, "amount_eur"] == 0).all()
    assert (case.out.shown["amount_eur"] > 0).all()
    per_case = (cells["amount_eur"] / cells["y"]).where(cells["y"] > 0).groupby(cells["block"])
    assert (per_case.max() - per_case.min()).max() < 0.01


def test_every_cell_is_in_one_block_or_waits(case, policy):
    kept = case.out.kept
    waits = sum(measure["cells"] for measure in case.out.waiting.values())

    assert not kept.duplicated(CELL).any()
    assert 0 <= waits - (len(case.amounts) - len(kept)) < policy.base
    assert len(kept) > 0.8 * len(case.amounts)


def test_order_of_rows_changes_nothing(case, policy, key):
    again = run(case.amounts.sample(frac=1, random_state=1), case.counts.sample(frac=1, random_state=2), policy, key)

    pd.testing.assert_frame_equal(again.shown, case.out.shown)
    assert again.waiting == case.out.waiting


def test_mixed_money_is_other_money(make_money, policy, key):
    amounts, counts = make_money()
    mixed = amounts.assign(is_mixed=np.arange(len(amounts)) % 2 == 0)

    kept = run(mixed, counts, policy, key).kept

    assert not (kept.groupby("block")["is_mixed"].mean() % 1).any()


def test_monthly_releases_never_change_a_published_block(make_money, policy, key):
    amounts, counts = make_money(years=2)
    ledger, before, grown = None, None, 0
    for month in sorted(counts["month"].unique()):
        parts = [frame[frame["month"] <= month] for frame in (amounts, counts)]
        out = run(*parts, policy, key, ledger)
        if before is not None:
            old = out.shown.merge(before[CELL], on=CELL)
            pd.testing.assert_frame_equal(old, before)
            grown += len(out.shown) > len(before)
        ledger, before = out.ledger, out.shown
    assert grown == 8
    pd.testing.assert_frame_equal(run(amounts, counts, policy, key, ledger).shown, before)


def test_a_correction_inside_a_published_block_waits(make_money, policy, key):
    amounts, counts = make_money()
    first = run(amounts, counts, policy, key)
    changed = amounts.merge(first.kept[CELL], on=CELL).iloc[[0]][CELL]
    is_changed = amounts.merge(changed, on=CELL, how="left", indicator=True)["_merge"].to_numpy() == "both"
    corrected = amounts.assign(amount=amounts["amount"] + np.where(is_changed, 123_456.78, 0))

    second = run(corrected, counts, policy, key, first.ledger)

    pd.testing.assert_frame_equal(second.shown, first.shown)
    assert second.waiting["eur_fines"]["eur_at_most"] >= 200_000


def test_a_quarter_enters_when_its_last_month_is_in(make_money, policy, key):
    amounts, counts = make_money()
    until = pd.Timestamp("2024-05-01")

    early = run(amounts[amounts["month"] <= until], counts[counts["month"] <= until], policy, key)

    assert early.kept["month"].max() == pd.Timestamp("2024-03-01")


def test_no_amounts_is_no_trouble(make_money, policy, key):
    amounts, counts = make_money()
    out = run(amounts.iloc[:0], counts, policy, key)

    assert out.shown.empty
    assert out.waiting == {}


def test_the_tree_is_pools_over_domains_over_places_over_time():
    assert (*POOLS, *BELOW) == LEVELS
    assert ORDER[-2:] == ["month", "class_code"]


def test_a_leftover_joins_the_smallest_block_of_its_node(policy):
    sizes = [20, 15, 5]
    lots = [make_lot(number, 0, y, 10, 1000, 10) for number, y in enumerate(sizes)]
    borders = [np.array([0]), np.array([0]), np.array([0, 1, 2])]

    blocks, waiting = close_blocks(lots, Tree(borders, 1, lambda cell: cell), policy)

    assert sorted(sorted(block.cells) for block in blocks) == [[0], [1, 2]]
    assert not waiting


def test_a_leftover_that_would_dominate_its_block_waits(policy):
    lots = [make_lot(0, 0, 15, 10, 100_000, 1000), make_lot(1, 0, 5, 1, 900_000, 900_000)]
    borders = [np.array([0]), np.array([0]), np.array([0, 1])]

    blocks, waiting = close_blocks(lots, Tree(borders, 1, lambda cell: cell), policy)

    assert [block.cells for block in blocks] == [[0]]
    assert [lot.cells for lot in waiting] == [[1]]


def test_equally_small_blocks_are_chosen_between_by_secret_number(policy):
    lots = [make_lot(number, 0, y, 10, 1000, 10) for number, y in enumerate([15, 15, 5])]
    borders = [np.array([0]), np.array([0]), np.array([0, 1, 2])]

    chosen = [close_blocks(lots, Tree(borders, 1, lambda cell, s=sign: s * cell), policy)[0] for sign in (1, -1)]

    assert [sorted(sorted(block.cells) for block in blocks) for blocks in chosen] == [[[0, 2], [1]], [[0], [1, 2]]]


def test_what_waits_is_said_in_coarse_steps(make_money, policy, key):
    amounts, counts = make_money()
    out = run(amounts, counts, policy, key)
    none = list_waiting(
        amounts.iloc[:0].assign(amount_cents=0), amounts.assign(amount_cents=0), out.kept.iloc[:0], policy
    )

    assert none == {}
    assert [ceiling(amount) for amount in (0, 1000, 1001, 10_000, 10_001)] == [1000, 1000, 2000, 10_000, 20_000]
