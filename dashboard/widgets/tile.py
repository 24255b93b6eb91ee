"""Draw a headline figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.text import say
from dashboard.view.sparkline import sparkline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.view.palette import Palette
    from dashboard.view.tiles import Tile

PER_ROW = 4


def draw_tiles(tiles: Sequence[Tile], colours: Palette) -> None:
    """Four tiles a row, each with value, detail, sparkline and sentence."""
    for start in range(0, len(tiles), PER_ROW):
        for column, tile in zip(st.columns(PER_ROW), tiles[start : start + PER_ROW], strict=False):
            with column.container(border=True, height="stretch"):
                picture = sparkline(tile.series, say("tile.spark", title=tile.title), colours)
                st.markdown(f"{tile.title}\n### {tile.value}\n{tile.detail}\n\n{picture}")
                st.caption(tile.sentence)
