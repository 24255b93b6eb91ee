"""Definitions of a measure through time: when each held, what changed between two, and when they are reviewed next."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.named import named
from dashboard.charts.numbers import day, month_name
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.answers import Answer
    from dashboard.answers.rows import DefinitionsBreaks, DefinitionsMeasures, DefinitionsReviews, DefinitionsVersions


def changed_definitions(
    before: Answer[DefinitionsMeasures],
    now: Answer[DefinitionsMeasures],
    breaks_before: Answer[DefinitionsBreaks],
    breaks_now: Answer[DefinitionsBreaks],
) -> tuple[tuple[str, str], ...]:
    """Code and name of measures that are in both releases by another definition, of today or of an earlier day."""
    older = {row.measure_code: _meaning(row, breaks_before.rows) for row in before.rows}
    newer = {row.measure_code: (named(row), _meaning(row, breaks_now.rows)) for row in now.rows}
    return tuple((code, name) for code, (name, meaning) in newer.items() if older.get(code, meaning) != meaning)


def _meaning(row: DefinitionsMeasures, breaks: Sequence[DefinitionsBreaks]) -> tuple[object, ...]:
    """What a figure of a measure says; a better translation is no other meaning."""
    days = tuple(one.break_date for one in breaks if one.measure_code == row.measure_code)
    return row.definition_nl, row.unit, row.object, row.numerator, row.denominator, days


def changes(versions: Iterable[DefinitionsVersions]) -> list[tuple[DefinitionsVersions, DefinitionsVersions]]:
    """The definition before and after each break of one measure, the newest break first."""
    return list(pairwise(sorted(versions, key=attrgetter("version"))))[::-1]


def held(version: DefinitionsVersions) -> str:
    """From which day to which a definition held."""
    if version.valid_to_date is None:
        return say("definitions.holds", day=day(version.valid_from_date))
    return say("definitions.held", day=day(version.valid_from_date), until=day(version.valid_to_date))


def change_sentence(version: DefinitionsVersions) -> str:
    """Since when a definition holds, what changed then, and by which source."""
    what, source = named(version, "what_changed"), version.what_changed_source or ""
    return say("definitions.changed", day=day(version.valid_from_date), what=what, source=source)


def with_earlier(definition: str, versions: Iterable[DefinitionsVersions]) -> str:
    """A definition with each earlier one behind it; for figures of a period in which both held."""
    told = [
        say("definitions.earlier_text", until=day(before.valid_to_date), text=named(before, "definition"))
        for before, _ in changes(versions)
        if before.valid_to_date
    ]
    return sentences(definition, *told)


def review_sentence(review: DefinitionsReviews) -> str:
    """When definitions are reviewed next, what is planned then, and who says so."""
    month = month_name(review.review_month)
    of_one = review.measure_code and say("definitions.review_one", measure=named(review, "measure_name"), month=month)
    planned = named(review, "planned") if review.planned_nl else say("definitions.nothing_planned")
    source = say("definitions.text_source", source=named(review, "source"))
    return sentences(of_one or say("definitions.review", month=month), planned, source)


def versions_table(versions: Sequence[DefinitionsVersions]) -> pd.DataFrame:
    """Every definition as read: measure, days, text, what changed and source."""
    return pd.DataFrame(
        {
            say("definitions.name"): [named(row, "measure_name") for row in versions],
            say("definitions.days"): [held(row) for row in versions],
            say("definitions.definition"): [named(row, "definition") for row in versions],
            say("definitions.break_what"): [named(row, "what_changed") if row.version > 1 else "" for row in versions],
            say("definitions.break_source"): [row.source for row in versions],
        }
    )
