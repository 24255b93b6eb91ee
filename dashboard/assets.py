"""Our own files that a browser fetches: their addresses, which change when they do, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache

from dashboard.settings import PACKAGE

STATIC = PACKAGE / "app" / "static"
FOLDER = "app/static"
LETTERS = ("ibm-plex-sans-latin-400-normal.woff2", "ibm-plex-sans-latin-600-normal.woff2")
# Plotly twice, of one version: lines, points and bars, a quarter of the bytes, beside our own files; and with every kind of figure,
# out of the installed package.
BASIC = next(STATIC.glob("plotly-basic-*.min.js")).name
PLOTLY = BASIC.removeprefix("plotly-basic-").removesuffix(".min.js")
KINDS = ("scatter", "bar")  # of figure that the first draws, as plotly calls them
FULL = f"api/plotly-{PLOTLY}.min.js"


@cache
def mark(name: str) -> str:
    """What tells a file from the one of before under the same name.

    Args:
        name: of a file in ``app/static``.
    """
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file in ``app/static``, seen from any page."""
    return f"{FOLDER}/{name}?v={mark(name)}"


def begin_script() -> str:
    """The one script of ours that stands in a page itself: without it Streamlit asks twice where it is before it begins."""
    return source("first.js").strip()


def source(name: str) -> str:
    """What stands in a file in ``app/static``."""
    return (STATIC / name).read_text(encoding="utf-8")
