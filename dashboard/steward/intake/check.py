"""Check a delivery: read, type, judge. The one door for the upload page, ``lsi check`` and the archive."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.errors import DataDamaged
from dashboard.steward.intake import rules
from dashboard.steward.intake import rules as results
from dashboard.steward.intake.container import sha256_of
from dashboard.steward.intake.content import summarise
from dashboard.steward.intake.contract import BY_NAME, LISTS
from dashboard.steward.intake.facts import Checked, Delivery, Facts, Known
from dashboard.steward.intake.problems import Problem, Report, problems_as_json, problems_as_text
from dashboard.steward.intake.read import Table, make_tables, read_delivery
from dashboard.steward.intake.screening import report_shape, screen

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Checked",
    "Delivery",
    "Facts",
    "Known",
    "Problem",
    "check",
    "problems_as_json",
    "problems_as_text",
    "read_again",
]

# A delivery is hundreds of short columns of text. What arrow does with each costs more than what it saves; in the end they are arrow's.
_SHORT_COLUMNS = partial(pd.option_context, "mode.string_storage", "python")
_WHOLE = frozenset({"count", "year"})
_ARROW = pd.StringDtype("pyarrow", na_value=np.nan)
_TEXTS = frozenset({"text", "key", "code", "area_code"})


def check(path: Path, known: Known | None = None, *, today: date | None = None) -> Checked:
    """Check one delivery against the contract, by itself.

    Args:
        path: an XLSX workbook, a folder of CSV files, or a ZIP with CSV files or one workbook.
        known: the official areas; without them, areas are not looked up.
        today: the day after which a reference date is odd.

    Raises:
        UserError: it cannot be read at all.
    """
    report = Report()
    with _SHORT_COLUMNS():
        raw = read_delivery(path)
        report_shape(raw, report)
        tables = make_tables(raw, report)
        screen(raw, tables, report)
        del raw
        facts = rules.read_facts(tables)
        _judge(tables, report, facts, known, today or date.today())  # noqa: DTZ011 a day on the wall, no moment in time
        content = summarise(tables)
    sha256 = sha256_of(path)
    accepted = facts is not None and not report.refuses
    delivery = Delivery(sha256, facts, _typed_sheets(tables, facts)) if accepted and facts else None
    return Checked(path.name, sha256, report.sorted(), delivery, facts, content)


def read_again(path: Path, sha256: str) -> Delivery:
    """Type a delivery that was accepted before, without judging it again.

    Raises:
        DataDamaged: it can no longer be read as a delivery.
    """
    with _SHORT_COLUMNS():
        tables = make_tables(read_delivery(path), Report())
    facts = rules.read_facts(tables)
    if facts is None:
        raise DataDamaged("intake.archive.damaged", file=path.name)
    return Delivery(sha256, facts, _typed_sheets(tables, facts))


def _judge(tables: dict[str, Table], report: Report, facts: Facts | None, known: Known | None, today: date) -> None:
    rules.check_delivery(tables, report, today)
    rules.check_keys(tables, report)
    rules.check_texts(tables, report)
    rules.check_people(tables, report)
    rules.check_projects(tables, report)
    rules.check_steps(tables, report)
    rules.check_areas(tables, report, known)
    results.check_period(tables, report, facts)
    results.check_partners(tables, report, facts)
    results.check_families(tables, report)
    results.check_euros(tables, report)
    results.check_decisions(tables, report)
    results.check_cumulative(tables, report)
    results.check_referrals(tables, report)
    results.check_areas_of_projects(tables, report)
    results.check_sizes(tables, report)
    results.check_cells(tables, report)
    results.check_course(tables, report)
    results.check_imposed(tables, report)


def _typed_sheets(tables: dict[str, Table], facts: Facts) -> dict[str, pd.DataFrame]:
    """Frames as `Delivery` describes them; each table is let go once it is converted.

    Gemeenten that were read from the areas stand where a delivery of format 2 names them.
    """
    delivery = tables["delivery"].frame
    named = np.empty(len(delivery), dtype=object)
    named[:] = [facts.municipality_codes or None] * len(delivery)
    delivery["municipality_codes"] = named
    return {name: _finished(name, tables.pop(name).frame) for name in list(tables)}


def _finished(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {column.name: _final(frame[column.name], column.kind) for column in BY_NAME[name].columns}, index=frame.index
    )


def _final(values: pd.Series, kind: str) -> pd.Series:
    if kind in _WHOLE:
        return values.astype("Int64")
    if kind in _TEXTS:
        return values.astype(_ARROW)
    if kind in LISTS:
        lists = np.empty(len(values), dtype=object)
        lists[:] = [list(one) if isinstance(one, tuple) else None for one in values]
        return pd.Series(lists, index=values.index)
    return values
