"""Moments as people at the desk read them."""

from __future__ import annotations

from dashboard.charts.numbers import day
from dashboard.clock import local
from dashboard.text import say


def moment(at: str) -> str:
    """Day and time in the Netherlands of a moment in ISO 8601, whatever the clock of the machine; empty for none."""
    return say("desk.moment", day=day(here := local(at)), time=f"{here:%H:%M}") if at else ""
