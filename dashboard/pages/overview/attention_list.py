"""What needs a decision, each a link to where it can be looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.charts.numbers import month_name
from dashboard.pages.overview.attention import attention_sentence, attention_table, matters
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.navigation import link_to
from dashboard.ui.panel import Shown, draw_foot

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.pages.overview.attention import Matter
    from dashboard.ui.viewer import Viewer

PER_ROW, NARROWEST = 2, 430  # pixels


def draw_attention(viewer: Viewer, rows: pd.DataFrame, partners: pd.DataFrame) -> None:
    """The list with its links; every project past a norm is in the table under it.

    Args:
        viewer: what is chosen.
        rows: projects past a norm, as overview__attention gives them.
        partners: columns name_nl, name_en, n_missing of the chosen period.
    """
    found = matters(rows, partners)
    title = say("attention.title")
    screen.subheader(title)
    if found:
        grid = st.grid(PER_ROW, min_column_width=NARROWEST)
        for matter in found:
            with grid.container(border=True, height="stretch"):
                _draw(matter)
    sentence = attention_sentence(found, month_name(viewer.until_month))
    table = partial(attention_table, rows)
    draw_foot(Shown("attention", title, sentence, table, rows, say("attention.note")), viewer)


def _draw(matter: Matter) -> None:
    screen.markdown(Markup("**{}**").format(matter.sentence))
    for code, title, since in matter.projects:
        link_to("project", title, help_text=say("attention.line", since=since), project=code)
    if matter.partners:
        screen.markdown(", ".join(matter.partners))
        link_to("partners", say("attention.to_partners"))
