"""Draw a headline figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.pages.overview.sparkline import sparkline
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.charts.palette import Palette
    from dashboard.charts.tiles import Tile

PER_ROW = 4
NARROWEST = 230  # pixels; below it the grid goes to fewer tiles a row


def draw_tiles(tiles: Sequence[Tile], colours: Palette) -> None:
    """Tiles with value, detail, sparkline and sentence; as many a row as fit."""
    grid = st.grid(PER_ROW, min_column_width=NARROWEST)
    for tile in tiles:
        with grid.container(border=True, height="stretch"):
            picture = sparkline(tile.series, say(f"tile.spark_{tile.grain}", title=tile.title), colours)
            screen.markdown(Markup("{}\n### {}\n{}\n\n{}").format(tile.title, tile.value, tile.detail, picture))
            screen.caption(tile.sentence)
