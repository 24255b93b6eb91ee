"""How complete what is shown is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.charts.named import named
from dashboard.charts.numbers import some
from dashboard.text import say

if TYPE_CHECKING:
    from dashboard.answers.rows import OverviewCompleteness

NAMED = 5  # sources that are missing, by name; the tracker of Partners has all


def completeness_words(row: OverviewCompleteness) -> str:
    """``18 van 20 bronnen, 3 voorlopig; niet alles geleverd: …``, of an answer."""
    if not row.n_sources:
        return say("completeness.nobody")
    parts = [say("completeness.sources", complete=some(row.n_complete), all=row.n_sources)]
    if row.n_provisional:
        parts.append(say("completeness.provisional", n=row.n_provisional))
    if row.n_missing:
        parts.append(say("completeness.missing", names=named(row, "missing")))
    if row.n_missing > NAMED:
        parts.append(say("completeness.more", n=row.n_missing - NAMED))
    return "".join(parts)
