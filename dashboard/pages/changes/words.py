"""What changed between two releases, in words and tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.euros import Euros
from dashboard.charts.moves import REASONS, size
from dashboard.charts.named import named
from dashboard.charts.numbers import count, day, number, period_name
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
    """The moved figures as people read them, most recent period first."""
    titles = {row.measure_code: named(row) for row in measures}
    in_order = sorted(moves, key=_most_recent_first)[:SHOWN]
    subjects = [move.subject for move in in_order]
    return pd.DataFrame(
        {
            say("table.period"): [period_name(one.start, one.grain) for one in subjects],
            say("table.partner"): [names.get(one.partner_code, one.partner_code) for one in subjects],
            say("changes.measure"): [titles.get(one.measure_code, one.measure_code) for one in subjects],
            say("changes.before"): [_form(move.before) for move in in_order],
            say("changes.after"): [_form(move.after) for move in in_order],
            say("changes.reason"): [say(f"changes.reasons.{move.reason}") for move in in_order],
        }
    )


def numbers(moves: Sequence[Move]) -> pd.DataFrame:
    """The moved figures as numbers, for the download; euros with their margins."""
    subjects = [move.subject for move in moves]
    return pd.DataFrame(
        {
            "measure_code": [one.measure_code for one in subjects],
            "partner_code": [one.partner_code for one in subjects],
            "grain": [one.grain for one in subjects],
            "period": [pd.Timestamp(one.start) for one in subjects],
            "before": [None if move.before is None else size(move.before) for move in moves],
            "before_margin_pct": [_margin(move.before) for move in moves],
            "after": [None if move.after is None else size(move.after) for move in moves],
            "after_margin_pct": [_margin(move.after) for move in moves],
            "difference": [move.difference for move in moves],
            "difference_margin_eur": [move.difference_margin for move in moves],
            "reason": [move.reason for move in moves],
        }
    )


def sentence(moves: Sequence[Move], older: tuple[str, str]) -> str:
    """How many figures moved since a release, or that none did."""
    given = {"id": older[0], "date": day(pd.Timestamp(older[1]))}
    if not moves:
        return say("changes.none", **given)
    new = sum(move.reason == "delivered" for move in moves)
    sizes = {"delivered": new, "other": len(moves) - new}
    parts = ", ".join(say(f"changes.through.{why}", n=number(n)) for why, n in sizes.items() if n)
    return say("changes.sentence", n=number(len(moves)), parts=parts, **given)


def release_name(one: tuple[str, str]) -> str:
    """An earlier release as people choose it."""
    return say("changes.release", id=one[0], date=day(pd.Timestamp(one[1])))


def _most_recent_first(move: Move) -> tuple[int, str, str]:
    return -move.subject.start.toordinal(), move.subject.measure_code, move.subject.partner_code


def _form(figure: float | Euros | None) -> str:
    if figure is None:
        return say("changes.absent")
    return figure.text if isinstance(figure, Euros) else count(round(figure))


def _margin(figure: float | Euros | None) -> float | None:
    return figure.margin if isinstance(figure, Euros) else None
