"""The ledger: what was published before, so that a published row never changes.

Frames, kept secretly beside the vault and handed back at the next build:

``made_with``  fingerprint of the key, method of amounts, bases, p and least number of files: a ledger is never continued with
               other ones, because the same draw at another p would be two equations with one unknown, and what is left of
               a cover was counted in so many files.
``cells``      every cell ever protected, its names and its protected ``value``; also those that became 0.
``amounts``    every amount and correction ever protected: its exact cents, its own noise and its cover.
``amount_nodes``, ``amount_quarters``  how much of the cover was left in each total.

The balancing errors of earlier batches are not kept: they follow from ``cells`` and the exact counts in the vault, and a
second copy could only disagree. So what corrections leave standing is made good by the next cells of the unit, whose
sum takes it up. A cell that is not in the ledger is new, whatever its month: a late row is drawn as any other, because
a first draw of a truth that was never published can be averaged with nothing. Taking the same deliveries in again is a
no-op: every cell is in ``cells`` with an unchanged count, nothing is new, nothing is drawn, and the rows come back as
they were.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.errors import PolicyViolation
from dashboard.steward.protect.cells import KEYS

if TYPE_CHECKING:
    from dashboard.policy import Policy
    from dashboard.steward.protect.cells import Whole

Ledger = dict[str, pd.DataFrame]
# 1: blocks of exact amounts (release 0.1); 2: own factor and cover, totals only; 3: entries also by month of decision.
AMOUNT_METHOD = 3
UNSAID = frozenset({"contributors"})  # what ledgers of before do not say; they are continued


def made_with(policy: Policy, key: bytes) -> pd.DataFrame:
    """One row that says which key and numbers a ledger was made with; the key itself cannot be read from it."""
    return pd.DataFrame(
        {
            "key": [blake2b(b"ledger", key=key, digest_size=8).hexdigest()],
            "base": [policy.base],
            "base_strict": [policy.base_strict],
            "amount_method": [AMOUNT_METHOD],
            "amount_rounding": [policy.amount_rounding],
            "insider_percent": [policy.insider_percent],
            "cover_percent": [policy.cover_percent],
            "contributors": [policy.contributors],
        }
    )


def hold_to(ledger: Ledger | None, policy: Policy, key: bytes) -> None:
    """Refuse to continue a ledger with another key or other numbers.

    Two draws of one truth can be averaged, so a new key or base needs a completely new data set.

    Raises:
        PolicyViolation: key or numbers differ from those the ledger was made with.
    """
    if not ledger:
        return
    before, now = ledger["made_with"].iloc[0], made_with(policy, key).iloc[0]
    asked = [name for name in now.index if name in before or name not in UNSAID]
    changed = [name for name in asked if str(before.get(name)) != str(now[name])]
    if changed:
        raise PolicyViolation("error.ledger_other_rules", what=", ".join(changed))


def sticky_rounding(published: Whole, value: Whole, base: Whole) -> Whole:
    """Sticky rounding: correct a published count as little as possible.

    Formula: keep Y while ``|V - Y| < b``; otherwise add or subtract b until it is. A published Y above 0 never becomes
    0, because that would say that V is exactly 0.

    Example:
        >>> sticky_rounding(np.array([5, 5, 5, 0]), np.array([9, 11, 0, 4]), np.array([5, 5, 5, 5])).tolist()
        [5, 10, 5, 0]
    """
    difference = value - published
    moved = published + np.sign(difference) * (np.abs(difference) // base) * base
    kept: Whole = np.where(published > 0, np.maximum(moved, base), moved)
    return kept


def with_published(counts: pd.DataFrame, ledger: Ledger | None) -> pd.DataFrame:
    """Exact cells and published cells under one another: ``value`` exact, ``published`` -1 where never published."""
    frame = counts[[*KEYS, "value"]].assign(published=-1)
    frame["month"] = pd.to_datetime(frame["month"]).astype("datetime64[us]")
    if not ledger:
        return frame
    before = ledger["cells"][[*KEYS, "value"]].rename(columns={"value": "published"}).assign(value=0)
    before["month"] = pd.to_datetime(before["month"]).astype("datetime64[us]")
    return pd.concat([frame, before[frame.columns]], ignore_index=True)
