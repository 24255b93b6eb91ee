"""The attacker who knows that two figures count the same files: fines and the files behind them, steps of the ladder.

Two draws of one truth, laid side by side, leave fewer values than either promises. So one truth is drawn once, and both show one
number. A rehearsal on the cells of this vault with a key of its own; the vault tells which figures are the same truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward.attack.plain import as_plain, largest_projects
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.linked import PLACED, protect_linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.policy import Policy

    Engine = Callable[[pd.DataFrame], pd.DataFrame]

KEY = b"attack: this key protects a rehearsal of linked figures"
PROJECTS = 20
CELL = [*PLACED, "month"]


def attack_linked(counts: pd.DataFrame, policy: Policy, *, engine: Engine | None = None) -> Attack:
    """How many pairs of figures of the same files show two numbers, which leave less than the promise of either.

    Args:
        counts: exact count cells with ``rung`` and ``same_as``.
        policy: the policy of the release.
        engine: turns exact count cells into protected ones; None takes the product's own with a key of the attack.

    Returns:
        share of the pairs that show two numbers, in per cent; allowed is none.
    """
    cells = _rehearsal(counts)
    if cells.empty:
        return Attack("linked", 0, 0.0, 0.0)
    keys = list(KEYS)
    shown = as_plain((engine or (lambda frame: protect_linked(frame, policy, KEY)))(cells))
    pairs = same_truths(cells.merge(shown[[*keys, "value"]].rename(columns={"value": "shown"}), on=keys))
    apart = pairs["shown"] != pairs["shown_other"]
    return Attack("linked", len(pairs), percent(apart.sum(), len(pairs)), 0.0)


def round_apart(policy: Policy) -> Engine:
    """The deliberately bad one: each measure is drawn by itself, whatever files it counts."""
    return lambda cells: protect_counts(cells, policy, KEY)


def same_truths(cells: pd.DataFrame) -> pd.DataFrame:
    """Pairs of cells that count the same files: a count and the files of its euros; a step of the ladder and the one before it.

    Of steps only those that leave no doubt: the nearest earlier step has one measure in that place and month, with that count.

    Args:
        cells: exact cells with what is shown of them.

    Returns:
        one row per pair, what is shown of the other as ``shown_other``.
    """
    files = cells[(cells["origin"] == "files") & (cells["rung"] > 0)]
    both = files.merge(files[[*CELL, "rung", "value", "shown"]], on=CELL, suffixes=("", "_other"))
    both = both[both["rung_other"] < both["rung"]]
    own = [*CELL, "component"]
    nearest = both[both["rung_other"] == both.groupby(own)["rung_other"].transform("max")]
    steps = nearest[
        (nearest.groupby(own)["rung"].transform("size") == 1) & (nearest["value"] == nearest["value_other"])
    ]
    counted = cells.loc[cells["origin"] == "result", [*CELL, "component", "value", "shown"]]
    counted = counted.rename(columns={"component": "same_as", "shown": "shown_other"})
    alike = files.merge(counted, on=[*CELL, "same_as", "value"])
    return pd.concat([steps, alike], ignore_index=True)


def _rehearsal(counts: pd.DataFrame) -> pd.DataFrame:
    """Files of money of the projects that have most of them, with the counts some of them are the same as."""
    files = largest_projects(counts[counts["origin"] == "files"], PROJECTS)
    of_counts = set(files["same_as"].unique()) - {""}
    is_counted = (counts["origin"] == "result") & counts["component"].isin(of_counts)
    is_there = counts["project_code"].isin(files["project_code"].unique())
    return as_plain(pd.concat([files, counts[is_counted & is_there]])).reset_index(drop=True)
