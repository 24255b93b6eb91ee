"""Money of the decisions of a period, up to now: the same decisions at every step, so that a share of them means something.

What has no month of decision is of no period: it stays out, and is said with the partners that do not deliver it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.intervals import Estimate
from dashboard.charts.euros import MEASURES_OF, TOTAL, Euros, add, closed_text, due
from dashboard.charts.finding import side_of_half
from dashboard.charts.ladder import Amount, amounts
from dashboard.charts.numbers import month_name, percentage
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dashboard.answers.rows import EurosTotals

STEPS = ("established", "imposed", "irrevocable", "collected")


@dataclass(frozen=True)
class Cohort:
    """What became of the decisions of a period.

    Attributes:
        amounts: the steps of ``STEPS``, of the same decisions.
        dated: everything established that has a month of decision, whatever its period.
        undated: everything established that has none.
        silent: names of the partners that deliver none with some of their amounts.
        years: of decision.
        until: last month in which money of these decisions can have come in.
    """

    amounts: tuple[Amount, ...]
    dated: Euros
    undated: Euros
    silent: tuple[str, ...]
    years: tuple[int, ...]
    until: date

    @property
    def is_empty(self) -> bool:
        """Whether no money here has a month of decision in the period."""
        return all(amount.plain.is_empty and amount.mixed.is_empty for amount in self.amounts)

    @property
    def drawn(self) -> tuple[Amount, ...]:
        """What there is to draw."""
        return () if self.is_empty else self.amounts

    @property
    def young(self) -> tuple[int, ...]:
        """Years of decision of which not every decision has had a year in which to be collected."""
        whole_year_ago = self.until.year - 1 if self.until.month == 12 else self.until.year - 2
        return tuple(year for year in self.years if year > whole_year_ago)


def follow(
    rows: Iterable[EurosTotals],
    every: Iterable[EurosTotals],
    undated: Iterable[EurosTotals],
    silent: Sequence[str],
    years: Sequence[int],
    until: date,
) -> Cohort:
    """The decisions of a period with what became of them.

    Args:
        rows: totals by year of decision, of the period.
        every: totals of everything that has a month of decision.
        undated: totals of everything that has none.
        silent: see ``Cohort``.
        years: see ``Cohort``.
        until: see ``Cohort``.
    """
    periods: list[date | None] = [*(date(year, 1, 1) for year in years)] or [None]
    steps = tuple(amount for amount in amounts(rows, periods) if amount.kind in STEPS)
    return Cohort(steps, _established(every), _established(undated), tuple(silent), tuple(years), until)


def share_range(part: Amount, whole: Amount) -> Estimate | None:
    """What of the money of one step came to another, as the range both margins leave; None where it is not known.

    Formula: from the least the part can be of the most the whole can be, to the most of the least. Money that was delivered
    together with savings may belong to the whole or not, so it counts in the most only.
    """
    mixed, closed = whole.mixed, (part.plain.closed, whole.plain.closed, whole.mixed.closed)
    if part.plain.value is None or not whole.plain.value or any(closed):
        return None
    low = part.plain.lower / (whole.plain.upper + mixed.upper)
    high = min(part.plain.upper / whole.plain.lower, 1.0)
    return Estimate(min(part.plain.value / whole.plain.value, 1.0), low, high, "margins")


def share(part: Amount, whole: Amount) -> str:
    """The same as read: ``31% – 47%``; empty where it is not known."""
    found = share_range(part, whole)
    return say("number.interval", lower=percentage(found.lower), upper=percentage(found.upper)) if found else ""


def cohort_finding(cohort: Cohort, period: str) -> str:
    """Whether most of what was established with these decisions has been collected so far, or less than half.

    Silent where the range reaches past half. That decisions are young stands in the sentence under it.
    """
    if cohort.is_empty:
        return ""
    side = side_of_half(share_range(cohort.amounts[-1], cohort.amounts[0]))
    return say(f"cohort.finding.{side}", period=period) if side else ""


def cohort_table(cohort: Cohort) -> pd.DataFrame:
    """The steps as people read them."""
    whole, *later = cohort.amounts
    return pd.DataFrame(
        {
            say("ladder.kind"): [amount.name for amount in cohort.amounts],
            say("table.value"): [amount.shown for amount in cohort.amounts],
            say("cohort.share"): ["", *(share(amount, whole) or say("cohort.no_share") for amount in later)],
            say("ladder.mixed"): [amount.mixed.text if amount.has_mixed else "" for amount in cohort.amounts],
        }
    )


def cohort_sentence(cohort: Cohort, period: str, names: Callable[[str], str]) -> str:
    """What was established and collected of the same decisions, how young they are, and what has no month of decision."""
    if cohort.is_empty:
        return Markup(" ").join(filter(None, (say("cohort.none", period=period), undated_sentence(cohort))))
    whole, collected = cohort.amounts[0], cohort.amounts[-1]
    until = month_name(cohort.until)
    parts = [say("cohort.sentence", period=period, until=until, established=whole.shown, collected=collected.shown)]
    if of_all := share(collected, whole):
        parts.append(say("cohort.sentence_share", share=of_all))
    if whole.has_mixed:
        parts.append(say("cohort.sentence_mixed", mixed=whole.mixed.text))
    if whole.mixed.closed:
        parts.append(say("cohort.mixed_closed"))
    parts += [
        say("ladder.sentence_closed", kind=amount.name, what=without)
        for amount in cohort.amounts
        if (without := closed_text(amount.plain, names, amount.name))
    ]
    if cohort.young:
        parts.append(say("cohort.young", years=", ".join(map(str, cohort.young))))
    return Markup(" ").join(filter(None, (*parts, undated_sentence(cohort))))


def undated_sentence(cohort: Cohort) -> str:
    """Who delivers no month of decision, and how much of what was established that is; empty where everything has one."""
    undated, dated = cohort.undated, cohort.dated
    if undated.is_empty:
        return ""
    parts = [say("cohort.silent", partners=Markup(", ").join(cohort.silent))] if cohort.silent else []
    if undated.value is None:
        return Markup(" ").join([*parts, say("cohort.undated_closed")])
    low = undated.lower / (undated.lower + dated.upper)
    high = undated.upper / (undated.upper + dated.lower)
    interval = say("number.interval", lower=percentage(low), upper=percentage(high))
    return Markup(" ").join([*parts, say("cohort.undated", undated=undated.text, share=interval)])


def _established(rows: Iterable[EurosTotals]) -> Euros:
    own = (row for row in rows if row.part == TOTAL and row.money_kind == "established" and not row.is_mixed)
    return add(own, due(MEASURES_OF["established"], [None]))
