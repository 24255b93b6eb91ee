"""What only paper shows: the head of a page, and the rows of a table that scrolls on the screen.

``print.css`` keeps both off the screen and away from who listens to it; ``print.js`` does the rest when a page is printed.
"""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.assets import asset, source
from dashboard.charts.numbers import number
from dashboard.charts.palette import palette
from dashboard.documents.panels import MOST_ROWS
from dashboard.text import say
from dashboard.text.markup import unmarked
from dashboard.ui.reading import reading

if TYPE_CHECKING:
    from collections.abc import Collection

_ROWS = st.components.v2.component("paper_rows", js=source("paper_rows.js"), isolate_styles=False)


def for_paper() -> str:
    """What the first HTML names for printing: our own files, and the colours that a dark screen has on paper."""
    colours = escape(json.dumps(lit()))
    return (
        f'<link rel="stylesheet" href="./{asset("print.css")}">'
        f'<script defer src="./{asset("print.js")}" data-light="{colours}"></script>'
    )


def put_rows(
    frame: pd.DataFrame, key: str, pictures: Collection[str] = (), empty: str = "", foreign: Collection[int] = ()
) -> None:
    """The rows of a table that scrolls as a table for paper; of a long one the first, and how many more there are.

    ``reach.js`` reads here which columns of the table on the screen are Dutch on a page that is not.

    Args:
        frame: its texts as they are shown.
        key: short name, one a page.
        pictures: heads of the columns that hold addresses of pictures.
        empty: what stands for no value.
        foreign: places of the columns of which every text is in another language than the page.
    """
    if reading():
        return
    names = [str(name) for name in frame.columns]
    rows = [[_cell(value, empty) for value in row] for row in frame.head(MOST_ROWS).itertuples(index=False)]
    more = len(frame) - len(rows)
    data = {
        "names": names,
        "rows": rows,
        "pictures": [at for at, name in enumerate(names) if name in pictures],
        "foreign": list(foreign),
        "more": unmarked(say("paper.more", n=number(more))) if more else "",
    }
    _ROWS(data=data, key=f"paper_rows_{key}")


def _cell(value: object, empty: str) -> str:
    """A value as the table on the screen shows it."""
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return empty
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return number(value, 0 if value.is_integer() else 1)
    return number(value) if isinstance(value, int) else str(value)


def lit() -> dict[str, str]:
    """Per colour of the dark theme the one that stands in its place in the light theme, both ``#rrggbb``."""
    dark, light = palette("dark"), palette("light")
    single = {getattr(dark, name): getattr(light, name) for name in ("text", "background", "surface", "border")}
    several = zip(dark.sequence + dark.categories, light.sequence + light.categories, strict=True)
    return dict(several) | single
