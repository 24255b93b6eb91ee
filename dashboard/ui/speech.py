"""The language of the page, told to the browser: it follows the choice without a new page."""

from __future__ import annotations

import streamlit as st

_SPEAK = st.components.v2.component(
    "page_language",
    html="<span hidden></span>",
    js="export default function ({ data }) { document.documentElement.lang = data.language; }",
)


def speak(language: str) -> None:
    """Set the ``lang`` of the page, which screen readers and hyphenation go by."""
    _SPEAK(data={"language": language}, key="page_language")
