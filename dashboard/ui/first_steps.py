"""``Zo leest u dit``: four short steps for who comes new, from a quiet link; nobody has to pass them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.rows import OverviewCompleteness
from dashboard.charts.completeness import completeness_words
from dashboard.text import say
from dashboard.text.markup import sentences, under
from dashboard.ui import screen
from dashboard.ui.navigation import link_to
from dashboard.ui.run import in_dialog

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer

STEPS = ("counted", "rounded", "missing", "cite")
AT = "first_steps_at"


def draw_first_steps(viewer: Viewer) -> None:
    """The link that opens them, at the first one."""
    label = say("first_steps.title")
    if screen.pressed(label, key="first_steps", icon=":material/school:", type="tertiary"):
        st.session_state[AT] = 0
        in_dialog(label, partial(_draw, viewer))


def step_text(step: str) -> str:
    """One step under its head."""
    return under(say(f"first_steps.{step}.title"), say(f"first_steps.{step}.text"))


def _draw(viewer: Viewer) -> None:
    """One step, how far it is, and the way to the others."""
    at = int(st.session_state.get(AT, 0))
    screen.progress(say("first_steps.at", n=at + 1, all=len(STEPS)), (at + 1) / len(STEPS))
    screen.markdown(step_text(STEPS[at]))
    if STEPS[at] == "missing":  # the very line that stands under every figure of this screen
        row = viewer.ask(OverviewCompleteness, **viewer.period, **viewer.scope).rows[0]
        screen.info(sentences(say("first_steps.here"), f"{completeness_words(row)}."))
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        screen.button(say("first_steps.back"), key="first_steps_back", disabled=at == 0, on_click=partial(_go, at - 1))
        if at + 1 < len(STEPS):
            screen.button(
                say("first_steps.next"), key="first_steps_next", type="primary", on_click=partial(_go, at + 1)
            )
        else:
            link_to("help", say("first_steps.more"), icon=":material/help:")


def _go(at: int) -> None:
    st.session_state[AT] = min(max(at, 0), len(STEPS) - 1)
