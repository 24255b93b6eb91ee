"""The map component: our own canvas, told what was clicked or entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.settings import PACKAGE, Settings
from dashboard.ui.map.layers import PDOK

if TYPE_CHECKING:
    from collections.abc import Callable


def _asset(ending: str) -> str:
    return (PACKAGE / "app" / "static" / f"area_map.{ending}").read_text(encoding="utf-8")


_MAP = st.components.v2.component("area_map", html=_asset("html"), css=_asset("css"), js=_asset("js"))


def background() -> str:
    """The template of the grey tiles, when the one who runs the server has set them; else nothing."""
    return PDOK if Settings.from_environment().background == "pdok" else ""


def draw_map(
    payload: dict[str, Any], key: str, on_choose: Callable[[str], None], on_up: Callable[[], None] | None = None
) -> None:
    """Draw a map; a click, or Enter on the area that has the focus, chooses; Escape goes up.

    Args:
        payload: from ``maps.area_map`` or ``maps.choice_map``.
        key: of the widget; the same key keeps its zoom when only values change.
        on_choose: gets the code of the chosen area.
        on_up: called by Escape.
    """

    def chosen() -> None:
        code = st.session_state[key].chosen
        known = {row[0] for row in payload["areas"]}
        if code in known:
            on_choose(code)

    def up() -> None:
        if on_up:
            on_up()

    _MAP(data=payload, key=key, on_chosen_change=chosen, on_up_change=up)
