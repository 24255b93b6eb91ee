"""What Streamlit's own HTML lacks for who hears a page, walks it by keyboard or sees little: our files, named in the first HTML.

``reach.css`` gives small text its contrast and shows where the keyboard is; ``reach.js`` lets wide tables be walked to, marks what
projects wrote as Dutch, and keeps the keyboard where it was when a part is drawn anew. What Streamlit says itself is put in Dutch by
``streamlit_words``.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from dashboard.settings import PACKAGE


def for_reach() -> bytes:
    """What the first HTML of a page names for everybody's reach."""
    return b'<link rel="stylesheet" href="./app/static/reach.css"><script defer src="./app/static/reach.js"></script>'


def source_mark() -> str:
    """Mark of our files and of the version of Streamlit they mend; another one asks for a new examination of the pages."""
    static = (PACKAGE / "app" / "static" / name for name in ("reach.css", "reach.js"))
    looks = PACKAGE / ".streamlit" / "config.toml"
    text = b"".join(file.read_bytes() for file in (*static, looks)) + version("streamlit").encode()
    return hashlib.sha256(text).hexdigest()[:16]
