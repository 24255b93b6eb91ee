"""Two releases side by side: a change must leave more than one value possible."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.attack.corrections import attack_corrections, hide_small
from dashboard.steward.protect.cells import KEYS as NAMES

KEYS = list(NAMES)


@pytest.fixture
def many(make_cells):
    random = np.random.default_rng(5)
    return pd.concat(
        [make_cells(random.integers(1, 12, 120), area_code=f"BU{number}") for number in range(8)], ignore_index=True
    )


def test_exact_figures_give_every_change_away(many, policy):
    broken = attack_corrections(many, policy, engine=hide_small)

    assert broken.found > 50
    assert broken.detail["fewest"] == 1
    assert not broken.passed


def test_an_engine_that_never_moves_to_nothing_leaves_five_values(many, policy):
    """Known answer: shown as the five above, so a change leaves five values, and what is gone keeps its 5."""

    def keep(cells, ledger):
        up = cells.assign(value=-(-cells["value"] // 5) * 5)
        if ledger is None:
            return up
        gone = ledger["cells"].merge(cells[KEYS], how="left", indicator=True).query("_merge == 'left_only'")
        return pd.concat([up, gone[up.columns].assign(value=5)], ignore_index=True)

    attack = attack_corrections(many, policy, engine=keep)

    assert attack.found == 0
    assert attack.detail["fewest"] == 5
    assert attack.passed


def test_a_figure_that_becomes_nothing_is_known_exactly(many, policy):
    """The leak that was: a shown 5 stays for true counts of 1 to 9, so one that moves to 0 is exactly 0."""

    def to_nothing(cells, ledger):
        up = cells.assign(value=-(-cells["value"] // 5) * 5)
        if ledger is None:
            return up
        both = ledger["cells"].rename(columns={"value": "old"}).merge(cells, how="outer", on=KEYS).fillna(0)
        off = both["value"] - both["old"]
        return both.assign(value=both["old"] + np.sign(off) * (off.abs() // 5) * 5).drop(columns="old")

    broken = attack_corrections(many, policy, engine=to_nothing)

    assert 20 < broken.found < 80  # what moves down to 5 or more is not known exactly
    assert broken.detail["fewest"] == 1
    assert not broken.passed


def test_nothing_to_correct_is_nothing_tried(many, policy):
    assert attack_corrections(many.iloc[:0], policy).tried == 0
