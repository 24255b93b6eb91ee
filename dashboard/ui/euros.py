"""Euros on a page: which published totals answer the filters, and which filter to take away where none do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import Address
from dashboard.answers.rows import EurosTotals
from dashboard.charts.euros import Choice, choose, totals
from dashboard.charts.ladder import Rung, rungs
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import write

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.addresses import Key
    from dashboard.answers import Question
    from dashboard.ui.viewer import Viewer

KEYS = {"area": Address.area, "project_type": Address.type}  # of each filter


def choose_euros(viewer: Viewer, *, by_partner: bool = False) -> Choice:
    """The totals that answer the chosen area and project type."""
    return choose(viewer.area, viewer.project_type, by_partner=by_partner)


def euro_question(viewer: Viewer, choice: Choice, *, is_history: bool = False) -> Question:
    """Totals per year of the chosen period, or of all years up to its end; no rows where none are published."""
    when = viewer.history if is_history else viewer.period
    return EurosTotals, {"view": choice.view, "grain": "year", **when, **dict(choice.narrow)}


def project_euros(viewer: Viewer, code: str) -> pd.DataFrame:
    """The totals of one project over all years, the rows of euros__totals."""
    return viewer.ask(EurosTotals, view="project", grain="all", project=code).frame


def project_rungs(viewer: Viewer, code: str) -> list[Rung]:
    """The money of one project by certainty."""
    return rungs(totals(project_euros(viewer, code)))


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
    with st.container(horizontal=True, gap="small"):
        for name in choice.drop:
            screen.button(
                say(f"euros.drop.{name}"),
                key=f"drop_{key}_{name}",
                icon=":material/filter_alt_off:",
                on_click=_take_away,
                args=(KEYS[name],),
                width="content",
            )
    return True


def _take_away(key: Key) -> None:
    write(key, None)
