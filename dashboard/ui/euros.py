"""Euros on a page: which published totals answer the filters, and which filter to take away where none do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.charts.euros import Choice, choose, totals
from dashboard.charts.ladder import Rung, rungs
from dashboard.text import say
from dashboard.ui import screen

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers import Question
    from dashboard.ui.viewer import Frame

KEYS = {"area": "g", "project_type": "t"}  # filter and its key in the URL


def choose_euros(here: Frame, *, by_partner: bool = False) -> Choice:
    """The totals that answer the chosen area and project type."""
    return choose(here.area, here.project_type, by_partner=by_partner)


def euro_question(here: Frame, choice: Choice, *, is_history: bool = False) -> Question:
    """Totals per year of the chosen period, or of all years up to its end; no rows where none are published."""
    when = here.history if is_history else here.period
    return "euros__totals", {"view": choice.view, "grain": "year", **when, **dict(choice.narrow)}


def project_euros(here: Frame, code: str) -> pd.DataFrame:
    """The totals of one project over all years, the rows of euros__totals."""
    return here.ask("euros__totals", view="project", grain="all", project=code).frame


def project_rungs(here: Frame, code: str) -> list[Rung]:
    """The money of one project by certainty."""
    return rungs(totals(project_euros(here, code)))


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


def _take_away(key: str) -> None:
    st.query_params.pop(key, None)
