"""A choice for which nobody had anything to deliver: said once instead of as rows of nothing, with the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.answers.rows import OverviewCompleteness
from dashboard.charts.tiles import span
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import draw_drops
from dashboard.ui.limits import empty
from dashboard.ui.run import stop

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def stop_where_nothing_was_due(viewer: Viewer) -> None:
    """End the page where no source was to deliver for the area, period and type; go on where one was.

    Nobody who delivers nothing is late then, and nothing that is not there is zero.
    """
    if viewer.ask(OverviewCompleteness, **viewer.period, **viewer.scope).rows[0].n_sources:
        return
    when = span(viewer.from_month, viewer.until_month, viewer.first_month)
    screen.info(empty(viewer, say("nothing_due.sentence", area=viewer.place, period=when.name)))
    draw_drops(ways_out(viewer), "nothing_due")
    stop()


def ways_out(viewer: Viewer) -> list[str]:
    """The filters that are chosen and can be taken away, by name."""
    chosen = {"period": viewer.has_period, "area": viewer.area, "project_type": viewer.project_type}
    return [name for name, is_chosen in chosen.items() if is_chosen]
