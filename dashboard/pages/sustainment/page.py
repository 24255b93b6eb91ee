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
from dashboard.ui.panel import Shown, draw_figure, draw_finding, stop_empty

if TYPE_CHECKING:
    from dashboard.addresses import SustainmentAddress
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: SustainmentAddress) -> None:
    """Draw the page."""
    screen.markdown(say("sustainment.lead"))
    every = ask_agreements(viewer)
    if not every.agreed:
        stop_empty(say("sustainment.none"), viewer)
    chosen = choose(viewer, every)
    if not chosen.agreed:
        stop_empty(say("sustainment.none"), viewer)
    if address.project in chosen.projects:
        viewer = viewer.of(address.project, chosen.projects[address.project])

    draw_finding(chosen.findings["change"])
    by = choose_kind(address.project)
    clicked = KINDS[by]
    codes = {one.type: one.row.type_code for one in chosen.agreed}
    counted = count_by(by, chosen)
    for key, classes, order in (("degree", "state", sustainment.CLASSES), ("lasting", "verdict", VERDICTS)):
        groups = counted[key]
        shown = Shown(
            key, say(f"sustainment.{key}_title"), chosen.sentences[key],
            partial(sustainment.split_table, groups, by, order, classes),
            partial(sustainment.split_rows, groups, by, order),
            say(f"sustainment.{key}_note"), say(f"sustainment.{key}_reading"), say(f"sustainment.{key}_caveat"),
            chosen.findings[key], pressing=say("sustainment.pressing") if clicked else "",
        )  # fmt: skip
        bars = figures.classes(groups, order, classes, viewer.colours, clicked.name if clicked else "", codes)
        draw_figure(bars, shown, viewer, follow if clicked else None)

    draw_values(viewer, chosen, noise_of(viewer.release))
    draw_agreements(viewer, chosen)
    draw_calendar(viewer, chosen)
