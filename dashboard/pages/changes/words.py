"""What changed between two releases: which figures moved, by how much, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.answers.rows import ChangesCounts
from dashboard.charts.euros import TOTAL
from dashboard.charts.named import named
from dashboard.charts.numbers import count, day, euro, number, period_name
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.answers.rows import DefinitionsMeasures, EurosTotals, PartnersDeliveries

REASONS = ("delivered", "corrected", "withdrawn", "definition", "policy", "software", "protection")
SHOWN = 200  # rows on screen; the download has all


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


def summary(moves: Sequence[Move]) -> pd.DataFrame:
    """How many figures moved per reason."""
    sizes = Counter(move.reason for move in moves)
    present = [reason for reason in REASONS if sizes[reason]]
    return pd.DataFrame(
        {
            say("changes.reason"): [say(f"changes.reasons.{reason}") for reason in present],
            say("changes.figures"): [number(sizes[reason]) for reason in present],
            say("changes.meaning"): [say(f"changes.meanings.{reason}") for reason in present],
        }
    )


def table(moves: Sequence[Move], names: Mapping[str, str], measures: Sequence[DefinitionsMeasures]) -> pd.DataFrame:
    """The moved figures as people read them, most recent quarter first."""
    titles = {row.measure_code: named(row) for row in measures}
    units = {row.measure_code: row.unit for row in measures}
    in_order = sorted(moves, key=lambda move: (-move.quarter.toordinal(), move.measure_code, move.partner_code))
    shown = in_order[:SHOWN]
    return pd.DataFrame(
        {
            say("changes.quarter"): [period_name(move.quarter, "quarter") for move in shown],
            say("table.partner"): [names.get(move.partner_code, move.partner_code) for move in shown],
            say("changes.measure"): [titles.get(move.measure_code, move.measure_code) for move in shown],
            say("changes.before"): [_form(move.before, units.get(move.measure_code)) for move in shown],
            say("changes.after"): [_form(move.after, units.get(move.measure_code)) for move in shown],
            say("changes.reason"): [say(f"changes.reasons.{move.reason}") for move in shown],
        }
    )


def numbers(moves: Sequence[Move]) -> pd.DataFrame:
    """The moved figures as numbers, for the download."""
    return pd.DataFrame(
        {
            "measure_code": [move.measure_code for move in moves],
            "partner_code": [move.partner_code for move in moves],
            "quarter": [pd.Timestamp(move.quarter) for move in moves],
            "before": [move.before for move in moves],
            "after": [move.after for move in moves],
            "difference": [move.difference for move in moves],
            "reason": [move.reason for move in moves],
        }
    )


def sentence(moves: Sequence[Move], older: tuple[str, str]) -> str:
    """How many figures moved since a release, or that none did."""
    given = {"id": older[0], "date": day(pd.Timestamp(older[1]))}
    if not moves:
        return say("changes.none", **given)
    new = sum(move.reason == "delivered" for move in moves)
    return say("changes.sentence", n=number(len(moves)), new=number(new), other=number(len(moves) - new), **given)


def release_name(one: tuple[str, str]) -> str:
    """An earlier release as people choose it."""
    return say("changes.release", id=one[0], date=day(pd.Timestamp(one[1])))


def _of_releases(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why a figure moved whose delivery is the same: what differs in how the releases were made."""
    if before["definitions"] != after["definitions"]:
        return "definition"
    if before["policy"]["sha256"] != after["policy"]["sha256"]:
        return "policy"
    return "software" if before["code"] != after["code"] else "protection"


def _form(value: float | None, unit: str | None) -> str:
    if value is None:
        return say("changes.absent")
    return euro(value) if unit == "eur" else count(round(value))
