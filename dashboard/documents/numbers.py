"""Rows of machine columns as a table for people: heads and words in the language of the page, codes with their names.

A page gives its rows once, in columns that keep their English name whatever the language; programs get those. People get the same
rows through ``readable``: what a column is called stands under ``column`` in the texts, and what a code of it means under ``value``
or where the screen has it already. Nothing is calculated here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.classes import NO_PROJECT, NOT_APPLICABLE, UNDELIVERED
from dashboard.text import LANGUAGES, language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Names = Mapping[str, Mapping[str, str]]

# Columns that say nothing to people: where a row stands on the screen, or what another column says in words.
LEFT_OUT = frozenset({"is_water", "position", "is_undelivered", "quarter_name"})
# What a code is a code of, where its row does not name it.
NAMED_AS = {
    "partner_code": "partner",
    "from_partner_code": "partner",
    "to_partner_code": "partner",
    "measure_code": "measure",
    "project_code": "project",
    "type_code": "type",
    "municipality_code": "area",
    "province_code": "area",
    "district_code": "area",
}
NAMED_BY = {
    "project_code": "title",
    "agreement_code": "agreement",
}  # columns that name a code and do not end in ``_name``
# Values that are names of measures, by code.
MEASURES = frozenset({"numerator", "denominator"})
# Which text says a value of a column; those of ``OWN`` stand under ``value``.
WORDS = {
    "beside_others": "project.funnel.position.{}",
    "change": "map.change.{}",
    "chosen_by": "projects.by.{}",
    "direction": "direction.{}",
    "document": "project.document.{}",
    "estimator": "validation.estimators.{}",
    "funnel_step": "funnel.{}.start",
    "goal_verdict": "project.goals.verdict.{}",
    "goes_on": "funnel.{}.on",
    "kind": "map.kind.{}",
    "lasting_reason": "sustainment.reason.{}",
    "level": "level.{}",
    "measured_state": "sustainment.state.{}",
    "money_kind": "money.{}",
    "moved": "compare.moved.{}",
    "people_line": "project.people.name.{}",
    "polarity": "polarity.{}",
    "protection": "protection.{}",
    "reliability": "table.firm.{}",
    "role": "effect.part.{}",
    "shape": "validation.shapes.{}",
    "size": "validation.sizes.{}",
    "standing": "compare.standing.{}",
    "state": "deliveries.state.{}",
    "status": "sustainment.status.{}",
    "step_status": "project.steps.status.{}",
    "tile": "tile.{}.title",
    "theme": "theme.{}",
    "theme_code": "lessons.theme.{}",
    "urbanity_class": "lessons.urbanity.{}",
    "verdict": "sustainment.verdict.{}",
    "world": "validation.worlds.{}",
}
OWN = frozenset({"grain", "object", "part", "reason", "unit", "what", "conclusion", "condition"})
SILENT = frozenset({UNDELIVERED, NO_PROJECT, NOT_APPLICABLE})  # kinds of areas of which nothing was counted
COUNTED = ("n_value", "n_denominator")
# Counts that are facts of a project, an area or a delivery, and are not rounded; every other one is protected.
PUBLIC = frozenset(
    {
        "n_projects", "n_addresses", "n_companies", "n_sources", "n_missing", "n_missing_quarters", "n_absent", "n_quarters", "n_provisional",
        "n_steps", "n_done", "n_agreements", "n_inhabitants", "n_dwellings", "n_closed", "n_running", "n_not_working",
        "n_goals_set", "n_steps_dated", "n_steps_in_time", "n_evaluations_due", "n_evaluations_done", "n_follow_ups_due", "n_follow_ups_done",
        "n_working", "n_unmeasured", "n_lasts", "n_fades", "n_too_early", "n_unmeasurable", "n_runs", "n_similar",
    }
)  # fmt: skip
EUROS = frozenset({"amount_eur", "mixed_eur"})
ALSO_PROTECTED = EUROS | {"observed", "reached", "before"}
FEW = "few"


@dataclass(frozen=True)
class Column:
    """A column of machine rows as people get it.

    Attributes:
        head: what it is called.
        cells: one per row: a number, a date, a text of ours or a delivered one; None for what is missing.
    """

    head: str
    cells: list[Any]


def readable(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The same rows for people: one kind of value per column, dates as dates, nothing for what is missing.

    Which columns hold protected counts, of which a 0 is none or a few, stands in its ``attrs`` under ``FEW``.

    Args:
        frame: rows of machine columns.
        names: what codes are called, by kind: ``partner``, ``measure``, ``project``, ``type``, ``area``; see ``kinds_of``.

    Raises:
        KeyError: a column or a value has no text, a programming mistake.
    """
    made = list(_columns(_of_language(frame), names))
    columns = [pd.Series(column.cells, dtype=_dtype(column.cells), name=str(column.head)) for column in made]
    told = pd.concat(columns, axis=1) if columns else pd.DataFrame()
    told.attrs[FEW] = tuple(
        str(say(f"column.{name}")) for name in frame.columns if is_protected([name]) and name not in EUROS
    )
    return told


def kinds_of(columns: Iterable[str]) -> frozenset[str]:
    """Which names ``readable`` needs for these columns."""
    every = set(columns)
    needed = {NAMED_AS[column] for column in every & NAMED_AS.keys()}
    return frozenset(needed | ({"measure"} if every & MEASURES else set()))


def is_protected(columns: Iterable[str]) -> bool:
    """Whether any of these columns holds protected counts or amounts."""
    return any(column in ALSO_PROTECTED or (column.startswith("n_") and column not in PUBLIC) for column in columns)


def _of_language(frame: pd.DataFrame) -> pd.DataFrame:
    """Without what is left out, and of a text in both languages only the active one."""
    here = f"_{language()}"
    others = tuple(f"_{one}" for one in LANGUAGES if one != language())
    kept = [column for column in frame.columns if column not in LEFT_OUT and not column.endswith(others)]
    return frame[kept].rename(columns=lambda column: column.removesuffix(here))


def _columns(frame: pd.DataFrame, names: Names) -> Iterator[Column]:
    codes = [column for column in frame.columns if column.endswith("_code")]
    own = {code: column for at, code in enumerate(codes) if (column := _own_name(code, frame, is_first=at == 0))}
    silent = frame["kind"].isin(SILENT).tolist() if "kind" in frame else [False] * len(frame)
    for column in frame.columns:
        cells = _cells(frame[column])
        if column in codes:
            if len(cells) and all(cell is None for cell in cells):
                continue  # a choice that these rows do not follow
            noun = say(f"column.{column.removesuffix('_code')}")
            yield Column(say("column.code", what=noun), cells)
            if column in own:
                yield Column(noun, _cells(frame[own[column]]))
            else:
                yield Column(noun, [_named(cell, column, names) for cell in cells])
        elif column not in own.values():
            if column in COUNTED:
                cells = [None if nothing else cell for cell, nothing in zip(cells, silent, strict=True)]
            yield Column(say(f"column.{column}"), [_worded(cell, column, names) for cell in cells])


def _own_name(code: str, frame: pd.DataFrame, *, is_first: bool) -> str:
    """The column of the same rows that names a code; a bare ``name`` names the first one."""
    stem = code.removesuffix("_code")
    usual = [NAMED_BY.get(code, ""), f"{stem}_name", *(["name"] if is_first else [])]
    return next((column for column in usual if column in frame), "")


def _named(code: str | None, column: str, names: Names) -> str | None:
    if code is None:
        return None
    return _word(column, code) if column in WORDS else names[NAMED_AS[column]].get(code, code)


def _worded(cell: Any, column: str, names: Names) -> Any:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return say("value.yes" if cell else "value.no")
    if column in MEASURES:
        return names["measure"].get(cell, cell)
    return _word(column, str(cell)) if column in WORDS or column in OWN else cell


def _word(column: str, code: str) -> str:
    return say(f"value.{column}.{code}") if column in OWN else say(WORDS[column].format(code))


def _cells(column: pd.Series[Any]) -> list[Any]:
    """Cells as plain values of Python: whole numbers whole, dates without a time, None for what is missing."""
    return list(map(_cell, column.tolist()))


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value


def _dtype(cells: list[Any]) -> str:
    """Numbers as numbers, whole where all of them are; everything else as it is, so that a text of ours stays one."""
    known = [cell for cell in cells if cell is not None]
    if not known or not {type(cell) for cell in known} <= {int, float}:
        return "object"
    if all(float(cell).is_integer() for cell in known):
        return "int64" if len(known) == len(cells) else "Int64"
    return "float64"
