"""Borging: what was agreed to make results last, whether it works, and what holds half a year to two years on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dashboard.analysis.lasting import VERDICTS
from dashboard.charts import agreement_figures as figures
from dashboard.charts import agreements as sustainment
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.agreements import (
    KINDS,
    ask_agreements,
    choose,
    choose_kind,
    count_by,
    draw_agreements,
    draw_calendar,
    draw_values,
    noise_of,
)
from dashboard.ui.chips import follow
from dashboard.ui.panel import Shown, draw_figure, stop_empty

if TYPE_CHECKING:
    from dashboard.addresses import SustainmentAddress
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: SustainmentAddress) -> None:
    """Draw the page."""
    screen.title(say("sustainment.title"))
    screen.markdown(say("sustainment.lead"))
    every = ask_agreements(viewer)
    if every.rows.empty:
        stop_empty(say("sustainment.none"), viewer)
    found = choose(viewer, every)
    if found.rows.empty:
        stop_empty(say("sustainment.none"), viewer)

    by = choose_kind(address.project)
    clicked = KINDS[by]
    sizes = count_by(by, found)
    for key, column, order in (("degree", "state", sustainment.CLASSES), ("lasting", "verdict", VERDICTS)):
        shown = Shown(
            key, say(f"sustainment.{key}_title"), found.sentences[key],
            partial(sustainment.split_table, sizes[key], by, order, column), sizes[key].reset_index,
            say(f"sustainment.{key}_note"), say(f"sustainment.{key}_reading"), say(f"sustainment.{key}_caveat"),
        )  # fmt: skip
        bars = figures.classes(sizes[key], order, column, viewer.colours, clicked.name if clicked else "")
        draw_figure(bars, shown, viewer, follow if clicked else None)

    draw_values(viewer, found, noise_of(viewer.release))
    draw_agreements(viewer, found)
    draw_calendar(viewer, found)
