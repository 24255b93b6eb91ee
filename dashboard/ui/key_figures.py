"""From which year the public figures of areas are that a page uses, for beside the figure they stand in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dashboard.answers.rows import MapFigures
from dashboard.charts.named import named
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dashboard.ui.viewer import Viewer


def years_of(viewer: Viewer, level: str, figures: Collection[str]) -> str:
    """The same of the areas of a level.

    Args:
        viewer: what is chosen.
        level: of the areas.
        figures: codes of the key figures.
    """
    return years_sentence(viewer.ask(MapFigures, level=level).rows, figures)


def years_sentence(known: Sequence[MapFigures], figures: Collection[str]) -> str:
    """Of which year each of some key figures is, the newest first: ``van 2024 Inwoners, Woningen; van 2022 …``; empty without one.

    Args:
        known: the key figures of a level.
        figures: codes of those that are used.
    """
    by_year: defaultdict[int, list[str]] = defaultdict(list)
    for row in known:
        if row.figure_code in figures:
            by_year[row.year].append(named(row))
    parts = [
        say("key_figures.of", year=str(year), names=", ".join(by_year[year])) for year in sorted(by_year, reverse=True)
    ]
    return say("key_figures.years", parts=Markup("; ").join(parts)) if parts else ""
