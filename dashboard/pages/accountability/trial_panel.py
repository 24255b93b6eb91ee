"""The section of Verantwoording on how well effects are measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.effect.offered import validation
from dashboard.answers import derived
from dashboard.pages.accountability import trials as view
from dashboard.shared import FrozenTable
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.panel import Shown, draw_foot

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def draw_trials(frame: Viewer) -> None:
    """Title, what was tried, a table per estimator, the sentence with all cells behind it, and the limits."""
    screen.subheader(say("trials.title"))
    result = validation()
    if not result:
        screen.markdown(say("trials.missing"))
        return
    lead, summary, sentence, limits = derived(_told)
    screen.markdown(lead)
    screen.table(summary.frame)
    shown = Shown(
        key="trials",
        title=say("trials.title"),
        sentence=sentence,
        table=lambda: view.cells_table(result),
        rows=lambda: view.cells_rows(result),
        reading=say("trials.reading"),
        caveat=say("trials.caveat"),
    )
    draw_foot(shown, frame)
    screen.markdown(limits)


def _told() -> tuple[str, FrozenTable, str, str]:
    """Lead, table, sentence and limits of the trial that is shipped."""
    result = validation()
    return view.lead(result), FrozenTable(view.summary_table(result)), view.sentence(result), view.limits(result)
