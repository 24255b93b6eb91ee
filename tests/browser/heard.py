"""What who cannot see a page meets on it, in order: its headings, what can be pressed or chosen, its figures and tables.

It comes from the accessibility tree of the browser, so names that Streamlit gives are in it. What a sentence or a cell says is
not: figures are protected by a key of each vault, so they and what they bring about differ from build to build. Any number is
``#``. The golden files are written again by ``python -m tests.accessibility``.
"""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.text import texts

GOLDEN = Path(__file__).parent / "heard"
LINE = re.compile(r"""^(\s*)- '?(\w+)(?: "((?:[^"\\]|\\.)*)"| /[^/]*/)?((?: \[[\w=]+\])*)""")
KEPT = frozenset(
    {
        "alert", "banner", "button", "checkbox", "columnheader", "combobox", "complementary", "dialog", "figure", "grid", "heading",
        "img", "link", "main", "navigation", "radio", "radiogroup", "region", "slider", "spinbutton", "switch", "tab", "table",
        "tablist", "textbox",
    }
)  # fmt: skip
WORDLESS = frozenset({"figure", "img"})  # their words are a sentence of figures
# The small line of a tile is not there where nothing of it may be told, which differs from vault to vault.
SPARKS = tuple(texts("nl")[key].format(title="") for key in ("tile.spark_quarter", "tile.spark_year"))
LONG = 60  # signs of a name; a longer one goes on with a sentence of figures after its colon
NUMBER = re.compile(r"\d[\d.,]*")


def heard(tab) -> str:
    """The page as it stands, a line for each thing that is met; of what follows itself the first."""
    lines = []
    for line in tab.page.locator("body").aria_snapshot().splitlines():
        if (found := LINE.match(line)) and found[2] in KEPT:
            role, name, state = found[2], found[3], found[4]
            if role == "img" and name and name.endswith(SPARKS):
                continue
            words = "with words" if role in WORDLESS and name else NUMBER.sub("#", name or "")
            words = words.partition(": ")[0] if len(words) > LONG else words
            met = " ".join(filter(None, (role, words, state.strip())))
            if not lines or lines[-1] != met:
                lines.append(met)
    return "\n".join(lines) + "\n"


def golden(name) -> str:
    """What is heard of the page in a room, as it was last written."""
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
