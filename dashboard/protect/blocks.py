"""A block of money: cells added up until no single file can be read from their total."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.protect.policy import Policy


@dataclass(slots=True)
class Lot:
    """One or more amount cells taken together; money in whole cents.

    Attributes:
        owner: number of the project whose figures these are.
        cells: numbers of the cells.
        y: protected number of files.
        n: true number of files.
        total: sum of the amounts.
        top: largest contribution.
        second: second largest, or the most it could be.
        owners: per project the protected and true number of files.
    """

    owner: int
    cells: list[int] = field(default_factory=list)
    y: int = 0
    n: int = 0
    total: int = 0
    top: int = 0
    second: int = 0
    owners: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, other: Lot) -> None:
        """Take another lot in; the two largest contributions are those of the merged list."""
        self.cells += other.cells
        self.y, self.n, self.total = self.y + other.y, self.n + other.n, self.total + other.total
        if other.top > self.top:
            self.top, self.second = other.top, max(self.top, other.second)
        else:
            self.second = max(self.second, other.top)
        for owner, (y, n) in other.owners.items():
            before = self.owners.get(owner, (0, 0))
            self.owners[owner] = (before[0] + y, before[1] + n)


def make_lot(cell: int, owner: int, y: int, n: int, total: int, top: int) -> Lot:
    """A lot of one cell.

    The second largest contribution is not delivered, so take the most it can be: ``min(top, total - top)``.
    """
    return Lot(owner, [cell], y, n, total, top, min(top, total - top), {owner: (y, n)})


def merge(lots: Iterable[Lot]) -> Lot:
    """Several lots as one; the owner is that of the first."""
    merged = Lot(-1)
    for lot in lots:
        merged.owner = lot.owner if merged.owner < 0 else merged.owner
        merged.add(lot)
    return merged


def is_safe(lot: Lot, policy: Policy) -> bool:
    """Whether a lot may be a block by itself.

    Formula: ``y >= block``, ``n >= k`` and ``total - x1 - x2 >= p/100 x1``: who knows the second largest contribution
    cannot estimate the largest closer than p per cent.
    Source: p% rule as in the tau-ARGUS manual, section 4.3; Handbook on Statistical Disclosure Control, chapter 4.
    """
    return (
        lot.y >= policy.block
        and lot.n >= policy.contributors
        and 100 * (lot.total - lot.top - lot.second) >= policy.dominance_percent * lot.top
    )


def is_safe_pooled(lot: Lot, policy: Policy) -> bool:
    """Whether a lot of several projects is safe, also against each project that knows and takes away its own part."""
    return is_safe(lot, policy) and all(
        lot.y - y >= policy.block and lot.n - n >= policy.contributors for y, n in lot.owners.values()
    )
