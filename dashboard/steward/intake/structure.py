"""From text as delivered to typed tables: sheets, headings, cells; what a person would not read is reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.intake.contract import BY_NAME, MEASURE, NOT_DELIVERABLE, SHEETS, Column, Sheet
from dashboard.steward.intake.parse import parse
from dashboard.steward.intake.problems import Place
from dashboard.steward.intake.values import AREA, fold, nearest
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.steward.intake.problems import Report
    from dashboard.steward.intake.read import RawDelivery, RawSheet

    Tables = Mapping[str, "Table"]

_NO_SHEET = frozenset(
    fold(row[name]) for code, row in MEASURE.items() if code in NOT_DELIVERABLE for name in ("code", "name_nl")
)
_DTYPES = {"date": "datetime64[us]", "month": "datetime64[us]", "yes_no": "boolean", "codes": "object"}
_FLOATS = frozenset({"count", "amount", "days", "year"})


@dataclass(frozen=True)
class Table:
    """One sheet of the contract, typed.

    Attributes:
        frame: inner names, every column of the contract; index ``row`` = source row. Numbers and years as floats, codes
            and texts as categories, NA where blank, broken or not delivered.
        texts: inner name to text as delivered, for the columns that were delivered.
        broken: inner name to the mask of cells that could not be read.
    """

    sheet: Sheet
    frame: pd.DataFrame
    texts: dict[str, pd.Series] = field(default_factory=dict)
    broken: dict[str, np.ndarray] = field(default_factory=dict)

    def place(self, name: str, mask: np.ndarray | pd.Series) -> Place:
        """Where rows of a column are wrong: sheet, heading, source rows, text as delivered."""
        heading = next(column.heading for column in self.sheet.columns if column.name == name)
        chosen = np.asarray(mask, dtype=bool)
        text = self.texts[name][chosen] if name in self.texts else pd.Series(dtype="str")
        return Place(self.sheet.heading, heading, self.frame.index[chosen].tolist(), _plain(text))

    def flag(self, report: Report, rule: str, name: str, mask: np.ndarray | pd.Series, **details: object) -> None:
        """Report the rows of a mask, when there are any."""
        if np.asarray(mask, dtype=bool).any():
            report.add(rule, self.place(name, mask), None, **details)


def make_tables(raw: RawDelivery, report: Report) -> dict[str, Table]:
    """Type every sheet of the contract.

    Returns:
        Inner sheet name to table; a sheet that was not delivered has a table without rows.
    """
    delivered = {one.sheet.name: one for one in raw.sheets if one.sheet and one.heading_row}
    for name in raw.strangers:
        report.add("unreadable_file", Place(), name=name)
    tables = {}
    for sheet in SHEETS:
        given = delivered.get(sheet.name)
        if given is None or given.frame.empty:
            tables[sheet.name] = Table(sheet, _empty(sheet.name).copy())
        if given is not None:
            tables[sheet.name] = _table(sheet, given, report)
        if sheet.required and tables[sheet.name].frame.empty:
            report.add("missing_sheet", Place(sheet.heading), sheet=sheet.heading)
    if all(tables[sheet.name].frame.empty for sheet in SHEETS if not sheet.required):
        report.add("nothing_delivered", Place())
    return tables


def _table(sheet: Sheet, given: RawSheet, report: Report) -> Table:
    columns = _match_headings(sheet, given, report)
    frame = _blank(sheet, given.frame.index)
    table = Table(sheet, frame)
    for column in sheet.columns:
        if column.name not in columns:
            continue
        text = given.frame.iloc[:, columns[column.name]].astype("category")
        table.texts[column.name] = text
        _parse_column(table, column, text, report)
    return table


def _match_headings(sheet: Sheet, given: RawSheet, report: Report) -> dict[str, int]:
    """Inner name to position in the delivered frame; doubles, strangers and gaps are reported."""
    known = {fold(heading): column for heading, column in sheet.by_heading().items()}
    found: dict[str, int] = {}
    for position, heading in enumerate(given.frame.columns):
        column = known.get(fold(heading))
        if column is None:
            _report_stranger(sheet, given, position, report)
        elif column.name in found:
            report.add("double_column", Place(sheet.heading, column.heading, [given.heading_row]))
        else:
            found[column.name] = position
    for column in sheet.columns:
        if column.required and column.name not in found:
            report.add("missing_column", Place(sheet.heading, column.heading), column=column.heading)
    return found


def _report_stranger(sheet: Sheet, given: RawSheet, position: int, report: Report) -> None:
    heading = str(given.frame.columns[position])
    if heading:
        close = nearest(heading, sheet.by_heading())
        hint = say("intake.hint.nearest", code=close) if close else say("intake.hint.not_needed")
        report.add("unknown_column", Place(sheet.heading, heading, [given.heading_row], [heading]), hint=hint)
        return
    text = given.frame.iloc[:, position].astype("str")
    filled = (text.str.strip() != "") & text.notna()
    rows = given.frame.index[filled].tolist()
    report.add("no_heading", Place(sheet.heading, None, rows, _plain(text[filled])))


def _parse_column(table: Table, column: Column, text: pd.Series, report: Report) -> None:
    measure = table.frame["measure_code"] if column.measured else None
    is_count = None if measure is None else (unit_of(measure) == "count").to_numpy()
    parsed = parse(text, column, is_count)
    table.frame[column.name] = parsed.typed
    table.broken[column.name] = np.zeros(len(text), dtype=bool)
    # A number cannot be judged while its measure is unknown; that is reported as it stands.
    judged = None if measure is None or not is_required(table, "measure_code") else measure.notna().to_numpy()
    for rule, mask in parsed.broken.items():
        table.broken[column.name] |= mask
        told = mask if judged is None else mask & judged
        if told.any():
            _report_broken(table, column, rule, told, report)
    if column.required:
        table.flag(report, "missing_value", column.name, parsed.blank, column=column.heading)


def _report_broken(table: Table, column: Column, rule: str, mask: np.ndarray, report: Report) -> None:
    if rule != "unknown_code":
        table.flag(report, rule, column.name, mask)
        return
    text = table.texts[column.name]
    derived = [fold(str(one)) in _NO_SHEET for one in text.cat.categories]
    is_derived = np.array([*derived, False])[text.cat.codes.to_numpy()] & mask & (column.name == "measure_code")
    table.flag(report, "not_deliverable", column.name, is_derived)
    rest = mask & ~is_derived
    if rest.any():
        place = table.place(column.name, rest)
        report.add("unknown_code", place, lambda n: {"hint": _hint(place.texts[n], column)})


def _hint(value: str, column: Column) -> str:
    """The nearest known code of the part that is unknown, or the codes there are."""
    parts = [value] if column.kind == "code" else value.replace(";", ",").replace("|", ",").split(",")
    known = {fold(code) for code in column.codes}
    unknown = next((part for part in parts if fold(part) not in known), value)
    if close := nearest(unknown, column.codes):
        return say("intake.hint.nearest", code=close)
    return say("intake.hint.choose", codes=", ".join(list(column.codes)[:12]))


def nearest_area(code: str, known: frozenset[str]) -> str:
    """The known area code that looks most like one, preferably in the same municipality."""
    for length in (6, 4, 2):
        near = [one for one in known if one[:length] == code[:length] and len(one) == len(code)]
        if near and AREA.fullmatch(code):
            return nearest(code, sorted(near)[:2000]).upper()
    return ""


def unit_of(measure: pd.Series) -> pd.Series:
    """Unit of each row's measure: ``count``, ``eur``, or empty when unknown."""
    return fact_of(measure, "unit")


def fact_of(measure: pd.Series, name: str) -> pd.Series:
    """A fact of the catalogue for each row's measure, as categories; empty when unknown."""
    facts = [MEASURE[str(code)][name] for code in measure.cat.categories]
    spread = np.array([*facts, ""], dtype=object)[measure.cat.codes.to_numpy()]
    return pd.Series(spread, index=measure.index)


def is_required(table: Table, name: str) -> bool:
    """True when the contract requires a column."""
    return next(column.required for column in table.sheet.columns if column.name == name)


@cache
def _empty(name: str) -> pd.DataFrame:
    """A sheet without rows, made once; whoever fills it takes a copy."""
    return _blank(BY_NAME[name], pd.RangeIndex(0, name="row"))


def _blank(sheet: Sheet, index: pd.Index) -> pd.DataFrame:
    columns = {}
    for column in sheet.columns:
        dtype = "float64" if column.kind in _FLOATS else _DTYPES.get(column.kind, "category")
        blank = pd.Series(None, index=index, dtype="str").astype("category") if dtype == "category" else None
        columns[column.name] = pd.Series(None, index=index, dtype=dtype) if blank is None else blank
    return pd.DataFrame(columns, index=index)


def _plain(text: pd.Series) -> list[str]:
    return [one if isinstance(one, str) else "" for one in text.tolist()]
