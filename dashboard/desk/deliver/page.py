"""The page: choose a source, then hand in, look back or see how one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.desk.deliver.earlier import draw_earlier
from dashboard.desk.deliver.stand import draw_stand
from dashboard.desk.deliver.steps import draw_steps
from dashboard.desk.deliver.visit import Visit
from dashboard.settings import Settings
from dashboard.steward.intake.sources import sources_of
from dashboard.text import say
from dashboard.ui import screen

if TYPE_CHECKING:
    from dashboard.access import Person

VIEWS = {"new": draw_steps, "earlier": draw_earlier, "stand": draw_stand}


def page(person: Person) -> None:
    """Draw it."""
    settings = Settings.from_environment()
    screen.title(say("deliver.title"))
    names = sources_of(settings, person.delivers_for)
    with st.container(width=420):
        source = _choose_source(names)
    if source is None:
        screen.info(say("deliver.choose_first"))
        return
    screen.segmented_control(
        say("deliver.view.label"),
        VIEWS,
        lambda view: say(f"deliver.view.{view}"),
        key="deliver_view",
        default="new",
        label_visibility="collapsed",
        required=True,
    )
    VIEWS[st.session_state["deliver_view"]](Visit(person, settings, source, names))


def _choose_source(names: dict[str, str]) -> str | None:
    """The source somebody delivers for; nothing to choose where there is one."""
    if len(names) == 1:
        ((code, name),) = names.items()
        screen.markdown(say("deliver.for", source=_called(name, code)))
        return code
    chosen: str | None = screen.selectbox(
        say("deliver.source"),
        names,
        lambda code: _called(names[code], code),
        index=None,
        placeholder=say("deliver.source_placeholder"),
        key="deliver_source",
    )
    return chosen


def _called(name: str, code: str) -> str:
    return name if name == code else f"{name} ({code})"
