"""The attacker of corrections: lays two releases side by side and looks at the figures that moved or came in late.

A rehearsal on the cells of this vault with a key of its own: a first release, then corrections and late rows, then a second
one on the ledger of the first. A figure that moves says more than one that stays; it must never say everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.steward.attack.plain import as_plain, largest_projects
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.ledger import made_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.policy import Policy

    Engine = Callable[[pd.DataFrame, Any], pd.DataFrame]

KEY = b"attack: this key protects a rehearsal of corrections"
PROJECTS = 6
CORRECTED, LATE = 0.3, 0.1  # shares; far more than ever happens, so that every kind of change is seen often
FEWEST = 20  # changes of one kind, to speak of all of them


def attack_corrections(counts: pd.DataFrame, policy: Policy, *, seed: int = 1, engine: Engine | None = None) -> Attack:
    """How much two releases tell of a figure that was corrected or came late.

    Args:
        counts: exact count cells.
        policy: the policy of the release.
        seed: of the corrections and of which rows are late.
        engine: turns exact count cells and a ledger (None in the first release) into protected ones; None takes the
            product's own.

    Returns:
        share of the changed figures that are known exactly from what is shown before and after, in per cent; allowed is
        none. In the detail the fewest values that any kind of change leaves possible.
    """
    first, second = _rehearse(counts, policy, np.random.default_rng(seed))
    protect = engine or (lambda cells, ledger: protect_counts(cells, policy, KEY, ledger))
    before = as_plain(protect(first, None))
    ledger = {"made_with": made_with(policy, KEY), "cells": before}
    after = as_plain(protect(second, ledger))
    changed = _moved(before, after, second, policy)
    sizes, values = (changed.groupby("kind")["left"].agg(what) for what in ("size", "nunique"))
    often = sizes[sizes >= FEWEST].index
    exact = sizes[often][values[often] == 1].sum()
    fewest = float(values[often].min()) if len(often) else 0.0
    return Attack("corrections", len(changed), percent(exact, len(changed)), 0.0, {"fewest": fewest})


def hide_small(cells: pd.DataFrame, _ledger: Any) -> pd.DataFrame:
    """The deliberately bad one: exact figures, hidden below five."""
    return cells.assign(value=cells["value"].where(cells["value"] >= 5, 0))


def _rehearse(counts: pd.DataFrame, policy: Policy, random: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cells of a first and a second release: some are late, some are corrected by up to two bases."""
    cells = as_plain(largest_projects(counts[counts["origin"] == "result"], PROJECTS)).reset_index(drop=True)
    late = random.random(len(cells)) < LATE
    corrected = ~late & (random.random(len(cells)) < CORRECTED)
    base = cells["rule"].map(policy.base_of).to_numpy(np.int64)
    other = cells["value"] + random.integers(-2 * base, 2 * base + 1) * corrected
    second = cells.assign(value=other.clip(lower=0))
    return cells[~late], second[second["value"] > 0]


def _moved(before: pd.DataFrame, after: pd.DataFrame, exact: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Figures that differ between the releases, by kind of change.

    Returns:
        ``kind`` names base, direction and whether something is shown at all; ``left`` is how far the true count lies from
        what is shown, so that a kind with one value of it is known exactly.
    """
    keys = list(KEYS)
    shown = before.merge(after, on=keys, how="outer", suffixes=("_old", "_new"))
    shown = shown.merge(exact[[*keys, "value"]], on=keys, how="left")
    shown[["value_old", "value_new", "value"]] = shown[["value_old", "value_new", "value"]].fillna(0).astype("int64")
    moved = shown[shown["value_old"] != shown["value_new"]]
    base = moved["rule"].map(policy.base_of).astype("str")
    way = np.where(moved["value_old"] == 0, "new", np.where(moved["value_new"] > moved["value_old"], "up", "down"))
    seen = np.where(moved["value_new"] > 0, " shown", " gone")
    return pd.DataFrame({"kind": base + " " + way + seen, "left": moved["value"] - moved["value_new"]})
