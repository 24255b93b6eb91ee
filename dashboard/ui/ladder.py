"""Money by certainty: what happened in a period, or what became of the decisions of that period; the choice is in the URL."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.addresses import OverviewAddress
from dashboard.answers.rows import EurosTotals, FramePeriod, PartnersNames
from dashboard.charts.cohort import Cohort, cohort_sentence, cohort_table, follow
from dashboard.charts.euros import totals
from dashboard.charts.ladder import ladder, ladder_sentence, ladder_table, rungs
from dashboard.text import language, say
from dashboard.ui.address import segments
from dashboard.ui.euros import draw_refusal
from dashboard.ui.measure import measure_names
from dashboard.ui.panel import Shown, draw_figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.addresses import Key
    from dashboard.charts.euros import Choice
    from dashboard.charts.tiles import Span
    from dashboard.ui.viewer import Viewer

PERIOD, DECISION = "period", "decision"
ALL_YEARS = {"from_month": "1900-01-01", "until_month": "2999-12-01"}


def draw_certainty(viewer: Viewer, when: Span, euros: Choice, found: pd.DataFrame) -> None:
    """Money by certainty of the chosen period, or which filter to take away.

    Args:
        viewer: what is chosen.
        when: the chosen period.
        euros: which totals answer the filters.
        found: the rows of euros__totals, per year.
    """
    title = say("ladder.title", period=when.name, area=viewer.area_name)
    if draw_refusal(euros, title, "ladder"):
        return
    if follows_decisions("ladder.choice", OverviewAddress.money):
        _draw_cohort(viewer, when, euros)
        return
    rows = rungs(totals(found))
    guide = {"reading": say("ladder.reading"), "caveat": say("ladder.caveat")}
    sentence = ladder_sentence(rows, measure_names(viewer))
    shown = Shown("ladder", title, sentence, partial(ladder_table, rows), found, say("ladder.note"), **guide)
    draw_figure(ladder(rows, viewer.colours), shown, viewer)


def follows_decisions(words: str, key: Key) -> bool:
    """Draw the choice between a period and the decisions of that period; whether the decisions are chosen.

    Args:
        words: texts of the choice: ``<words>``, ``<words>_period`` and ``<words>_decision``.
        key: of the choice.
    """
    name = {one: say(f"{words}_{one}") for one in (PERIOD, DECISION)}
    return segments(say(words), key, (PERIOD, DECISION), name.__getitem__) == DECISION


def ask_cohort(
    viewer: Viewer, view: str, narrow: Mapping[str, str], grain: str, years: range = range(0)
) -> tuple[Cohort, pd.DataFrame]:
    """What became of decisions, and the rows it is made of with those that have no month of decision.

    Args:
        viewer: what is chosen.
        view: of euros__totals.
        narrow: parameters that narrow it.
        grain: ``decision_year`` for the decisions of the chosen period, ``decided`` for those of all years.
        years: of decision.
    """
    question, given = EurosTotals, {"view": view, **narrow}
    of_partners = {"view": "partner", "grain": "undated"}
    found = viewer.ask_together(
        rows=(question, given | {"grain": grain} | (viewer.period if grain == "decision_year" else ALL_YEARS)),
        every=(question, given | {"grain": "decided"} | ALL_YEARS),
        undated=(question, given | {"grain": "undated"} | ALL_YEARS),
        partners=(question, of_partners | ALL_YEARS),
        names=(PartnersNames, {"until_month": viewer.until_month.isoformat()}),
        last=(FramePeriod, {}),
    )
    named = {row.partner_code: str(getattr(row, f"name_{language()}")) for row in found["names"].rows}
    silent = {row.partner for row in totals(found["partners"].frame) if row.partner and row.kind == "established"}
    quarter = found["last"].rows[0].last_quarter
    rows, every, undated = (found[name].frame for name in ("rows", "every", "undated"))
    cohort = follow(
        totals(rows),
        totals(every),
        totals(undated),
        [named.get(code, code) for code in sorted(silent)],
        years,
        date(quarter.year, quarter.month + 2, 1),
    )
    return cohort, pd.concat([rows, undated], ignore_index=True)


def _draw_cohort(viewer: Viewer, when: Span, euros: Choice) -> None:
    years = range(when.start.year, when.end.year + 1)
    cohort, rows = ask_cohort(viewer, euros.view, dict(euros.narrow), "decision_year", years)
    title = say("cohort.title", period=when.name, area=viewer.area_name)
    sentence = cohort_sentence(cohort, when.name, measure_names(viewer))
    guide = {"reading": say("cohort.reading"), "caveat": say("cohort.caveat")}
    shown = Shown("cohort", title, sentence, partial(cohort_table, cohort), rows, say("cohort.note"), **guide)
    draw_figure(ladder(cohort.drawn, viewer.colours), shown, viewer)
