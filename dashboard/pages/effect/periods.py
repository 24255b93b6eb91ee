"""Where a project was in time: baseline, preparation, execution and closure as bands, and the moments of follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.effect.areas import quarter_start
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.analysis.effect.areas import Cast, Ground

MOMENTS = (6, 12, 24)  # months after the end


@dataclass(frozen=True)
class Mark:
    """A labelled stretch of time or, without an end, a moment."""

    name: str
    from_date: date
    until_date: date | None = None


def quarters_of(ground: Ground, found: Cast) -> list[date]:
    """First day of every quarter that is used."""
    return [quarter_start(ground.first + column) for column in range(found.used.start, found.used.stop)]


def marks(phases: pd.DataFrame, project: Any, quarters: Sequence[date]) -> list[Mark]:
    """Bands of the phases that lie in the quarters used, and the follow-up moments after the end.

    Args:
        phases: as ``projects__phases`` answers for this project.
        project: its row of ``effect__projects``.
        quarters: first day of every quarter drawn.
    """
    first, last = pd.Timestamp(quarters[0]), pd.Timestamp(quarters[-1]) + pd.DateOffset(months=3)
    started = phases.set_index("phase_code")["actual_from_date"]
    begin, end = pd.Timestamp(project.start_date), pd.to_datetime(project.end_date)
    preparing = pd.to_datetime(started.get("P1_PREPARATION", pd.NaT))
    closing = pd.to_datetime(started.get("P5_CLOSURE", pd.NaT))
    preparing = begin if pd.isna(preparing) or preparing > begin else preparing
    until = last if pd.isna(end) else end
    closing = until if pd.isna(closing) or not begin < closing < until else closing
    spans = [("baseline", first, preparing), ("preparation", preparing, begin), ("execution", begin, closing)]
    spans.append(("closure", closing, until))
    bands = [
        Mark(say(f"effect.mark.{name}"), max(since, first).date(), min(till, last).date())
        for name, since, till in spans
        if max(since, first) < min(till, last)
    ]
    if pd.isna(end):
        return bands
    moments = [(months, end + pd.DateOffset(months=months)) for months in MOMENTS]
    return bands + [Mark(say("effect.mark.moment", n=n), at.date()) for n, at in moments if first <= at < last]
