"""The measure catalogue as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.numbers import day
from dashboard.shared import FrozenTable
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.answers import Answer


def search(frame: pd.DataFrame, word: str) -> pd.DataFrame:
    """Measures whose name or definition holds the word, in the active language."""
    if not word.strip():
        return frame
    text = frame[f"name_{language()}"] + " " + frame[f"definition_{language()}"]
    return frame[text.str.contains(word.strip(), case=False, regex=False)]


def find(answer: Answer[Any], word: str) -> tuple[FrozenTable, tuple[tuple[str, FrozenTable], ...]]:
    """The measures of ``definitions__measures`` that hold a word, and their tables per theme."""
    rows = search(answer.frame, word)
    return FrozenTable(rows), tuple((theme, FrozenTable(table)) for theme, table in tables(rows))


def tables(frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Per theme, in the order of the catalogue, a table with name, definition, unit, certainty and protection."""
    for theme in frame["theme"].drop_duplicates():
        rows = frame[frame["theme"] == theme]
        yield (
            theme,
            pd.DataFrame(
                {
                    say("definitions.name"): rows[f"name_{language()}"],
                    say("definitions.definition"): rows[f"definition_{language()}"],
                    say("definitions.unit"): [_unit(row) for row in rows.itertuples(index=False)],
                    say("definitions.judgement"): [say(f"polarity.{value}") for value in rows["polarity"]],
                    say("definitions.protection"): [say(f"protection.{value}") for value in rows["protection"]],
                    say("definitions.since"): pd.to_datetime(rows["valid_from_date"]).dt.year.astype(str),
                }
            ),
        )


def breaks(frame: pd.DataFrame) -> pd.DataFrame:
    """Where a definition changed: measure, since when, what, and by which source."""
    return pd.DataFrame(
        {
            say("definitions.name"): frame[f"measure_name_{language()}"],
            say("definitions.break_since"): [day(one) for one in frame["break_date"]],
            say("definitions.break_what"): frame[f"name_{language()}"],
            say("definitions.break_source"): frame["source"],
        }
    )


def _unit(row: Any) -> str:
    unit = say(f"unit.{row.unit}")
    kind = row.money_kind
    return f"{unit}, {say(f'money.{kind}')}" if kind else unit
