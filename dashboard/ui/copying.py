"""A picture of a figure on the clipboard, to paste into a message or a document."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from dashboard.settings import PACKAGE
from dashboard.text import say


def _asset(ending: str) -> str:
    return (PACKAGE / "app" / "static" / f"copy_picture.{ending}").read_text(encoding="utf-8")


_COPY = st.components.v2.component("copy_picture", html=_asset("html"), css=_asset("css"), js=_asset("js"))


def draw_copy(png: bytes, key: str) -> None:
    """A button that puts a picture on the clipboard; the browser does it, and says whether it could.

    Args:
        png: the picture.
        key: of the button.
    """
    words = {name: say(f"copying.{name}") for name in ("copy", "done", "failed")}
    _COPY(data={"words": words, "png": b64encode(png).decode()}, key=key)
