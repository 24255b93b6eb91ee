"""What Streamlit's own HTML lacks for who hears a page, walks it by keyboard or sees little: our files, named in the first HTML.

``reach.css`` gives small text its contrast and shows where the keyboard is; ``reach.js`` lets wide tables be walked to, marks what
projects wrote as Dutch, and keeps the keyboard where it was when a part is drawn anew. What Streamlit says itself is put in Dutch by
``streamlit_words``.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from dashboard.assets import STATIC, asset
from dashboard.settings import PACKAGE


def for_reach() -> str:
    """What the first HTML of a page names for everybody's reach."""
    return f'<link rel="stylesheet" href="./{asset("reach.css")}"><script defer src="./{asset("reach.js")}"></script>'


def source_mark() -> str:
    """Mark of our files and of the version of Streamlit they mend; another one asks for a new examination of the pages."""
    static = (STATIC / name for name in ("reach.css", "reach.js"))
    looks = PACKAGE / ".streamlit" / "config.toml"
    text = b"".join(file.read_bytes() for file in (*static, looks)) + version("streamlit").encode()
    return hashlib.sha256(text).hexdigest()[:16]
