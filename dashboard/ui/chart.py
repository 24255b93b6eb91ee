"""A figure of Plotly on the screen, in one component that keeps its node from run to run; the script is ``app/static/chart.js``.

Streamlit's own ``plotly_chart`` makes a figure that changed anew, which is most of what a click takes in the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.assets import BASIC, FULL, KINDS, asset, source
from dashboard.charts.base import Ready, sent
from dashboard.frozen import FrozenDict
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "figure"
ADDRESSES = FrozenDict({"script": asset("chart.js"), "basic": asset(BASIC), "full": FULL, "kinds": KINDS})
HIGH = 450  # pixels of a figure that does not say how high it is, as Plotly has it

_FIGURE = st.components.v2.component(
    NAME, html=source("chart.html"), css=source("chart.css"), js=source("chart_in.js"), isolate_styles=False
)


def draw_chart(figure: Mapping[str, Any], alt: str, key: str, on_mark: Callable[[str], None] | None = None) -> None:
    """Draw a figure.

    Args:
        figure: as Plotly reads it.
        alt: the figure in words.
        key: of the place on the page; a figure that changes keeps its node by it.
        on_mark: told what a mark that is pressed stands for: its ``customdata``, or the first of them.
    """

    def tell() -> None:
        if on_mark and (mark := st.session_state[key].mark):
            on_mark(mark)

    ready = Ready(figure)
    high = ready.to_dict()["layout"].get("height", HIGH)
    more: dict[str, Any] = {"on_mark_change": tell} if on_mark else {}
    _FIGURE(
        data={
            "figure": sent(ready),
            "high": high,
            "alt": alt,
            "addresses": dict(ADDRESSES),
            "whole": str(say("figure.whole")),
            "is_pressed": on_mark is not None,
        },
        key=key,
        height=high,
        **more,
    )
