"""A picture of a figure on the clipboard, to paste into a message or a document."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from dashboard.assets import source
from dashboard.text import say

_COPY = st.components.v2.component(
    "copy_picture", html=source("copy_picture.html"), css=source("copy_picture.css"), js=source("copy_picture.js")
)


def draw_copy(png: bytes, key: str) -> None:
    """A button that puts a picture on the clipboard; the browser does it, and says whether it could.

    Args:
        png: the picture.
        key: of the button.
    """
    words = {name: say(f"copying.{name}") for name in ("copy", "done", "failed")}
    _COPY(data={"words": words, "png": b64encode(png).decode()}, key=key)
