"""Numbers and dates as people write them here: ``1.234,5``, ``€ 1,2 mln``, ``12 maart 2024``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

from dashboard.policy import active_policy
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
NBSP = "\u00a0"
MILLION = 1_000_000
TO_HUNDREDS = 10_000
FEW = 3  # that are named; more are counted


def locale() -> str:
    """The locale of the active language."""
    return _LOCALES[language()]


def number(value: float, decimals: int = 0) -> str:
    """A plain number with thousands and decimals."""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return _decimal(round(value, decimals) or 0, pattern, locale())


def counted(noun: str, value: float) -> str:
    """A public number with its noun in the form that goes with it: ``1 buurt``, ``1.234 buurten``.

    Raises:
        KeyError: there is no text ``noun.<noun>``, a programming mistake.
    """
    return say(f"noun.{noun}", n=number(value))


def tally(sizes: Iterable[tuple[str, int]], between: str = "; ") -> str:
    """Public numbers behind their names, without those that are zero: ``beklijft: 2; te vroeg om te zeggen: 5``."""
    return between.join(f"{name}: {number(size)}" for name, size in sizes if size)


def some(value: float) -> str:
    """A public number in a sentence; of nothing the word, as in ``geen van 5``: a zero is not recited."""
    return number(value) if value else say("number.none")


def names_or_number(names: Sequence[str]) -> str:
    """Names where they are few, else how many there are: ``Aakwartier, Bakendorp`` or ``7``."""
    return ", ".join(names) if len(names) <= FEW else number(len(names))


def count(value: int) -> str:
    """A protected count: a shown 0 is none or a few, the rest is about so many."""
    return say("number.none_or_few") if value == 0 else number(value)


def circa(value: int) -> str:
    """A protected count inside a sentence."""
    return say("number.none_or_few") if value == 0 else say("number.about", value=number(value))


def euro(value: float) -> str:
    """Euros in the unit that reads best; from ten thousand on to the hundred, because totals are rounded to it."""
    sign = "-" if value < 0 else ""
    size = abs(value)
    if size >= MILLION:
        return f"{sign}€{NBSP}{number(size / MILLION, 1)}{NBSP}{say('number.million')}"
    return f"{sign}€{NBSP}{number(round(size, -2) if size >= TO_HUNDREDS else size)}"


def percent(part: int, whole: int) -> str | None:
    """A percentage of protected counts, or None where the denominator is too small to give one."""
    policy = active_policy()
    if whole < policy.percentage_denominator:
        return None
    share, top = 100 * part / whole, policy.percentage_top
    return say("number.more_than", value=f"{top}%") if share > top else f"{number(share)}%"


def percentage(share: float) -> str:
    """A fraction as a percentage with no decimals."""
    return f"{number(100 * share)}%"


def day(value: date | datetime) -> str:
    """``12 maart 2024``."""
    return _date(value, "d MMMM yyyy", locale())


def month_name(value: date) -> str:
    """``september 2026``."""
    return _date(value, "MMMM yyyy", locale())


def period_name(value: date, grain: str) -> str:
    """A month, quarter or year by name: ``mrt 2024``, ``2024 K1``, ``2024``."""
    if grain == "year":
        return str(value.year)
    if grain == "quarter":
        return say("number.quarter", quarter=(value.month + 2) // 3, year=value.year)
    return _date(value, "MMM yyyy", locale())


# A page writes some hundreds of the same few numbers and days; the library takes 30 µs for each.
@lru_cache(maxsize=20_000)
def _decimal(value: float, pattern: str, where: str) -> str:
    return format_decimal(value, format=pattern, locale=where)


@lru_cache(maxsize=5_000)
def _date(value: date, pattern: str, where: str) -> str:
    return format_date(value, format=pattern, locale=where)
