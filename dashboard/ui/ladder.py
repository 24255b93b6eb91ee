"""Money by certainty: what happened in a period, or what became of the decisions of that period; the choice is in the URL."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.addresses import OverviewAddress
from dashboard.answers.rows import EurosTotals, FramePeriod, OverviewCompleteness, PartnersNames
from dashboard.charts.cohort import Cohort, cohort_finding, cohort_sentence, cohort_table, follow
from dashboard.charts.euros import years_between
from dashboard.charts.ladder import (
    amounts,
    ladder,
    ladder_brief,
    ladder_finding,
    ladder_rows,
    ladder_sentence,
    ladder_table,
)
from dashboard.charts.named import named
from dashboard.text import say
from dashboard.ui.address import segments
from dashboard.ui.euros import draw_refusal
from dashboard.ui.measure import measure_names
from dashboard.ui.panel import Shown, draw_figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.addresses import Key
    from dashboard.answers import Answer
    from dashboard.charts.euros import Choice
    from dashboard.charts.tiles import Span
    from dashboard.ui.viewer import Viewer

PERIOD, DECISION = "period", "decision"
ALL_YEARS = {"from_month": "1900-01-01", "until_month": "2999-12-01"}


def draw_certainty(viewer: Viewer, when: Span, euros: Choice, totals: Answer[EurosTotals]) -> None:
    """Money by certainty of the chosen period, or which filter to take away.

    Args:
        viewer: what is chosen.
        when: the chosen period.
        euros: which totals answer the filters.
        totals: per year.
    """
    title = say("ladder.title", period=when.name, area=viewer.area_name)
    if draw_refusal(euros, title, "ladder"):
        return
    if follows_decisions("ladder.choice", OverviewAddress.money):
        _draw_cohort(viewer, when, euros)
        return
    rows = amounts(totals.rows, years_between(when.start, when.end))
    guide = {"reading": say("ladder.reading"), "caveat": say("ladder.caveat"), "brief": ladder_brief(rows)}
    sentence = ladder_sentence(rows, measure_names(viewer))
    download = ladder_rows(rows, totals.frame) if totals.empty else totals
    complete = viewer.ask(OverviewCompleteness, **viewer.period, **viewer.scope).rows[0]
    finding = ladder_finding(rows, when.name, is_complete=not complete.n_missing)
    table = partial(ladder_table, rows)
    shown = Shown("ladder", title, sentence, table, download, say("ladder.note"), **guide, finding=finding)
    draw_figure(ladder(rows, viewer.colours), shown, viewer)


def follows_decisions(words: str, key: Key) -> bool:
    """Draw the choice between a period and the decisions of that period; whether the decisions are chosen.

    Args:
        words: texts of the choice: ``<words>``, ``<words>_period`` and ``<words>_decision``.
        key: of the choice.
    """
    name = {one: say(f"{words}_{one}") for one in (PERIOD, DECISION)}
    return segments(say(words), key, (PERIOD, DECISION), name.__getitem__, label_visibility="collapsed") == DECISION


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
    period = viewer.period if grain == "decision_year" else ALL_YEARS
    of_period = {"view": view, **narrow, "grain": grain, **period}
    decided = {"view": view, **narrow, "grain": "decided", **ALL_YEARS}
    undated = {"view": view, **narrow, "grain": "undated", **ALL_YEARS}
    of_partners = {"view": "partner", "grain": "undated", **ALL_YEARS}
    until = viewer.until_month.isoformat()
    questions = [(EurosTotals, given) for given in (of_period, decided, undated, of_partners)]
    viewer.ask_ahead(*questions, (PartnersNames, {"until_month": until}), (FramePeriod, {}))
    names = {row.partner_code: named(row) for row in viewer.ask(PartnersNames, until_month=until).rows}
    silent = {
        row.partner_code
        for row in viewer.ask(EurosTotals, **of_partners).rows
        if row.partner_code and row.money_kind == "established"
    }
    quarter = viewer.ask(FramePeriod).rows[0].last_quarter
    with_month, without_month = viewer.ask(EurosTotals, **of_period), viewer.ask(EurosTotals, **undated)
    cohort = follow(
        with_month.rows,
        viewer.ask(EurosTotals, **decided).rows,
        without_month.rows,
        [names.get(code, code) for code in sorted(silent)],
        years,
        date(quarter.year, quarter.month + 2, 1),
    )
    return cohort, pd.concat([with_month.frame, without_month.frame], ignore_index=True)


def _draw_cohort(viewer: Viewer, when: Span, euros: Choice) -> None:
    years = range(when.start.year, when.end.year + 1)
    cohort, rows = ask_cohort(viewer, euros.view, dict(euros.narrow), "decision_year", years)
    download = partial(ladder_rows, cohort.amounts, rows)
    title = say("cohort.title", period=when.name, area=viewer.area_name)
    sentence = cohort_sentence(cohort, when.name, measure_names(viewer))
    guide = {"reading": say("cohort.reading"), "caveat": say("cohort.caveat")}
    guide["finding"] = cohort_finding(cohort, when.name)
    shown = Shown("cohort", title, sentence, partial(cohort_table, cohort), download, say("cohort.note"), **guide)
    draw_figure(ladder(cohort.drawn, viewer.colours), shown, viewer)
