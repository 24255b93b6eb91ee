"""A choice for which nobody had anything to deliver: said once instead of as rows of nothing, with the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import Address
from dashboard.answers.rows import OverviewCompleteness
from dashboard.charts.tiles import span
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import write
from dashboard.ui.limits import empty
from dashboard.ui.run import stop

if TYPE_CHECKING:
    from dashboard.addresses import Key
    from dashboard.ui.viewer import Viewer


def stop_where_nothing_was_due(viewer: Viewer) -> None:
    """End the page where no source was to deliver for the area, period and type; go on where one was.

    Nobody who delivers nothing is late then, and nothing that is not there is zero.
    """
    if viewer.ask(OverviewCompleteness, **viewer.period, **viewer.scope).rows[0].n_sources:
        return
    when = span(viewer.from_month, viewer.until_month, viewer.first_month)
    screen.info(empty(viewer, say("nothing_due.sentence", area=viewer.area_name, period=when.name)))
    with st.container(horizontal=True, gap="small"):
        for name, key in ways_out(viewer).items():
            screen.button(
                say(f"nothing_due.drop.{name}"),
                key=f"nothing_due_{name}",
                icon=":material/filter_alt_off:",
                on_click=write,
                args=(key, None),
                width="content",
            )
    stop()


def ways_out(viewer: Viewer) -> dict[str, Key]:
    """The filters that are chosen and can be taken away, by name."""
    chosen = {
        "period": (Address.period, viewer.has_period),
        "area": (Address.area, viewer.area),
        "type": (Address.type, viewer.project_type),
    }
    return {name: key for name, (key, is_chosen) in chosen.items() if is_chosen}
