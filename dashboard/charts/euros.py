"""Euros as people get them: an amount with its margin, or the reason why there is none; and which filters can have euros."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, product
from typing import TYPE_CHECKING

from dashboard.charts.numbers import NBSP, euro, number
from dashboard.margins import margin_of_sum
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from dashboard.answers.rows import EurosTotals

MILLION, TEN_MILLION = 1_000_000, 10_000_000
PROVINCE = "PV"
TOTAL, REMAINDER, REST_OF_YEAR = "total", "remainder", "rest_of_year"
# Measures that a kind of money is the sum of, as ``queries/seeds/measures.csv`` has them.
MEASURES_OF = {
    "established": ("eur_recovery_established", "eur_fines", "eur_tax_corrections"),
    "imposed": ("eur_imposed",),
    "irrevocable": ("eur_irrevocable",),
    "collected": ("eur_collected",),
    "backpay": ("eur_backpay",),
    "imputed": ("eur_savings_imputed",),
}
Due = tuple[str, "date | None"]  # measure and period of a total that could be there


@dataclass(frozen=True)
class Euros:
    """A sum of totals.

    Attributes:
        value: in euro; None where no total of it is shown.
        margin: how far the value may be off, in per cent of it, with 95 % certainty.
        files: protected number of files; None where it is not known.
        closed: measure and period of totals that are not in the value: not shown, or of no files or too few to have a row.
    """

    value: float | None
    margin: float
    files: int | None
    closed: tuple[tuple[str, date | None], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was delivered, so that there is nothing to show or to hide."""
        return self.value is None and not self.closed

    @property
    def is_whole(self) -> bool:
        """Whether every total in it is shown."""
        return self.value is not None and not self.closed

    @property
    def lower(self) -> float:
        """Lower end of the interval, in euro; 0 where there is no value."""
        return (self.value or 0.0) * (1 - self.margin / 100)

    @property
    def upper(self) -> float:
        """Upper end of the interval, in euro; 0 where there is no value."""
        return (self.value or 0.0) * (1 + self.margin / 100)

    @property
    def text(self) -> str:
        """``€ 1,25 mln (± 3 %)``, ``minstens`` where it is not whole, or why there is no amount."""
        if self.value is None:
            return say("number.too_few_files" if self.closed else "number.no_amount")
        told = say("number.with_margin", value=amount(self.value), margin=number(self.margin))
        return say("number.at_least", value=told) if self.closed else told

    @property
    def off(self) -> str:
        """``± 3 %``, or nothing where there is no amount."""
        return "" if self.value is None else f"±{NBSP}{number(self.margin)}%"

    @property
    def bare(self) -> str:
        """The amount alone, in large letters: ``≥ € 1,25 mln`` where it is not whole."""
        if self.value is None:
            return self.text
        return f"{f'≥{NBSP}' if self.closed else ''}{amount(self.value)}"

    @property
    def short(self) -> str:
        """``€ 1,25 mln ± 3 %`` for a label beside a mark."""
        return self.text if self.value is None else f"{self.bare}{NBSP}{self.off}"


NOTHING = Euros(None, 0, None)


def amount(value: float) -> str:
    """Euros without a margin: two decimals below ten million, so that no margin is finer than what is written."""
    if MILLION <= abs(value) < TEN_MILLION:
        return f"€{NBSP}{number(value / MILLION, 2)}{NBSP}{say('number.million')}"
    return euro(value)


def years_between(start: date, end: date) -> tuple[date, ...]:
    """The first day of each year from one day to another."""
    return tuple(date(year, 1, 1) for year in range(start.year, end.year + 1))


def due(measures: Iterable[str], periods: Iterable[date | None]) -> tuple[Due, ...]:
    """Every total of these measures in these periods."""
    return tuple(product(measures, periods))


def add(rows: Iterable[EurosTotals], possible: Iterable[Due] = ()) -> Euros:
    """The sum of what is shown, its margin, and what is left out of it because it may not be shown.

    Args:
        rows: totals.
        possible: measure and period of all that could be among them. One without a row is of no files or too few, and which of
            both is not told: the sum is not known to be whole without it. Of nothing at all there is nothing to be without.
    """
    rows = tuple(rows)
    there = {(row.measure_code, row.period) for row in rows}
    amounts: list[tuple[float, float]] = []
    files: list[int | None] = []
    closed: list[tuple[str, date | None]] = []
    for row in rows:
        if row.amount_eur is None:
            closed.append((row.measure_code, row.period))
        else:
            amounts.append((row.amount_eur, row.margin_pct or 0))
            files.append(row.n_files)
    closed += [one for one in possible if one not in there] if rows else []
    if not amounts:
        return Euros(None, 0, None, tuple(closed))
    counted = [n for n in files if n is not None]
    return Euros(
        sum(amount for amount, _ in amounts),
        margin_of_sum(amounts),
        sum(counted) if len(counted) == len(files) else None,
        tuple(closed),
    )


def closed_text(euros: Euros, names: Callable[[str], str], within: str = "") -> str:
    """What a sum is without: ``zonder Boetes 2022, 2023``; empty where it is whole.

    Args:
        euros: the sum.
        names: name of a measure.
        within: what the sentence speaks of already; a measure of that name is not said again.
    """
    if euros.value is None or not euros.closed:
        return ""
    by_measure: dict[str, set[int]] = {}
    for measure, period in euros.closed:
        by_measure.setdefault(names(measure), set()).update({period.year} if period else ())
    parts = [
        Markup(" ").join(filter(None, ("" if name == within else name, _as_runs(years))))
        for name, years in by_measure.items()
    ]
    return say("euros.without", parts="; ".join(parts))


def _as_runs(years: Collection[int]) -> str:
    """``2019, 2021 – 2024``: three years or more in a row as their ends."""
    ordered = sorted(years)
    runs = [[year for _, year in run] for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0])]
    parts = [[f"{run[0]} – {run[-1]}"] if len(run) > 2 else map(str, run) for run in runs]
    return ", ".join(chain.from_iterable(parts))


def with_closed(euros: Euros) -> str:
    """A sum of one measure with its margin, and the years it is without: ``€ 99.700 (± 15%) zonder 2022``."""
    return Markup(" ").join(filter(None, (euros.text, closed_text(euros, lambda _: ""))))


def rest_sentence(rest: Euros, part: str) -> str:
    """How much of a total is in none of the parts that are shown; empty where nothing is left over.

    Args:
        rest: what is left over.
        part: what the total is broken down by: gemeente, partner, kwartaal.
    """
    if rest.is_empty:
        return ""
    if rest.value is None:
        return say("euros.rest_is_closed", part=part)
    return say("euros.rest_is", value=with_closed(rest), part=part)


@dataclass(frozen=True)
class Choice:
    """Which published totals answer a choice of filters.

    Attributes:
        view: name of the view; empty where euros are not broken down by these filters together.
        narrow: the parameters that narrow it.
        grains: ``year``, or ``quarter`` and ``year``.
        drop: filters of which one has to go before euros can be shown: ``area``, ``project_type``.
    """

    view: str
    narrow: tuple[tuple[str, str], ...]
    grains: tuple[str, ...]
    drop: tuple[str, ...] = ()

    def grain(self, wanted: str) -> str:
        """The finest grain not finer than the wanted one."""
        return (
            wanted if wanted in self.grains else "quarter" if wanted == "month" and "quarter" in self.grains else "year"
        )


BOTH, YEAR = ("quarter", "year"), ("year",)


def choose(area: str | None, project_type: str | None, *, by_partner: bool = False) -> Choice:
    """The view for a choice of area and project type; euros are published one feature at a time.

    Args:
        area: code of a province or municipality; None for the whole programme.
        project_type: code; None for all.
        by_partner: broken down by partner, or of one partner.
    """
    if area and project_type:
        return Choice("", (), YEAR, ("project_type", "area"))
    if by_partner and project_type:
        return Choice("", (), YEAR, ("project_type",))
    is_province = area is not None and area.startswith(PROVINCE)
    if by_partner and is_province:
        return Choice("", (), YEAR, ("area",))
    if area is None:
        name = "partner" if by_partner else "type" if project_type else "programme"
        return Choice(name, (("project_type", project_type),) if project_type else (), BOTH)
    if is_province:
        return Choice("province", (("province", area),), BOTH)
    return Choice("municipality_partner" if by_partner else "municipality", (("municipality", area),), YEAR)
