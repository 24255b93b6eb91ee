"""What changed between two releases: which figures moved, by how much, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboard.charts.euros import TOTAL, Euros

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dashboard.answers.rows import ChangesCounts, EurosTotals, PartnersDeliveries

    Days = Mapping[tuple[str, date], date]

REASONS = ("delivered", "corrected", "withdrawn", "definition", "policy", "software", "protection")
QUARTER = "quarter"
MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, order=True)
class Subject:
    """What a figure is of.

    Attributes:
        start: first day of its period.
        grain: ``quarter`` or ``year``.
    """

    measure_code: str
    partner_code: str
    start: date
    grain: str

    @property
    def quarters(self) -> list[date]:
        """First days of the quarters it is made of."""
        if self.grain == QUARTER:
            return [self.start]
        return [self.start.replace(month=month) for month in range(1, 13, MONTHS_OF_QUARTER)]


@dataclass(frozen=True)
class Move:
    """A figure that differs between two releases.

    Attributes:
        before: a count, or euros with their margin, in the older release; None where it is not there, which is not zero.
        after: in the newer one.
        reason: one of ``REASONS``; empty until it is explained.
    """

    subject: Subject
    before: float | Euros | None
    after: float | Euros | None
    reason: str = ""

    @property
    def difference(self) -> float:
        """How much it moved, with what is not there as zero."""
        return size(self.after) - size(self.before)

    @property
    def difference_margin(self) -> float | None:
        """Margin of the difference of euros, in euro; None of counts.

        Both errors are one draw as far as nothing changed, so their dependence is unknown: the margin of a difference of
        two normal errors is at most the sum of theirs.
        """
        ends = [end for end in (self.before, self.after) if isinstance(end, Euros)]
        return sum(end.upper - size(end) for end in ends) if ends else None


def size(figure: float | Euros | None) -> float:
    """A figure without its margin; zero where it is not there."""
    return (figure.value if isinstance(figure, Euros) else figure) or 0.0


def moved(before: Mapping[Subject, float | Euros], after: Mapping[Subject, float | Euros]) -> list[Move]:
    """Figures that differ between two releases.

    Args:
        before: of the older release.
        after: of the newer one.
    """
    every = [Move(one, before.get(one), after.get(one)) for one in sorted(before.keys() | after.keys())]
    return [move for move in every if move.difference]


def figures(counts: Iterable[ChangesCounts], totals: Iterable[EurosTotals]) -> dict[Subject, float | Euros]:
    """Counts and totals of euros by partner, to compare; what is mixed at source and remainders stay out."""
    found: dict[Subject, float | Euros] = {
        Subject(row.measure_code, row.partner_code, row.quarter, QUARTER): row.value for row in counts
    }
    for row in totals:
        if row.part == TOTAL and not row.is_mixed and row.amount_eur is not None and row.partner_code and row.period:
            subject = Subject(row.measure_code, row.partner_code, row.period, row.grain)
            found[subject] = Euros(row.amount_eur, row.margin_pct or 0, row.n_files)
    return found


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
        replace(
            move, reason=_of_deliveries(_delivered(move.subject, older), _delivered(move.subject, newer)) or otherwise
        )
        for move in moves
    ]


def _delivered(subject: Subject, days: Mapping[tuple[str, date], Mapping[str, date]]) -> Days:
    """The reference date of each source and quarter behind a figure."""
    return {
        (source, quarter): day
        for quarter in subject.quarters
        for source, day in days.get((subject.partner_code, quarter), {}).items()
    }


def _by_quarter(rows: Sequence[PartnersDeliveries]) -> dict[tuple[str, date], dict[str, date]]:
    """Per partner and quarter the reference date of each source that delivered."""
    days: defaultdict[tuple[str, date], dict[str, date]] = defaultdict(dict)
    for row in rows:
        if row.reference_date:
            days[row.partner_code, row.quarter][row.source_code] = row.reference_date
    return days


def _of_deliveries(before: Days, after: Days) -> str:
    """Why a figure moved some source of which delivered otherwise; empty where all deliveries are the same.

    Args:
        before: source and quarter to their reference date in the older release.
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
