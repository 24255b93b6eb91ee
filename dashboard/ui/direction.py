"""What may be said of the course of a count per quarter, wherever a page shows its sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.intervals import count_interval
from dashboard.analysis.recent import direction
from dashboard.answers.rows import DefinitionsBreaks, TrendCount
from dashboard.charts.direction import MONTHS, observed

if TYPE_CHECKING:
    from dashboard.analysis.recent import Recent
    from dashboard.ui.viewer import Viewer

LEVELS = {None: "programme", "PV": "province", "GM": "municipality"}  # of which deliveries are known


def count_direction(viewer: Viewer, measure: str, area: str | None, partner: str | None = None) -> Recent:
    """The test of a direction on a count per quarter.

    Args:
        viewer: what is chosen; the project type and the end of the period are followed.
        measure: code of a count.
        area: province or municipality code; None for the whole programme.
        partner: of one partner; None for all.
    """
    asked = {"measure": measure, "grain": "quarter", "partner": partner, "area": area} | viewer.history
    rows = viewer.ask(TrendCount, project_type=viewer.project_type, **asked).rows
    breaks = [row.break_date for row in viewer.ask(DefinitionsBreaks, measure=measure).rows]
    sd = viewer.release.accuracy(measure, LEVELS[area and area[:2]], "quarter").sd
    limits = [count_interval(row.n_value, sd(row.n_value)) for row in rows]
    return direction(observed(rows, limits, "quarter", viewer.until_month), MONTHS["quarter"], breaks)
