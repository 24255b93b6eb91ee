"""Amounts, step 2: covers are balanced so that they cancel in the totals people read.

A *node* is such a total: one measure of the programme, a province, a partner, a project type or a municipality in one year, or of
a project over all years. Quarter by quarter the covers of new entries are moved as little as possible so that what is left
in each node that takes part is close to nothing. Covers that were published are never touched; what they left behind is
taken up by later quarters. A cover also makes its entry a whole number of steps (a hundred euro), so that every total is one
and parts always add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array

from dashboard.steward.protect.nodes import (
    BY_QUARTER,
    FAMILIES,
    MEASURE,
    Entries,
    Nodes,
    as_frames,
    empty_frame,
    first_day,
    name_nodes,
    of_measure,
    start_nodes,
)
from dashboard.steward.protect.noise import draw, spread
from dashboard.steward.protect.rounding import round_systematically

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.policy import Policy
    from dashboard.steward.protect.cells import Flags, Whole
    from dashboard.steward.protect.ledger import Ledger
    from dashboard.steward.protect.noise import Reals

LEFT = 0.05  # of the largest entry: how much of a node's cover may be left
NEW_ENTRIES = 2
CENTS = 100


def add_cover(
    entries: pd.DataFrame, policy: Policy, key: bytes, ledger: Ledger | None
) -> tuple[Whole, pd.DataFrame, pd.DataFrame]:
    """Balance the covers of new entries.

    Args:
        entries: all entries; ``cover_cents`` of the new ones is still as drawn. Columns: those of the families,
            measure_code, is_mixed, month, own_cents, n_files, is_new.
        policy: ``cover_percent``, ``amount_rounding``, and ``contributors`` as the least number of files for a node to take
            part.
        key: the master key, for the start of the rounding.
        ledger: ``amount_nodes`` and ``amount_quarters`` of earlier builds.

    Returns:
        one cover per entry, in cents; the variance left per node, in euro squared; the same per node and quarter.
    """
    cover = entries["cover_cents"].to_numpy(np.int64).copy()
    nodes, quarters = empty_frame("open_files"), empty_frame("quarter")
    left, of_quarters = [nodes], [quarters]
    entries = entries.astype(
        {name: "category" for columns in FAMILIES.values() for name in columns}
    )  # taken as numbers
    for rows in entries.groupby(MEASURE, sort=True).indices.values():
        part = entries.iloc[rows]
        named = {name: part[name].iloc[0] for name in MEASURE}
        kept = [of_measure(ledger[name], named) for name in ("amount_nodes", "amount_quarters")] if ledger else []
        cover[rows], state = _cover_measure(part, cover[rows], kept, policy, key)
        frames = as_frames(state)
        left.append(frames[0].assign(**named))
        of_quarters.append(frames[1].assign(**named))
    filled = [pd.concat(frames[1:] or frames, ignore_index=True) for frames in (left, of_quarters)]
    return cover, filled[0][nodes.columns], filled[1][quarters.columns]


def _cover_measure(
    part: pd.DataFrame, cover: Whole, kept: Sequence[pd.DataFrame], policy: Policy, key: bytes
) -> tuple[Whole, Nodes]:
    """Covers of one measure in cents, new ones balanced quarter after quarter, and the nodes they leave."""
    own_cents, is_new = part["own_cents"].to_numpy(np.int64), part["is_new"].to_numpy(bool)
    own = own_cents / CENTS
    names, of_entry = name_nodes(part)
    weight = (spread(policy.cover_percent) * own) ** 2
    given = Entries(own, cover / CENTS, weight, part["n_files"].to_numpy(np.float64), of_entry)
    state = start_nodes(given, names, np.flatnonzero(~is_new))
    if kept:
        state.take_over(*kept)
    quarter = first_day(part["month"], "quarter").to_numpy()
    head = [part[name].iloc[0] for name in MEASURE]
    for start in np.unique(quarter[is_new]):
        new = np.flatnonzero(is_new & (quarter == start))
        cents = _balance_quarter(given.pick(new), state, pd.Timestamp(start), policy)
        phase = draw(key, "step", [(*head, start, int((~is_new & (quarter == start)).sum()))])
        cover[new] = _to_steps(own_cents[new], cents, phase, policy)
        given.cover[new] = cover[new] / CENTS
        state.running += given.pick(new).per_node(given.cover[new], len(names))
    return cover, state


def _balance_quarter(new: Entries, state: Nodes, quarter: pd.Timestamp, policy: Policy) -> Whole:
    """Covers in cents, moved as little as possible, in units of their own spread, so that each node's sum comes close to nothing.

    Formula: ``b - D B' (B D B' + T)^-1 (B b + r)``, with B the nodes of the entries, D the variance of the covers, r
    what earlier covers left, and T = (5 % of the node's largest entry)^2 + 1 the variance that is allowed to stay.
    """
    size = len(state.names)
    n_new = new.per_node(np.ones(len(new.own)), size)
    state.open_files += new.per_node(new.files, size)
    for nodes in new.nodes:
        np.maximum.at(state.largest, nodes, np.abs(new.own))
    takes_part = (n_new >= NEW_ENTRIES) & (state.open_files >= policy.contributors)
    cover, allowed = new.cover, (LEFT * state.largest) ** 2 + 1
    if takes_part.any():
        member = _membership(new.nodes, takes_part)
        weighted = member.multiply(new.weight).tocsr()
        system = (weighted @ member.T).toarray() + np.diag(allowed[takes_part])
        gap = member @ cover + state.running[takes_part]
        cover = cover - weighted.T @ cho_solve(cho_factor(system), gap)
    before, added = state.variance, new.per_node(new.weight, size)
    state.variance = np.where(takes_part, allowed, before + added)
    state.open_files = np.where(takes_part, 0.0, state.open_files)
    in_quarter = np.where(takes_part, before + allowed, added)
    for number in np.flatnonzero(n_new).tolist():
        if state.names[number][0] in BY_QUARTER:
            state.of_quarter[number, quarter] += float(in_quarter[number])
    cents: Whole = np.rint(cover * CENTS).astype(np.int64)
    return cents


def _to_steps(own: Whole, cover: Whole, phase: Reals, policy: Policy) -> Whole:
    """Covers that make each entry a multiple of the rounding, by systematic rounding with a secret start."""
    step = policy.amount_rounding * CENTS
    base, zero = np.full(len(own), step, np.int64), np.zeros(len(own), np.int64)
    start = np.floor(phase * step).astype(np.int64)
    return round_systematically(own + cover, base, zero, zero[:1], start) - own


def _membership(nodes: Whole, takes_part: Flags) -> csr_array:
    """One row per node that takes part, one column per entry; 1 where the entry is in the node."""
    number = np.where(takes_part, np.cumsum(takes_part) - 1, -1)[nodes]
    columns = np.broadcast_to(np.arange(nodes.shape[1]), nodes.shape)
    inside = number >= 0
    shape = (int(takes_part.sum()), nodes.shape[1])
    return csr_array((np.ones(int(inside.sum())), (number[inside], columns[inside])), shape=shape)
