"""Effect: before, during and after a project against areas without one, how far the evidence reaches, and its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.answers.rows import EffectProjects
from dashboard.pages.effect.choices import choose
from dashboard.pages.effect.group import draw_group
from dashboard.pages.effect.views import draw_project
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.panel import stop_empty

if TYPE_CHECKING:
    from dashboard.addresses import EffectAddress
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: EffectAddress) -> None:
    """Draw the page."""
    screen.title(say("effect.title"))
    screen.markdown(say("effect.lead"))
    projects = viewer.ask(EffectProjects, **viewer.scope).frame
    if projects.empty:
        stop_empty(say("effect.none"), viewer)
    asked = choose(viewer, projects)
    if asked is None:
        stop_empty(say("effect.no_series"), viewer)
    if asked.project is None:
        draw_group(viewer, asked)
    elif found := asked.cast:
        draw_project(viewer, asked, found)
    else:
        stop_empty(say("effect.no_series"), viewer)
