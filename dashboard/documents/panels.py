"""What of a panel every kind of document says in the same way."""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING

from dashboard.charts.numbers import number
from dashboard.text import say, use
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dashboard.documents.report import Panel, Report


MOST_ROWS = 300  # of a table on paper; a spreadsheet has them all


def spoken(report: Report, make: Callable[[], bytes]) -> bytes:
    """What is made in the language of a report, whatever language is active."""

    def speak() -> bytes:
        use(report.language)
        return make()

    return copy_context().run(speak)


def rows(panel: Panel) -> pd.DataFrame:
    """The table of a panel as paper has it: no longer than anybody reads on."""
    return panel.table.head(MOST_ROWS)


def remarks(panel: Panel) -> list[tuple[str, str]]:
    """What has to stand with a panel, each under its name."""
    told = (
        (say("document.caveat"), panel.caveat),
        (say("events.title"), panel.listed),
        (say("document.reading"), panel.reading),
        (say("document.definition"), panel.definition),
        (say("document.table"), _left_out(panel)),
    )
    return [(name, clean(text)) for name, text in told if text]


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line for line in map(clean, text.splitlines()) if line]


def _left_out(panel: Panel) -> str:
    """What paper does not have of a long table, and where it stands; empty when it has all."""
    all_rows = len(panel.table)
    return say("document.cut", n=number(all_rows), most=number(MOST_ROWS)) if all_rows > MOST_ROWS else ""
