"""How long the story is, and its paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.documents.report import Panel

WORDS_A_MINUTE = 220  # what somebody reads of a plain text
SECONDS_A_FIGURE = 12


def minutes(panels: Iterable[Panel]) -> int:
    """How many minutes it takes to read: words at a steady pace, and a look at each figure; at least one."""
    seconds = 0.0
    for panel in panels:
        words = f"{panel.topic} {panel.headline} {panel.sentence} {panel.caveat}".split()
        seconds += 60 * len(words) / WORDS_A_MINUTE + (SECONDS_A_FIGURE if panel.figure else 0)
    return max(1, round(seconds / 60))


def paragraphs(sentence: str) -> list[str]:
    """The lines of a sentence that is read as running text."""
    return [line.strip() for line in sentence.splitlines() if line.strip()]
