"""The file picker component: Streamlit's own uploader speaks English only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.assets import source
from dashboard.text import say
from dashboard.ui.reading import reading

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKS = source("file_picker.css")  # how a picker looks, here and at the desk
_PICKER = st.components.v2.component(
    "file_picker", html=source("file_picker.html"), css=LOOKS, js=source("file_picker.js")
)


def pick_file(label: str, help_text: str, accept: str, key: str, most: int, on_file: Callable[[bytes], None]) -> None:
    """Let a person choose or drop one text file; nothing of it stays on the server.

    Args:
        label: what is asked for.
        help_text: what may be handed in.
        accept: endings, with commas between them.
        key: of the widget.
        most: bytes that are allowed; of a larger file one more is sent, so that it can be refused.
        on_file: gets the content.
    """
    if reading():
        return  # nobody can choose one
    words = {"label": label, "help": help_text, "button": say("file.choose"), "drop": say("file.drop")}

    def taken() -> None:
        file = st.session_state[key].file
        if file is not None:
            on_file(str(file).encode())

    _PICKER(data={"words": words, "accept": accept, "most": most}, key=key, on_file_change=taken)
