"""The attacker of equal amounts: knows one of two files of the same amount in one place, and reads the factor of the other off it.

Of an amount that is paid in equal parts it is the other way round: parts with factors of their own could be averaged. A rehearsal
with a key of its own: every amount of one file comes a second time, a month later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.amounts import CONTENT, add_noise
from dashboard.steward.protect.noise import draw, factors

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.policy import Policy

    Engine = Callable[[pd.DataFrame], pd.DataFrame]

KEY = b"attack: this key protects a rehearsal of equal amounts"
FILES = 300
LEAST_CENTS = 10_000  # smaller amounts have so few noisy values that two are often the same by chance
CHANCE = 1.0  # per cent of pairs that may be the same by chance
SAME = [*CONTENT, "measure_code", "amount_cents"]


def attack_equals(cells: pd.DataFrame, policy: Policy, *, engine: Engine | None = None) -> Attack:
    """How many of two files of equal amounts carry one factor, so that who knows the one knows the other.

    Args:
        cells: exact amount cells in cents.
        policy: ``insider_percent``.
        engine: gives cells their ``top_cents``, the noisy amount; None takes the product's own with a key of the attack.

    Returns:
        share of pairs with one factor, in per cent; allowed is what chance gives. In the detail the share of pairs of parts of one
        file with two factors, which may be averaged; allowed is none.
    """
    single = cells[(cells["amount_cents"] == cells["largest_cents"]) & (cells["amount_cents"] >= LEAST_CENTS)]
    first = single.sort_values([*SAME, "month"]).drop_duplicates(SAME).head(FILES)
    limits = {"parts": 0.0}
    if first.empty:
        return Attack("euros_equal", 0, 0.0, CHANCE, {"parts": 0.0}, limits)
    again = first.assign(month=first["month"] + pd.DateOffset(months=1))
    noisy = (engine or (lambda frame: add_noise(frame, policy, KEY)["amounts"]))(pd.concat([first, again]))
    ends = noisy.groupby(SAME)["top_cents"].agg(["min", "max"])
    is_one = ends["min"] == ends["max"]
    is_part = first.set_index(SAME)["is_paid_in_parts"].astype(bool).reindex(is_one.index)
    apart, parts = is_one[~is_part], is_one[is_part]
    detail = {"parts": percent((~parts).sum(), len(parts))}
    return Attack("euros_equal", len(apart), percent(apart.sum(), len(apart)), CHANCE, detail, limits)


def share_factors(policy: Policy) -> Engine:
    """The deliberately bad one: equal amounts in one place carry one factor, whosever they are."""

    def add(cells: pd.DataFrame) -> pd.DataFrame:
        names = cells[[*CONTENT, "amount_cents"]].itertuples(index=False, name=None)
        own = factors(draw(KEY, "own", names), policy.insider_percent)
        return cells.assign(top_cents=np.rint(cells["largest_cents"].to_numpy(np.float64) * own))

    return add
