"""The measure catalogue as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.named import named
from dashboard.charts.numbers import day
from dashboard.shared import FrozenTable
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.answers import Answer
    from dashboard.answers.rows import DefinitionsBreaks, DefinitionsMeasures
    from dashboard.ui.terms import Term


def search(measures: Sequence[DefinitionsMeasures], word: str) -> tuple[DefinitionsMeasures, ...]:
    """Measures whose name or definition holds the word, in the active language."""
    wanted = word.strip().casefold()
    return tuple(row for row in measures if wanted in f"{named(row)} {named(row, 'definition')}".casefold())


def find(
    answer: Answer[DefinitionsMeasures], word: str
) -> tuple[tuple[DefinitionsMeasures, ...], tuple[tuple[str, FrozenTable], ...]]:
    """The measures that hold a word, and their tables per theme."""
    rows = search(answer.rows, word)
    return rows, tuple((theme, FrozenTable(table)) for theme, table in tables(rows))


def tables(measures: Sequence[DefinitionsMeasures]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Per theme, in the order of the catalogue, a table with name, definition, unit, certainty and protection."""
    for theme in dict.fromkeys(row.theme for row in measures):
        yield theme, _table([row for row in measures if row.theme == theme])


def _table(measures: Sequence[DefinitionsMeasures]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say("definitions.name"): [named(row) for row in measures],
            say("definitions.definition"): [named(row, "definition") for row in measures],
            say("definitions.unit"): [_unit(row) for row in measures],
            say("definitions.judgement"): [say(f"polarity.{row.polarity}") for row in measures],
            say("definitions.protection"): [say(f"protection.{row.protection}") for row in measures],
            say("definitions.since"): [str(row.valid_from_date.year) for row in measures],
        }
    )


def breaks(rows: Sequence[DefinitionsBreaks]) -> pd.DataFrame:
    """Where a definition changed: measure, since when, what, and by which source."""
    return pd.DataFrame(
        {
            say("definitions.name"): [named(row, "measure_name") for row in rows],
            say("definitions.break_since"): [day(row.break_date) for row in rows],
            say("definitions.break_what"): [named(row) for row in rows],
            say("definitions.break_source"): [row.source for row in rows],
        }
    )


def terms(listed: Sequence[Term]) -> pd.DataFrame:
    """The words of the field: name, meaning and source."""
    return pd.DataFrame(
        {
            say("term.word"): [one.name for one in listed],
            say("term.means"): [one.means for one in listed],
            say("term.source"): [one.source for one in listed],
        }
    )


def _unit(row: DefinitionsMeasures) -> str:
    unit = say(f"unit.{row.unit}")
    return f"{unit}, {say(f'money.{row.money_kind}')}" if row.money_kind else unit
