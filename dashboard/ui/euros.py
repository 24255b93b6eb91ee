"""Euros on a page: which published totals answer the filters, and which filter to take away where none do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.answers.rows import DefinitionsMeasures, EurosTotals
from dashboard.charts.euros import Choice, choose
from dashboard.charts.ladder import Amount, amounts
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import draw_drops

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from dashboard.answers import Answer, Value
    from dashboard.ui.viewer import Viewer


def choose_euros(viewer: Viewer, *, by_partner: bool = False) -> Choice:
    """The totals that answer the chosen area and project type."""
    return choose(viewer.area, viewer.project_type, by_partner=by_partner)


def euros_per_year(choice: Choice, period: Mapping[str, Value]) -> dict[str, Value]:
    """What to ask ``EurosTotals`` with for totals per year of a period; it has no rows where none are published."""
    return {"view": choice.view, "grain": "year", **period, **dict(choice.narrow)}


def project_euros(viewer: Viewer, code: str) -> Answer[EurosTotals]:
    """The totals of one project over all years."""
    return viewer.ask(EurosTotals, view="project", grain="all", project=code)


def project_amounts(viewer: Viewer, code: str, partners: Collection[str]) -> list[Amount]:
    """The money of one project by certainty.

    Args:
        viewer: what is chosen.
        code: of the project.
        partners: codes of those that take part.
    """
    may = can_have(viewer)
    return amounts(project_euros(viewer, code).rows, [None], lambda measure: any(may(measure, one) for one in partners))


def can_have(viewer: Viewer) -> Callable[[str, str], bool]:
    """Whether a measure can be of a partner, by the catalogue of measures."""
    of = {row.measure_code: row.partners.split() for row in viewer.ask(DefinitionsMeasures).rows}
    return lambda measure, partner: not of.get(measure) or partner in of[measure]


def draw_refusal(choice: Choice, title: str, key: str) -> bool:
    """Say which filter to take away before euros can be shown, with a button each that does it; False where none.

    Args:
        choice: what answers the filters.
        title: of the figure that cannot be drawn; empty where there is none.
        key: of the buttons.
    """
    if not choice.drop:
        return False
    if title:
        screen.subheader(title)
    screen.info(say(f"euros.refused.{'both' if len(choice.drop) > 1 else choice.drop[0]}"))
    draw_drops(choice.drop, key)
    return True
