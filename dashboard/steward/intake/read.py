"""Read a delivery as it was sent: cells as text with the row a person sees, then typed tables; what nobody would read is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.errors import UserError
from dashboard.steward.intake import values
from dashboard.steward.intake.container import open_delivery
from dashboard.steward.intake.contract import BY_NAME, LISTS, MEASURE, NOT_DELIVERABLE, SHEETS, Column, Sheet
from dashboard.steward.intake.problems import Place, shown
from dashboard.steward.intake.table import Grid, read_table
from dashboard.steward.intake.values import AREA, fold, nearest
from dashboard.steward.intake.workbook import Notes, read_workbook
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dashboard.steward.intake.contract import Sheet
    from dashboard.steward.intake.parts import Unchecked
    from dashboard.steward.intake.problems import Report

    Tables = Mapping[str, "Table"]
    from collections.abc import Callable

    from dashboard.steward.intake.contract import Column
    from dashboard.steward.intake.values import Reading


SHEET_OF = {fold(sheet.heading): sheet for sheet in SHEETS}
# Sheets that our own template brings along.
TEMPLATE_SHEETS = frozenset({"uitleg", "voorbeeld", "lijsten", "bekend"})
HEADING_WITHIN = 20


@dataclass(frozen=True)
class RawSheet:
    """One sheet as delivered.

    Attributes:
        heading: its name as delivered, without folder and suffix.
        sheet: what the contract says of it; None for an extra sheet.
        frame: text as delivered, categorical, columns as they are headed (blank where there is no heading); index
            ``row`` = source row, counted from 1 as in Excel. Without blank rows and without columns that are blank.
        positions: position in the source, from 0, of each column of the frame.
        heading_row: source row of the headings, 0 when the sheet is empty.
        above: source row and text of cells above the headings.
        notes: what a workbook hides or merges.
        resembles: the sheet of the contract whose headings an extra sheet has, with rows below them.
        short: rows of a text file with fewer fields than there are headings.
        swallowed: rows of a text file with a text that holds other rows.
        is_certain: no doubt about the encoding of a text file.
    """

    heading: str
    sheet: Sheet | None
    frame: pd.DataFrame
    positions: tuple[int, ...]
    heading_row: int
    above: tuple[tuple[int, str], ...]
    notes: Notes
    resembles: Sheet | None = None
    short: tuple[int, ...] = ()
    swallowed: tuple[int, ...] = ()
    is_certain: bool = True


@dataclass(frozen=True)
class RawDelivery:
    """A delivery as it was sent.

    Attributes:
        sheets: in the order of the file.
        strangers: files that could not be read as a table.
        names: of the delivery and every file in it.
        unchecked: kinds of parts of a workbook that nobody can look through, each with the name of the first.
        written: place and text of what somebody may have written outside the sheets.
    """

    sheets: tuple[RawSheet, ...]
    strangers: tuple[str, ...]
    names: tuple[str, ...] = ()
    unchecked: Mapping[Unchecked, str] = field(default_factory=dict)
    written: tuple[tuple[str, str], ...] = ()


def read_delivery(path: Path) -> RawDelivery:
    """Read an XLSX workbook, a folder of CSV files, or a ZIP with CSV files or one workbook.

    Raises:
        UserError: it cannot be read; says why and what to do.
    """
    content = open_delivery(path)
    if content.workbook is not None:
        book = read_workbook(content.workbook, shown(path.name))
        sheets = _recognised([_raw(name, Grid.of(cells), notes) for name, cells, notes in book.sheets])
        return RawDelivery(sheets, content.strangers, content.names, book.unchecked, tuple(book.written))
    headings = {fold(column.heading) for sheet in SHEETS for column in sheet.columns}
    # Each file is let go once it is read: the whole country is some 40 MB.
    grids = {name: read_table(content.tables.pop(name), shown(name), headings) for name in list(content.tables)}
    sheets = _recognised([_raw(PurePosixPath(name).stem, grid, Notes()) for name, grid in grids.items()])
    return RawDelivery(sheets, content.strangers, content.names)


def _recognised(sheets: list[RawSheet]) -> tuple[RawSheet, ...]:
    """Recognise by the end of its name what is no sheet by its whole name, where nothing else claims to be that sheet.

    Raises:
        UserError: two claim the same sheet of the contract, and which one counts is doubtful.
    """
    claimed = {one.sheet.name for one in sheets if one.sheet}
    named = [replace(one, sheet=one.resembles, resembles=None) if _ends_as(one, claimed) else one for one in sheets]
    for one in named:
        same = [other.heading for other in named if one.sheet and other.sheet == one.sheet]
        if len(same) > 1:
            raise UserError("intake.unreadable.twice", names=", ".join(shown(name) for name in same))
    return tuple(named)


def _ends_as(one: RawSheet, claimed: set[str]) -> bool:
    """True for "LSI levering Q1 - resultaten", with the headings of resultaten."""
    if one.resembles is None or one.resembles.name in claimed:
        return False
    before = one.heading.strip().casefold().removesuffix(one.resembles.heading)
    return before != one.heading.strip().casefold() and not before[-1:].isalnum()


def _raw(name: str, grid: Grid, notes: Notes) -> RawSheet:
    """Find the headings in a grid of cells and drop what is blank."""
    sheet = SHEET_OF.get(fold(name))
    cells = grid.cells
    filled = _filled(cells)
    rows = np.flatnonzero(filled.any(axis=1))
    if not len(rows):
        return RawSheet(name, sheet, cells.iloc[:0, :0], (), 0, (), notes)
    top = [[_cell(text) for text in line] for line in cells.iloc[rows[:HEADING_WITHIN]].to_numpy()]
    resembles = None if sheet or fold(name) in TEMPLATE_SHEETS else _resembled(top)
    n_above = _heading_line(top, sheet or resembles)
    heads, body = top[n_above], rows[n_above + 1 :]
    has_content = np.asarray(filled[body].any(axis=0))
    kept = [n for n, head in enumerate(heads) if head or has_content[n]]
    frame = cells.iloc[body, kept].set_axis([heads[n] for n in kept], axis=1)
    above = tuple((int(cells.index[rows[n]]), text) for n, line in enumerate(top[:n_above]) for text in line if text)
    n_headed = max((n for n, head in enumerate(heads, start=1) if head), default=0)
    n_fields = grid.n_fields.reindex(frame.index, fill_value=n_headed)
    return RawSheet(
        heading=name,
        sheet=sheet,
        frame=frame,
        positions=tuple(int(cells.columns[n]) for n in kept),
        heading_row=int(cells.index[rows[n_above]]),
        above=above,
        notes=notes,
        resembles=resembles if len(frame) else None,
        short=tuple(frame.index[(n_fields < n_headed).to_numpy()].tolist()),
        swallowed=grid.swallowed,
        is_certain=grid.is_certain,
    )


def _resembled(top: list[list[str]]) -> Sheet | None:
    """The sheet of the contract with most of its headings in one of the top rows, nearly all of the required ones."""
    best, most = None, 0
    for line in top:
        heads = {fold(text) for text in line}
        for sheet in SHEETS:
            required = {fold(column.heading) for column in sheet.columns if column.required}
            n_known = len(heads & {fold(heading) for heading in sheet.by_heading()})
            if len(required - heads) <= len(required) // 5 and n_known > most:
                best, most = sheet, n_known
    return best


def _filled(grid: pd.DataFrame) -> np.ndarray:
    """Mask of cells with more than blanks."""
    filled = np.zeros(grid.shape, dtype=bool)
    for n, column in enumerate(grid.columns):
        text = grid[column].cat
        filled[:, n] = np.array([*(bool(one.strip()) for one in text.categories.tolist()), False])[
            text.codes.to_numpy()
        ]
    return filled


def _heading_line(top: list[list[str]], sheet: Sheet | None) -> int:
    """Which of the top rows is the first with most known headings; the first row when nothing is known."""
    known = {fold(heading) for heading in sheet.by_heading()} if sheet else set()
    matches = [len(known & {fold(text) for text in line}) for line in top]
    return matches.index(max(matches))


def _cell(text: object) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""


_NO_SHEET = frozenset(
    fold(row[name]) for code, row in MEASURE.items() if code in NOT_DELIVERABLE for name in ("code", "name_nl")
)
_DTYPES = {
    "date": "datetime64[us]",
    "month": "datetime64[us]",
    "yes_no": "boolean",
    "codes": "object",
    "numbers": "object",
}
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
    index = given.frame.index
    table = Table(sheet, pd.DataFrame(index=index))
    typed: dict[str, pd.Series] = {}
    for column in sheet.columns:
        if column.name not in columns:
            typed[column.name] = _empty(sheet.name)[column.name].reindex(index)
            continue
        text = given.frame.iloc[:, columns[column.name]].astype("category")
        table.texts[column.name] = text
        typed[column.name] = _parse_column(table, column, text, typed.get("measure_code"), report)
    return replace(table, frame=pd.DataFrame(typed, index=index))


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


def _parse_column(
    table: Table, column: Column, text: pd.Series, measures: pd.Series | None, report: Report
) -> pd.Series:
    measure = measures if column.measured else None
    is_count = None if measure is None else (unit_of(measure) == "count").to_numpy()
    parsed = parse(text, column, is_count)
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
    return parsed.typed


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
    """The known area code that looks most like one in the same municipality; digits say nothing of which other it may be."""
    near = [one for one in known if one[:6] == code[:6] and len(one) == len(code)]
    return nearest(code, sorted(near)[:2000]).upper() if near and AREA.fullmatch(code) else ""


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
    index = pd.RangeIndex(0, name="row")
    kinds = {
        column.name: "float64" if column.kind in _FLOATS else _DTYPES.get(column.kind, "category")
        for column in BY_NAME[name].columns
    }
    blank = {dtype: pd.Series(None, index=index, dtype=dtype) for dtype in {*kinds.values()} - {"category"}}
    blank["category"] = pd.Series(None, index=index, dtype="str").astype("category")
    return pd.DataFrame({name: blank[dtype] for name, dtype in kinds.items()}, index=index)


def _plain(text: pd.Series) -> list[str]:
    return [one if isinstance(one, str) else "" for one in text.tolist()]


@dataclass(frozen=True)
class Parsed:
    """One column, typed.

    Attributes:
        typed: per row, same index as the text; NA where blank or broken. Floats for numbers and years, categories for
            codes and texts, dates as datetime64, tuples for lists of codes.
        broken: rule to mask of the rows that break it.
        blank: mask of the rows without text.
    """

    typed: pd.Series
    broken: dict[str, np.ndarray]
    blank: np.ndarray


@dataclass(frozen=True)
class Texts:
    """A column of text as its distinct texts and, per row, the position of its text; -1 where blank."""

    distinct: list[str]
    positions: np.ndarray
    index: pd.Index

    @classmethod
    def of(cls, text: pd.Series) -> Texts:
        """Take a categorical column apart; texts that differ only in blanks become one."""
        tidied = [values.tidy(str(one)) for one in text.cat.categories]
        codes, distinct = pd.factorize(np.array([*tidied, ""], dtype=object))
        empty = codes[-1]
        spread = np.where(codes == empty, -1, codes)  # the last one, of missing text, is blank as well
        return cls([str(one) for one in distinct], spread[text.cat.codes.to_numpy()], text.index)


def parse(text: pd.Series, column: Column, is_count: np.ndarray | None = None) -> Parsed:
    """Read a column by its kind.

    Args:
        text: categorical text as delivered, index = source rows.
        column: its declaration.
        is_count: for a measured column: mask of the rows whose measure is a count; the others are amounts.
    """
    texts = Texts.of(text)
    if column.measured and is_count is not None and is_count.any():
        return _measured(texts, is_count)
    readings = [_read(one, _reader(column)) for one in texts.distinct]
    return _spread(texts, readings, column.kind)


def _read(text: str, reader: Callable[[str], Reading]) -> Reading:
    if values.is_excel_error(text):
        return None, "excel_error"
    return reader(text) if text else (None, "")


def _measured(texts: Texts, is_count: np.ndarray) -> Parsed:
    """Numbers read as a count or as an amount, by row."""
    counts = _numbers(texts, is_count, whole=True)
    amounts = _numbers(texts, ~is_count, whole=False)
    count, amount = _spread(texts, counts, "count"), _spread(texts, amounts, "amount")
    rules = sorted(set(count.broken) | set(amount.broken))
    nowhere = np.zeros(len(is_count), dtype=bool)
    broken = {
        rule: np.where(is_count, count.broken.get(rule, nowhere), amount.broken.get(rule, nowhere)) for rule in rules
    }
    return Parsed(
        count.typed.where(is_count, amount.typed),
        {rule: mask for rule, mask in broken.items() if mask.any()},
        count.blank,
    )


def _numbers(texts: Texts, rows: np.ndarray, *, whole: bool) -> list[Reading]:
    """The distinct texts as numbers; only those that stand in these rows."""
    asked = set(np.unique(texts.positions[rows]))
    reader = partial(values.number, whole=whole)
    return [_read(one, reader) if n in asked else (None, "") for n, one in enumerate(texts.distinct)]


def _reader(column: Column) -> Callable[[str], Reading]:
    codes = {values.fold(delivered): inner for delivered, inner in column.codes.items()}
    readers: dict[str, Callable[[str], Reading]] = {
        "text": lambda text: (text, ""),
        "key": values.key,
        "code": partial(values.code, codes=codes),
        "codes": partial(values.code_list, codes=codes),
        "numbers": values.delivery_numbers,
        "date": values.day,
        "month": values.month,
        "count": partial(values.number, whole=True),
        "amount": partial(values.number, whole=False),
        "days": partial(values.number, whole=False),
        "yes_no": values.yes_no,
        "area_code": values.area,
        "year": values.year,
    }
    return readers[column.kind]


def _spread(texts: Texts, readings: list[Reading], kind: str) -> Parsed:
    rules = sorted({rule for _, rule in readings if rule})
    number_of = {rule: number for number, rule in enumerate(rules)}
    rule_of = np.array([*(number_of.get(rule, -1) for _, rule in readings), -1])[texts.positions]
    return Parsed(
        typed=_typed([value for value, _ in readings], texts, kind),
        broken={rule: mask for rule, number in number_of.items() if (mask := rule_of == number).any()},
        blank=texts.positions < 0,
    )


def _typed(found: list[object], texts: Texts, kind: str) -> pd.Series:
    """Distinct values, with a missing one at the end for blank rows, taken per row."""
    if kind in {"count", "amount", "days", "year"}:
        numbers = np.array([*(np.nan if value is None else value for value in found), np.nan], dtype="float64")
        return pd.Series((numbers.round(2) if kind == "amount" else numbers)[texts.positions], index=texts.index)
    if kind in {"date", "month"}:
        moments = np.array([*found, None], dtype="datetime64[us]")
        return pd.Series(moments[texts.positions], index=texts.index)
    if kind == "yes_no":
        flags = pd.array([*(None if value is None else bool(value) for value in found), None], dtype="boolean")
        return pd.Series(flags.take(texts.positions), index=texts.index)
    if kind in LISTS:
        lists = np.empty(len(found) + 1, dtype=object)
        lists[:-1] = found
        return pd.Series(lists[texts.positions], index=texts.index)
    codes, names = pd.factorize(np.array([*found, None], dtype=object))
    return pd.Series(pd.Categorical.from_codes(codes[texts.positions], pd.Index(names, dtype="str")), index=texts.index)
