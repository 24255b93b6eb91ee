"""Money that waits: said in steps so coarse that no single file can be read from them, nor from two releases compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.protect.policy import Policy

CENTS = 100


def list_waiting(
    loose: pd.DataFrame, cells: pd.DataFrame, published: pd.DataFrame, policy: Policy
) -> dict[str, dict[str, Any]]:
    """What waits per measure: cells not in a block yet, and corrections of cells in a published block.

    Args:
        loose: cells not in a block.
        cells: all exact amount cells, with ``amount_cents``.
        published: cells in a published block, with the ``amount_cents`` they stood for.
        policy: the base cells are counted in.

    Returns:
        per measure ``cells`` (a multiple of the base, upward) and ``eur_at_most`` (the next of 1, 2, 5, 10 thousand …).
    """
    names = [name for name in published.columns if name not in {"amount_cents", "block", "amount_eur"}]
    both = published[[*names, "amount_cents"]].merge(
        cells[[*names, "amount_cents"]], on=names, how="left", suffixes=("", "_now")
    )
    changed = (both["amount_cents_now"].fillna(0) - both["amount_cents"]).abs()
    late = both.assign(size=changed)[changed > 0]
    sizes: dict[str, list[int]] = {}
    for frame, column in ((loose, "amount_cents"), (late, "size")):
        for measure, size in zip(frame["measure_code"], frame[column], strict=True):
            sizes.setdefault(str(measure), []).append(int(size))
    return {
        measure: {"cells": -(-len(waits) // policy.base) * policy.base, "eur_at_most": ceiling(sum(waits) / CENTS)}
        for measure, waits in sorted(sizes.items())
    }


def ceiling(amount: float) -> int:
    """The next step of 1, 2, 5, 10 thousand and so on; neighbours lie further apart than the p% rule asks.

    Example:
        >>> [ceiling(amount) for amount in (300, 1_200, 49_000, 50_001)]
        [1000, 2000, 50000, 100000]
    """
    least = max(amount, 1000.0)
    power = 1000
    while power * 10 < least:
        power *= 10
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)
