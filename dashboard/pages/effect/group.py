"""Effect for all finished projects of a choice together: one combined estimate and every project by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.analysis.effect import did
from dashboard.charts.numbers import number
from dashboard.pages.effect import estimates as effect_estimates
from dashboard.pages.effect import figures
from dashboard.pages.effect import tables as effect_tables
from dashboard.pages.effect import words as effect
from dashboard.pages.effect.choices import finished
from dashboard.pages.effect.views import draw_limits
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.chips import follow
from dashboard.ui.panel import Shown, draw_figure

if TYPE_CHECKING:
    from dashboard.pages.effect.choices import Asked
    from dashboard.ui.viewer import Viewer


def draw_group(viewer: Viewer, asked: Asked) -> None:
    """The combined estimate and, under it, every project; a click opens that project."""
    with screen.spinner(say("effect.working")):
        panels = finished(asked)
        together = did(tuple(panels.values()), "after", asked.window) if panels else None
        if together is None or together.value is None:
            screen.info(say("effect.no_group"))
            return
        titles = dict(zip(asked.projects["project_code"], asked.projects["title"], strict=True))
        rows = effect_estimates.group_rows(together, panels, titles, asked.window)
    judged = effect_estimates.judge_group(together, len(panels))
    what = say("effect.these_projects", projects=number(len(panels)), n=number(together.n_treated))
    with st.container(border=True):
        screen.markdown(effect.headline(together, judged, "after", what, asked.measure_name))
        screen.caption(say("effect.group_note", n=number(together.n_comparison)))
    shown = Shown(
        "effect_group",
        say("effect.group_title", measure=asked.measure_name),
        effect_estimates.group_sentence(rows),
        effect_tables.estimates(rows),
        effect_tables.estimate_rows(rows),
        asked.definition,
        say("effect.group_reading"),
        say("effect.caveat"),
    )
    draw_figure(figures.estimates(rows, viewer.colours), shown, viewer, follow)
    draw_limits(effect.group_limits())
