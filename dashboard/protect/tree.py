"""From cells of money to blocks: down the tree of places and time, and up again with what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.protect.blocks import Lot, is_safe, is_safe_pooled, merge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.protect.cells import Whole
    from dashboard.protect.policy import Policy


@dataclass(frozen=True)
class Tree:
    """The tree over cells that lie in its order.

    Attributes:
        borders: per level, from the top down, the index where each node begins; every level splits the one above.
        domain: the level of a domain; above it nodes hold several projects.
        tie: a secret number of a cell, asked only when two blocks are equally small.
    """

    borders: Sequence[Whole]
    domain: int
    tie: Callable[[int], int]


def close_blocks(lots: Sequence[Lot], tree: Tree, policy: Policy) -> tuple[list[Lot], list[Lot]]:
    """Partition lots into safe blocks.

    From the leaves up: at each node add what is left over in order until it is safe, then start the next block; the
    remainder joins the smallest block of the node if that stays safe, else it goes one level up. Above the domain a
    domain's remainder moves as a whole, and a block must stay safe when any one project is taken away.

    Returns:
        blocks; and the lots that are still unsafe and wait.
    """
    levels = len(tree.borders)
    left: list[list[Lot]] = [[lot] for lot in lots]
    made: list[list[Lot]] = [[] for _ in lots]
    starts = np.arange(len(lots))
    done: list[Lot] = []
    for level in range(levels - 1, -1, -1):
        pooled = level < tree.domain
        parent = np.searchsorted(tree.borders[level], starts, side="right") - 1
        left, made = _gather(left, made, parent.tolist(), len(tree.borders[level]))
        if level == tree.domain - 1:
            done = [block for node in made for block in node]
            made = [[] for _ in made]
        for node, (loose, blocks) in enumerate(zip(left, made, strict=True)):
            left[node] = _close_node(loose, blocks, tree, policy, pooled=pooled)
        if level == tree.domain:
            left = [[merge(loose)] if loose else [] for loose in left]
        starts = tree.borders[level]
    return done + [block for node in made for block in node], [lot for node in left for lot in node]


def _gather(
    left: list[list[Lot]], made: list[list[Lot]], parent: list[int], nodes: int
) -> tuple[list[list[Lot]], list[list[Lot]]]:
    loose: list[list[Lot]] = [[] for _ in range(nodes)]
    blocks: list[list[Lot]] = [[] for _ in range(nodes)]
    for number, node in enumerate(parent):
        loose[node] += left[number]
        blocks[node] += made[number]
    return loose, blocks


def _close_node(loose: list[Lot], blocks: list[Lot], tree: Tree, policy: Policy, *, pooled: bool) -> list[Lot]:
    """Add blocks of what is loose to ``blocks``; give back what stays loose."""
    safe = is_safe_pooled if pooled else is_safe
    gathered, block = [], Lot(-1)
    for lot in loose:
        gathered.append(lot)
        block.owner = lot.owner
        block.add(lot)
        if safe(block, policy):
            blocks.append(block)
            gathered, block = [], Lot(-1)
    if not gathered or not blocks:
        return gathered
    smallest = min(other.y for other in blocks)
    equal = [number for number, other in enumerate(blocks) if other.y == smallest]
    at = equal[0] if len(equal) == 1 else min(equal, key=lambda number: tree.tie(blocks[number].cells[0]))
    joined = merge([blocks[at], block])
    if not safe(joined, policy):
        return gathered
    blocks[at] = joined
    return []
