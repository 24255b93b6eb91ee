"""Does a conclusion stand when something is left out, or counted otherwise? The same test as the headline figures, asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.change import Change, Verdict, count_change, share_change
from dashboard.charts.euros import REST_OF_YEAR, TOTAL, add, closed_text, due
from dashboard.charts.numbers import count, number, percent
from dashboard.charts.tiles import ESTABLISHED, Figures, euro_change, sums_of_years
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import EurosTotals, OverviewCounts, WhatIfLargest
    from dashboard.charts.euros import Euros
    from dashboard.charts.tiles import Span

PART, WHOLE = "irregular_addresses", "examined_addresses"
MEASURES = (PART, WHOLE)


@dataclass(frozen=True)
class Case:
    """One conclusion under one condition.

    Attributes:
        about: ``share`` of the examined addresses with a finding, ``examined``: how many were examined, or ``money``: how much was
            established.
        what: ``shown``, or what is otherwise: ``counted``, ``without_largest``, ``without_provisional``.
        now: the figure of the period as read.
        before: that of the period it is held against.
        verdict: what may be said of the difference.
    """

    about: str
    what: str
    now: str
    before: str
    verdict: Verdict


def cases(
    counts: Sequence[OverviewCounts],
    largest: Sequence[WhatIfLargest],
    when: Span,
    noise: Noise,
    first_provisional: date | None,
) -> list[Case]:
    """Both conclusions as shown, and under each condition that applies; empty where there is no period to hold it against.

    Without its provisional quarters a period is held against the same part of the one before.

    Args:
        counts: of both measures per quarter, over the whole history.
        largest: the same of the largest project.
        when: the period and the one before.
        noise: of a figure of the chosen area.
        first_provisional: first quarter in the period of which something may still change.
    """
    if when.before_start is None or when.before_end is None:
        return []
    every = Figures((row.measure_code, row.quarter, row.n_value) for row in counts if row.measure_code in MEASURES)
    one = Figures((row.measure_code, row.quarter, row.n_value) for row in largest)
    periods = (when.start, when.end), (when.before_start, when.before_end)
    whole = _sums(every, periods)
    found = [_share("shown", whole, noise), _counted("share", "counted", PART, whole, noise)]
    rest = whole
    if largest:
        gone = _sums(one, periods)
        rest = [{name: part[name] - less[name] for name in MEASURES} for part, less in zip(whole, gone, strict=True)]
        found.append(_share("without_largest", rest, noise))
    settled = _settled(periods, first_provisional)
    sure = _sums(every, settled) if settled else None
    if sure:
        found.append(_share("without_provisional", sure, noise))
    found.append(_counted("examined", "shown", WHOLE, whole, noise))
    if largest:
        found.append(_counted("examined", "without_largest", WHOLE, rest, noise))
    if sure:
        found.append(_counted("examined", "without_provisional", WHOLE, sure, noise))
    return found


def money_cases(
    years: Sequence[EurosTotals],
    quarters: Sequence[EurosTotals] | None,
    when: Span,
    first_provisional: date | None,
    names: Callable[[str], str],
) -> tuple[list[Case], str]:
    """The conclusion about euros under what published totals allow, and in a sentence each what they do not.

    Only totals are added, and never one taken off another: what is left then may be of a few files.

    Args:
        years: totals per year.
        quarters: totals per quarter and what of a year is in none of them; None where the choice has none per quarter.
        when: the period and the one before.
        first_provisional: first quarter in the period of which something may still change.
        names: name of a measure, for what is not shown.
    """
    if when.before_start is None or when.before_end is None:
        return [], ""
    sums = sums_of_years([row for row in _established(years) if row.part == TOTAL], ESTABLISHED, when)
    now, before = (_euro_words(euros, names) for euros in sums)
    if not when.is_of_whole_years:
        before = say("what_if.money.whole_years")
    found = [Case("money", "shown", now, before, euro_change(*sums).verdict)]
    reasons = [say("what_if.money.largest")]
    settled = _settled(((when.start, when.end), (when.before_start, when.before_end)), first_provisional)
    if settled and quarters is None:
        reasons.append(say("what_if.money.years"))
    elif settled:
        sure = [_of_quarters(_established(quarters or ()), *period) for period in settled]
        if all(euros.is_whole for euros in sure):
            verdict = euro_change(*sure).verdict
            found.append(Case("money", "without_provisional", sure[0].text, sure[1].text, verdict))
        else:
            reasons.append(say("what_if.money.closed"))
    return found, sentences(*reasons)


def _established(rows: Sequence[EurosTotals]) -> list[EurosTotals]:
    return [row for row in rows if row.measure_code in ESTABLISHED and not row.is_mixed]


def _euro_words(euros: Euros, names: Callable[[str], str]) -> str:
    return Markup(" ").join(filter(None, (euros.text, closed_text(euros, names))))


def _quarters(start: date, end: date) -> list[date]:
    """The first day of each quarter that begins between two days."""
    days = (date(year, month, 1) for year in range(start.year, end.year + 1) for month in (1, 4, 7, 10))
    return [day for day in days if start <= day <= end]


def _of_quarters(rows: Sequence[EurosTotals], start: date, end: date) -> Euros:
    """Quarters of a period; what of their years is in no quarter may be of any of them, so then the sum is not whole."""
    parts = [row for row in rows if row.part == TOTAL and row.period and start <= row.period <= end]
    rests = [
        row for row in rows if row.part == REST_OF_YEAR and row.period and start.year <= row.period.year <= end.year
    ]
    wanted = due(ESTABLISHED, _quarters(start, end))
    return add([*parts, *(row._replace(amount_eur=None) for row in rests)], wanted)


Periods = tuple[tuple["date", "date"], tuple["date", "date"]]


def _sums(figures: Figures, periods: Periods) -> list[dict[str, int]]:
    return [{name: int(figures.sum([name], *period) or 0) for name in MEASURES} for period in periods]


def _settled(periods: Periods, first: date | None) -> Periods | None:
    """Both periods up to the first provisional quarter; None where nothing is provisional, or everything."""
    (start, _), (before_start, _) = periods
    if first is None or first <= start:
        return None
    years = start.year - before_start.year
    return (start, _month_before(first)), (before_start, _month_before(first.replace(year=first.year - years)))


def _month_before(day: date) -> date:
    return day.replace(year=day.year - 1, month=12) if day.month == 1 else day.replace(month=day.month - 1)


def _share(what: str, sums: Sequence[dict[str, int]], noise: Noise) -> Case:
    (part, whole), (part_before, whole_before) = ((one[PART], one[WHOLE]) for one in sums)
    now, before = percent(part, whole), percent(part_before, whole_before)
    change = Change(0.0, None, "not_comparable")
    if now and before:
        rounding = noise(part, PART), noise(whole, WHOLE)
        change = share_change((part, whole), (part_before, whole_before), rounding)
    nothing = say("what_if.too_small")
    return Case("share", what, now or nothing, before or nothing, change.verdict)


def _counted(about: str, what: str, measure: str, sums: Sequence[dict[str, int]], noise: Noise) -> Case:
    now, before = (one[measure] for one in sums)
    change = count_change(now, before, noise(now, measure))
    return Case(about, what, count(now), count(before), change.verdict)


def sentence(every: Sequence[Case]) -> str:
    """Whether the conclusions stand, and if not, under which condition they change."""
    shown = {case.about: case.verdict for case in every if case.what == "shown"}
    other = [case for case in every if case.what != "shown" and shown[case.about] != "not_comparable"]
    changed = [case for case in other if case.verdict != shown[case.about]]
    if not changed:
        return say("what_if.stands", n=number(len(every) - len(shown)))
    parts = [
        say(
            "what_if.changes",
            about=say(f"what_if.about.{case.about}"),
            what=say(f"what_if.case.{case.what}"),
            was=say(f"what_if.verdict.{shown[case.about]}"),
            verdict=say(f"what_if.verdict.{case.verdict}"),
        )
        for case in changed
    ]
    return Markup(" ").join(parts)


def table(every: Sequence[Case], when: Span, largest: str) -> pd.DataFrame:
    """Each conclusion under each condition as people read them.

    Args:
        every: the cases.
        when: the period and the one before.
        largest: title of the largest project.
    """
    shown = {case.about: case.verdict for case in every if case.what == "shown"}
    return pd.DataFrame(
        {
            say("what_if.of"): [say(f"what_if.about.{case.about}") for case in every],
            say("what_if.if"): [_condition(case, largest) for case in every],
            when.name: [case.now for case in every],
            when.before_name: [case.before for case in every],
            say("what_if.conclusion"): [say(f"what_if.verdict.{case.verdict}") for case in every],
            say("what_if.different"): [
                ""
                if case.what == "shown"
                else say("what_if.no" if case.verdict == shown[case.about] else "what_if.yes")
                for case in every
            ],
        }
    )


def _condition(case: Case, largest: str) -> str:
    words = say(f"what_if.case.{case.what}")
    return Markup("{} ({})").format(words, largest) if case.what == "without_largest" else words


def rows_of(every: Sequence[Case]) -> pd.DataFrame:
    """The same by key, for the download; the figures as they are read, because each has a unit of its own."""
    return pd.DataFrame(
        {
            "conclusion": [case.about for case in every],
            "condition": [case.what for case in every],
            "as_shown": [case.now for case in every],
            "beside": [case.before for case in every],
            "says": [say(f"what_if.verdict.{case.verdict}") for case in every],
        }
    )
