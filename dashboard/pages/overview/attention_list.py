"""What needs a decision, each a link to where it can be looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.charts.numbers import month_name
from dashboard.pages.overview.attention import attention_sentence, attention_table, matters
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import address, screen
from dashboard.ui.panel import Shown, draw_foot

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.pages.overview.attention import Matter
    from dashboard.ui.viewer import Frame

PER_ROW, NARROWEST = 2, 430  # pixels


def draw_attention(here: Frame, rows: pd.DataFrame, partners: pd.DataFrame) -> None:
    """The list with its links; every project past a norm is in the table under it.

    Args:
        here: the frame of this run.
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
    sentence = attention_sentence(found, month_name(here.until_month))
    table = partial(attention_table, rows)
    draw_foot(Shown("attention", title, sentence, table, rows, say("attention.note")), here)


def _draw(matter: Matter) -> None:
    screen.markdown(Markup("**{}**").format(matter.sentence))
    for code, title, since in matter.projects:
        query = address.link(j=code)
        screen.page_link(
            "pages/project/page.py", label=title, help=say("attention.line", since=since), query_params=query
        )
    if matter.partners:
        screen.markdown(", ".join(matter.partners))
        screen.page_link("pages/partners/page.py", label=say("attention.to_partners"), query_params=address.link())
