"""What changed between two releases, in words and tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.moves import REASONS
from dashboard.charts.named import named
from dashboard.charts.numbers import count, day, euro, number, period_name
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.rows import DefinitionsMeasures
    from dashboard.charts.moves import Move

SHOWN = 200  # rows on screen; the download has all


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


def _form(value: float | None, unit: str | None) -> str:
    if value is None:
        return say("changes.absent")
    return euro(value) if unit == "eur" else count(round(value))
