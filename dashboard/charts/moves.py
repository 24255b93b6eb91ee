"""What changed between two releases: which figures moved, by how much, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboard.answers.rows import ChangesCounts
from dashboard.charts.euros import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.answers.rows import EurosTotals, PartnersDeliveries

REASONS = ("delivered", "corrected", "withdrawn", "definition", "policy", "software", "protection")


@dataclass(frozen=True)
class Move:
    """A figure that differs between two releases.

    Attributes:
        quarter: its first day, or that of a year.
        before: in the older release; None where it is not there, which is not zero.
        after: in the newer one.
        reason: one of ``REASONS``; empty until it is explained.
    """

    measure_code: str
    partner_code: str
    quarter: date
    before: float | None
    after: float | None
    reason: str = ""

    @property
    def difference(self) -> float:
        """How much it moved, with what is not there as zero."""
        return (self.after or 0.0) - (self.before or 0.0)


def moved(before: Sequence[ChangesCounts], after: Sequence[ChangesCounts]) -> list[Move]:
    """Figures that differ between two releases, by measure, partner and quarter.

    Args:
        before: of the older release.
        after: of the newer one.
    """
    older, newer = ({row[:3]: row.value for row in rows} for rows in (before, after))
    every = [Move(*key, older.get(key), newer.get(key)) for key in sorted(older.keys() | newer.keys())]
    return [move for move in every if move.difference]


def amounts(totals: Sequence[EurosTotals]) -> list[ChangesCounts]:
    """Totals of euros by partner as figures to compare; what is mixed at source and remainders stay out."""
    return [
        ChangesCounts(row.measure_code, row.partner_code, row.period, row.amount_eur)
        for row in totals
        if row.part == TOTAL and not row.is_mixed and row.amount_eur is not None and row.partner_code and row.period
    ]


def explain(
    moves: Sequence[Move],
    states: tuple[Sequence[PartnersDeliveries], Sequence[PartnersDeliveries]],
    facts: tuple[Any, Any],
) -> list[Move]:
    """Add why each figure moved: a new delivery, a correction, else what the releases themselves were made with.

    Args:
        moves: as ``moved`` gives them.
        states: deliveries of the older and the newer release.
        facts: manifests of the older and the newer release.
    """
    older, newer = (_by_quarter(state) for state in states)
    otherwise = _of_releases(*facts)
    return [
        replace(move, reason=_of_deliveries(older.get(key, {}), newer.get(key, {})) or otherwise)
        for move in moves
        for key in [(move.partner_code, move.quarter)]
    ]


def _by_quarter(rows: Sequence[PartnersDeliveries]) -> dict[tuple[str, date], dict[str, date]]:
    """Per partner and quarter the reference date of each source that delivered."""
    days: defaultdict[tuple[str, date], dict[str, date]] = defaultdict(dict)
    for row in rows:
        if row.reference_date:
            days[row.partner_code, row.quarter][row.source_code] = row.reference_date
    return days


def _of_deliveries(before: Mapping[str, date], after: Mapping[str, date]) -> str:
    """Why a figure moved some source of which delivered otherwise; empty where all deliveries are the same.

    Args:
        before: source to its reference date in the older release.
        after: and in the newer one.
    """
    if after.keys() - before.keys():
        return "delivered"
    if before.keys() - after.keys() or any(after[source] < before[source] for source in before.keys() & after.keys()):
        return "withdrawn"
    return "" if before == after else "corrected"


def _of_releases(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why a figure moved whose delivery is the same: what differs in how the releases were made."""
    if before["definitions"] != after["definitions"]:
        return "definition"
    if before["policy"]["sha256"] != after["policy"]["sha256"]:
        return "policy"
    return "software" if before["code"] != after["code"] else "protection"
