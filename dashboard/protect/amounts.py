"""Amounts: totals of enough files in which no single one dominates; what is too small waits.

One partition of the money per measure, and only one: two partitions of the same money would be linked tables. A block
that was published is never changed. If a delivery corrects an amount inside it, a new total would give away that one
correction as the difference between two releases, so the difference waits and is only listed. The quarter of a partner
enters when its last month is in, so that a later month of the same quarter never has to be squeezed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.protect.blocks import make_lot
from dashboard.protect.cells import encode, segments
from dashboard.protect.draws import BYTES, draw_stream, sub_key
from dashboard.protect.tree import Tree, close_blocks
from dashboard.protect.waiting import list_waiting

if TYPE_CHECKING:
    from dashboard.protect.blocks import Lot
    from dashboard.protect.ledger import Ledger
    from dashboard.protect.policy import Policy

CELL = [
    "project_code",
    "partner_code",
    "municipality_code",
    "area_code",
    "area_year",
    "measure_code",
    "class_code",
    "month",
    "is_mixed",
]
POOLS = ("measure_code", "is_mixed", "partner_code"), ("province_code",), ("municipality_code",)
BELOW = ("project_code",), ("district_code",), ("area_code", "area_year"), ("year",), ("quarter",)
LEVELS = (*POOLS, *BELOW)
ORDER = [*(name for level in LEVELS for name in level), "month", "class_code"]
CENTS = 100


def protect_amounts(
    amounts: pd.DataFrame,
    exact: pd.DataFrame,
    protected: pd.DataFrame,
    policy: Policy,
    key: bytes,
    ledger: Ledger | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, Any]]:
    """Merge amount cells into safe blocks and spread each block over its cells by their protected numbers of files.

    Args:
        amounts: exact amount cells.
        exact: exact count cells, for the months each partner has delivered.
        protected: protected count cells; those of origin ``files`` carry the y of each amount.
        policy: size of blocks, least contributors, p, rounding.
        key: the master key, for ties.
        ledger: blocks published before.

    Returns:
        one row per cell with ``amount_eur`` above zero; the published cells for the ledger; and what waits.
    """
    before = ledger["amounts"] if ledger else None
    cells = _with_files(_dated(amounts), protected)
    cells = cells.merge(_published(before, cells), on=CELL, how="left", validate="one_to_one")
    fresh = cells["block"].isna() & _is_complete(cells, exact)
    batch = cells[fresh].sort_values(ORDER, ignore_index=True)
    blocks, waiting = partition(batch, policy, key)
    first = 0 if before is None or before.empty else int(before["block"].max()) + 1
    made = _spread(batch, blocks, policy, first)
    kept = made if before is None else pd.concat([_dated(before)[made.columns], made], ignore_index=True)
    kept = kept.sort_values(CELL, ignore_index=True)
    shown = kept.loc[kept["amount_eur"] > 0, [*CELL, "amount_eur"]].reset_index(drop=True)
    loose = batch.iloc[sorted(cell for lot in waiting for cell in lot.cells)]
    late = cells[cells["block"].isna() & ~fresh]
    return shown, kept, list_waiting(pd.concat([loose, late]), cells, kept, policy)


def partition(batch: pd.DataFrame, policy: Policy, key: bytes) -> tuple[list[Lot], list[Lot]]:
    """The blocks of cells that lie in the order of the tree, and the lots that wait."""
    if batch.empty:
        return [], []
    coded = encode(batch, ORDER)
    borders, codes = [], np.zeros(len(batch), np.int64)
    for level in LEVELS:
        codes = segments(codes * (int(coded.combine(level).max()) + 1) + coded.combine(level))[0]
        borders.append(segments(codes)[1])

    def draw_tie(cell: int) -> int:
        names = [batch[name].iloc[cell] for name in CELL]
        return int.from_bytes(draw_stream(sub_key(key, ["block", *names]), 0, 1)[:BYTES], "big")

    columns = [coded.codes["project_code"].tolist()]
    columns += [batch[name].tolist() for name in ("y", "n_files", "amount_cents", "largest_cents")]
    lots = [make_lot(number, *row) for number, row in enumerate(zip(*columns, strict=True))]
    return close_blocks(lots, Tree(borders, len(POOLS), draw_tie), policy)


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(month=pd.to_datetime(frame["month"]).astype("datetime64[us]"))


def _with_files(amounts: pd.DataFrame, protected: pd.DataFrame) -> pd.DataFrame:
    """Amount cells with ``y``, whole cents and the columns of the tree."""
    names = [name for name in CELL if name != "is_mixed"]
    files = protected[protected["origin"] == "files"].rename(columns={"value": "y", "component": "measure_code"})
    cells = amounts.merge(_dated(files)[[*names, "y"]], on=names, how="left", validate="many_to_one")
    month = cells["month"].dt
    cents = (cells[["amount", "largest"]] * CENTS).round().astype(np.int64)
    return cells.assign(
        y=cells["y"].fillna(0).astype(np.int64),
        amount_cents=cents["amount"],
        largest_cents=cents["largest"],
        year=month.year,
        quarter=month.quarter,
    )


def _published(before: pd.DataFrame | None, cells: pd.DataFrame) -> pd.DataFrame:
    if before is None or before.empty:
        return cells[CELL].iloc[:0].assign(block=pd.Series(dtype="float64"))
    return _dated(before)[[*CELL, "block"]].astype({"block": "float64"})


def _is_complete(cells: pd.DataFrame, exact: pd.DataFrame) -> pd.Series:
    """Whether the last month of the cell's quarter is within what its partner has delivered."""
    if cells.empty:
        return pd.Series(index=cells.index, dtype=bool)
    delivered = _dated(exact[["partner_code", "month"]].drop_duplicates()).groupby("partner_code")["month"].max()
    months = cells["month"].dt.year * 12 + (cells["quarter"] * 3)
    until = cells["partner_code"].map(delivered)
    complete: pd.Series = months <= until.dt.year * 12 + until.dt.month
    return complete


def _spread(batch: pd.DataFrame, blocks: list[Lot], policy: Policy, first: int) -> pd.DataFrame:
    """Give each cell its part of its block's rounded total, so that the parts add up to the cent.

    Formula: ``a_i = A_B y_i / sum of y``, cents left over to the largest remainders, ties in the order of the cells.
    """
    cells = np.array([cell for block in blocks for cell in block.cells], np.int64)
    number = np.repeat(np.arange(len(blocks)), [len(block.cells) for block in blocks])
    unit = policy.amount_rounding * CENTS
    rounded = np.array([(block.total + unit // 2) // unit * unit for block in blocks], np.int64)
    weight = batch["y"].to_numpy(np.int64)[cells]
    whole = np.array([block.y for block in blocks], np.int64)
    share, rest = np.divmod(rounded[number] * weight, whole[number]) if len(cells) else (cells, cells)
    lacking = rounded - np.bincount(number, weights=share, minlength=len(blocks)).astype(np.int64)
    order = np.lexsort((cells, -rest, number))
    place = np.arange(len(cells)) - np.searchsorted(number, number)
    share[order] += place < lacking[number]
    part = batch.iloc[cells][[*CELL, "amount_cents"]].reset_index(drop=True)
    return part.assign(block=number + first, amount_eur=share / CENTS)
