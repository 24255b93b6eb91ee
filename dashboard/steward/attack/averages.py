"""The attacker who sees the same money more than once: in several measures, or month after month, and takes the average.

A factor drawn anew for each of them would average out. A rehearsal with a key of its own: files of the vault whose money returns,
each many times over as a file of its own, protected with the product's own engine; what their entries publish is averaged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.attack.euros import allowed, nearness
from dashboard.steward.attack.report import Attack
from dashboard.steward.protect.amounts import CONTENT, add_noise
from dashboard.steward.protect.noise import draw, factors

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.policy import Policy

    Engine = Callable[[pd.DataFrame], pd.DataFrame]

KEY = b"attack: this key protects a rehearsal of money that returns"
FILES, DRAWS = 20, 150  # files looked at, and how often each is drawn
LUCK = 6.0  # standard errors the worst of all files may be lucky
FILE = [*CONTENT, "amount_cents"]


def attack_averages(cells: pd.DataFrame, policy: Policy, *, engine: Engine | None = None) -> Attack:
    """Somebody knows everything but one file's own factor, and averages what its entries publish.

    Args:
        cells: exact amount cells in cents.
        policy: ``insider_percent``.
        engine: gives cells their ``own_cents``, the amount after its own factor; None takes the product's own with a key of the
            attack.

    Returns:
        share of files placed within ``insider_percent`` over many draws, in per cent; allowed is an even chance and some luck. In
        the detail the same for the worst single file.
    """
    files = _returning(cells)
    limits = {"worst": allowed(DRAWS, LUCK)}
    if files.empty:
        return Attack("euros_averages", 0, 0.0, allowed(0), {"worst": 0.0, **nearness(policy)}, limits)
    drawn = _many_times(files)
    noisy = (engine or (lambda frame: add_noise(frame, policy, KEY)["amounts"]))(drawn)
    each = noisy.groupby("class_code", sort=True).agg(guess=("own_cents", "mean"), exact=("amount_cents", "first"))
    is_right = 100 * (each["guess"] / each["exact"] - 1).abs() <= policy.insider_percent
    per_file = is_right.groupby(each.index.str.partition("/").get_level_values(0)).mean()
    detail = {"worst": 100 * float(per_file.max()), **nearness(policy)}
    tried = len(is_right)
    return Attack("euros_averages", tried, 100 * float(is_right.mean()), allowed(tried), detail, limits)


def draw_per_measure(policy: Policy) -> Engine:
    """The deliberately bad one: a factor of its own for every measure and month."""

    def add(cells: pd.DataFrame) -> pd.DataFrame:
        names = cells[[*FILE, "measure_code", "month"]].itertuples(index=False, name=None)
        own = factors(draw(KEY, "own", names), policy.insider_percent)
        return cells.assign(own_cents=np.rint(cells["amount_cents"].to_numpy(np.float64) * own))

    return add


def _returning(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells of files whose money is there more than once: half of those in most measures, half of those in most cells.

    Of one amount in one place every measure has one file; of parts of an amount every month has one.
    """
    single = cells[(cells["amount_cents"] == cells["largest_cents"]) & (cells["amount_cents"] > 0)]
    is_part = single["is_paid_in_parts"].astype(bool)
    moment = single["month"].where(is_part, pd.Timestamp(0))
    seen = single.assign(moment=moment).sort_values([*FILE, "measure_code", "month"], kind="stable")
    seen = seen.drop_duplicates([*FILE, "measure_code", "moment"]).drop(columns="moment")
    times = seen.groupby(FILE)["measure_code"].agg(measures="nunique", cells="size")
    times = times[times["cells"] > 1]
    by_measures = times.sort_values(["measures", "cells"], ascending=False, kind="stable")
    by_cells = by_measures.iloc[FILES // 2 :].sort_values("cells", ascending=False, kind="stable")
    chosen = pd.concat([by_measures.head(FILES // 2), by_cells.head(FILES // 2)])[[]].reset_index()
    return seen.merge(chosen.assign(file=np.arange(len(chosen))), on=FILE)


def _many_times(files: pd.DataFrame) -> pd.DataFrame:
    """Every file ``DRAWS`` times under a subject of its own, ``file/draw``, so that each time has a factor of its own."""
    number = np.repeat(np.arange(DRAWS), len(files))
    copies = pd.concat([files] * DRAWS, ignore_index=True)
    return copies.assign(class_code=copies["file"].astype("str") + "/" + pd.Series(number).astype("str"))
