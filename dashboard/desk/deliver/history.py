"""What a source delivered before, and how complete that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.steward.intake.sources import holding, receipts_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt
    from dashboard.steward.intake.sources import Allowed

QUARTER = 3


@dataclass(frozen=True)
class Earlier:
    """A delivery of a source.

    Attributes:
        receipt: as the archive has it.
        state: ``accepted``, ``partly`` (another one holds for some of its months), ``replaced`` (for all), ``refused`` or
            ``withdrawn``.
        is_whole: whether all its sources are allowed, so that its report may be read and it may be withdrawn.
    """

    receipt: Receipt
    state: str
    is_whole: bool


def history(settings: Settings, allowed: Allowed, source: str) -> tuple[Earlier, ...]:
    """The deliveries of a source with what became of them, by their last month and then by moment, newest first.

    Raises:
        AccessDenied: it is another source.
    """
    receipts = receipts_of(settings, allowed, source)
    held = holding(receipts, source)
    found = [Earlier(one, _state(one, held.values()), _is_whole(allowed, one)) for one in receipts]
    return tuple(sorted(found, key=lambda one: (one.receipt.told().months[-1], one.receipt.received_at), reverse=True))


@dataclass(frozen=True)
class Quarter:
    """A quarter of a source.

    Attributes:
        name: ``2026-07``, its first month.
        n_months: months that were delivered, 0 to 3.
        is_provisional: some of them provisionally.
    """

    name: str
    n_months: int
    is_provisional: bool


def quarters(receipts: Iterable[Receipt], source: str, today: date, last: int) -> tuple[Quarter, ...]:
    """How complete the last quarters of a source are, oldest first: those since its first delivery that are over.

    Args:
        receipts: its deliveries.
        source: partner or gemeente.
        today: a quarter that ends after it is left out.
        last: how many at most.
    """
    held = holding(receipts, source)
    if not held:
        return ()
    until = (today.year * 12 + today.month - 1) // QUARTER * QUARTER
    first = min(held)
    begin = max((int(first[:4]) * 12 + int(first[5:7]) - 1) // QUARTER * QUARTER, until - last * QUARTER)
    return tuple(_quarter(held, number) for number in range(begin, until, QUARTER))


def _quarter(held: dict[str, Receipt], number: int) -> Quarter:
    months = [f"{month // 12}-{month % 12 + 1:02d}" for month in range(number, number + QUARTER)]
    there = [held[month] for month in months if month in held]
    return Quarter(months[0], len(there), any(one.told().status == "provisional" for one in there))


def _state(one: Receipt, holding_now: Iterable[Receipt]) -> str:
    if one.status != "accepted":
        return one.status
    n_holds = sum(held.sha256 == one.sha256 for held in holding_now)
    if not n_holds:
        return "replaced"
    return "accepted" if n_holds == len(one.told().months) else "partly"


def _is_whole(allowed: Allowed, one: Receipt) -> bool:
    return allowed is None or set(one.told().sources) <= set(allowed)
