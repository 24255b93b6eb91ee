"""The attacker of corrected euros: lays two releases side by side and takes the difference for the change.

A rehearsal on the cells of this vault with a key of its own: a first release, then the amounts of some cells are changed, and a
second one is made on the ledger of the first. The attacker sees each changed cell by itself, which no page shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.attack.euros import FAR, allowed, nearness
from dashboard.steward.attack.plain import largest_projects
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.amounts import CELL, add_noise

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.policy import Policy

    Frames = dict[str, pd.DataFrame]
    Engine = Callable[[pd.DataFrame, Frames | None], Frames]

KEY = b"attack: this key protects a rehearsal of corrected euros"
PROJECTS = 12
CORRECTED = 0.5  # share of the cells; far more than ever happens
FEWEST, MOST = 0.2, 2.0  # what is left of a corrected amount
LEAST_CENTS = 50_000  # of a change; the rounding of totals alone hides smaller ones


def attack_euro_corrections(
    cells: pd.DataFrame, policy: Policy, *, seed: int = 1, engine: Engine | None = None
) -> Attack:
    """How near the difference of two releases comes to the true change of a corrected amount.

    Args:
        cells: exact amount cells in cents.
        policy: ``insider_percent``.
        seed: of the corrections.
        engine: turns cells and what an earlier release left (None in the first) into entries; None takes the product's own with
            a key of the attack.

    Returns:
        share of the changes placed within ``insider_percent``, in per cent; allowed is an even chance and some luck. In the
        detail the share of other cells that moved; allowed is none.
    """
    first = _rehearsal(cells)
    second = _correct(first, np.random.default_rng(seed))
    protect = engine or (lambda frame, before: add_noise(frame, policy, KEY, before))
    before = protect(first, None)
    ends = [_published(frames["amounts"]) for frames in (before, protect(second, before))]
    truth = second.set_index(CELL)["amount_cents"] - first.set_index(CELL)["amount_cents"]
    both = pd.DataFrame({"shown": ends[1] - ends[0], "exact": truth})
    moved = both[both["exact"].abs() >= LEAST_CENTS]
    off = 100 * (moved["shown"] / moved["exact"] - 1).abs()
    near, wide = (percent((off <= limit).sum(), len(off)) for limit in (policy.insider_percent, FAR))
    still = both[both["exact"] == 0]
    detail = {"wide": wide, "others": percent((still["shown"] != 0).sum(), len(still)), **nearness(policy)}
    return Attack("euros_corrections", len(off), near, allowed(len(off)), detail, {"others": 0.0})


def keep_noise(policy: Policy) -> Engine:
    """The deliberately bad one: a corrected amount keeps the deviation it had, so that the change shows as it is."""

    def protect(cells: pd.DataFrame, before: Frames | None) -> Frames:
        if before is None:
            return add_noise(cells, policy, KEY)
        amounts = before["amounts"].merge(cells[[*CELL, "amount_cents"]], on=CELL, suffixes=("", "_now"))
        change = amounts["amount_cents_now"] - amounts["amount_cents"]
        return {"amounts": amounts.assign(own_cents=amounts["own_cents"] + change)}

    return protect


def _rehearsal(cells: pd.DataFrame) -> pd.DataFrame:
    """The measure with most amounts, in the projects with most of them."""
    measures = cells["measure_code"]
    commonest = measures.value_counts().sort_index().idxmax() if len(cells) else ""
    return largest_projects(cells[measures == commonest], PROJECTS).reset_index(drop=True)


def _correct(cells: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """The same cells with some amounts changed."""
    is_chosen = random.random(len(cells)) < CORRECTED
    times = np.where(is_chosen, random.uniform(FEWEST, MOST, len(cells)), 1.0)
    changed = {name: np.rint(cells[name] * times).astype(np.int64) for name in ("amount_cents", "largest_cents")}
    return cells.assign(**changed)


def _published(entries: pd.DataFrame) -> pd.Series:
    """What totals are made of, per cell and in cents."""
    shown: pd.Series = entries.assign(shown=entries["own_cents"] + entries["cover_cents"]).groupby(CELL)["shown"].sum()
    return shown
