"""What of a panel every kind of document says in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.text import say
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from dashboard.documents.report import Panel


def remarks(panel: Panel) -> list[tuple[str, str]]:
    """What has to stand with a panel, each under its name."""
    told = (
        (say("document.caveat"), panel.caveat),
        (say("document.reading"), panel.reading),
        (say("document.definition"), panel.definition),
    )
    return [(name, clean(text)) for name, text in told if text]


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line for line in map(clean, text.splitlines()) if line]
