"""What Streamlit says of itself is English; the browser puts our Dutch in its place, by one table."""

from __future__ import annotations

import json
from html import escape

from dashboard.assets import asset
from dashboard.text import texts

PREFIX = "streamlit."


def pairs() -> tuple[tuple[str, str], ...]:
    """Its words with ours; ``{name}`` in both is whatever stands there."""
    dutch, english = texts("nl"), texts("en")
    words = sorted(key.removeprefix(PREFIX) for key in dutch if key.startswith(PREFIX))
    return tuple((str(english[f"streamlit.{word}"]), str(dutch[f"streamlit.{word}"])) for word in words)


def script() -> str:
    """The script that does it, as the first HTML of a page names it."""
    return f'<script defer src="./{asset("frame.js")}" data-words="{escape(json.dumps(pairs(), ensure_ascii=False))}"></script>'
