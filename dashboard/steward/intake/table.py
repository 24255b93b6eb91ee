"""Read one CSV file as a grid of text: find out its encoding and separator, keep every row, refuse what swallows rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import pandas as pd

from dashboard.errors import UserError
from dashboard.steward.intake.values import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

SEPARATORS: Final = (";", ",", "\t")
OTHER_SEPARATORS: Final = ("|", ":", "^", "~")
MAX_COLUMNS: Final = 500
MAX_CELLS: Final = 8_000_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_TOP_BYTES: Final = 64 << 10
_TOP_ROWS: Final = 20
# What old programs put behind the last line.
_END_OF_FILE: Final = b"\x1a"
# A last line of our own: inside a text that never closes it is no line.
_LAST_LINE: Final = "\x1flast line\x1f"


@dataclass(frozen=True)
class Grid:
    """A CSV file.

    Attributes:
        cells: categorical text, one column per field, index ``row`` = record number from 1, blank rows included.
        n_fields: per row, how many fields it has.
        swallowed: record numbers of rows with a text that holds other rows, because its quotation mark closes too late.
        is_certain: the bytes can be read in one encoding only.
    """

    cells: pd.DataFrame
    n_fields: pd.Series
    swallowed: tuple[int, ...] = ()
    is_certain: bool = True

    @classmethod
    def of(cls, cells: pd.DataFrame) -> Grid:
        """Cells of a workbook, which always have their place."""
        return cls(cells, pd.Series(dtype="int64"))


def read_table(data: bytes, name: str, headings: AbstractSet[str]) -> Grid:
    """Read the bytes of a CSV file.

    Args:
        data: the file.
        name: for the message.
        headings: folded headings anybody may use, to recognise the separator.

    Raises:
        UserError: not text, too wide or long, another separator, or a quotation mark that never closes.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    ended = data.rstrip()
    data = ended.rstrip(_END_OF_FILE) if ended.endswith(_END_OF_FILE) else data
    encoding = _encoding(data, name)
    if not data.strip():
        empty = pd.RangeIndex(1, 1, name="row")
        return Grid(pd.DataFrame(index=empty), pd.Series([], index=empty, dtype="int64"))
    text = data.decode(encoding)
    separator = _separator(text[:_TOP_BYTES], headings, name)
    rows = _rows(text, separator, name)
    return _grid(rows, separator, name, is_certain=encoding == "utf-8")


def _encoding(data: bytes, name: str) -> str:
    if b"\0" in data:
        raise UserError("intake.unreadable.not_text", file=name)
    for encoding in ("utf-8", "cp1252"):
        try:
            codecs.decode(data, encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UserError("intake.unreadable.not_text", file=name)


def _separator(top: str, headings: AbstractSet[str], name: str) -> str:
    """The separator that shows most known headings in one row, or most fields when none is known."""

    def score(separator: str) -> tuple[int, int]:
        lines = _top_rows(top, separator)
        recognised = max((len(headings & {fold(field) for field in line}) for line in lines), default=0)
        return recognised, max((len(line) for line in lines), default=0)

    best = max(SEPARATORS, key=score)
    if score(best)[0] < 2 and any(score(other)[0] > 1 for other in OTHER_SEPARATORS):
        raise UserError("intake.unreadable.separator", file=name)
    return best


def _top_rows(top: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(islice(_reader(top, separator), _TOP_ROWS))
    except csv.Error:
        return rows
    return rows


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=separator != "\t")


def _rows(text: str, separator: str, name: str) -> list[list[str]]:
    """Every row; a blank line is a row without fields."""
    end = "" if text.endswith(("\n", "\r")) else "\n"
    try:
        rows = list(_reader(f"{text}{end}{_LAST_LINE}", separator))
    except csv.Error as error:  # a text longer than any person writes
        raise UserError("intake.unreadable.open_quote", file=name) from error
    if rows.pop() != [_LAST_LINE]:
        raise UserError("intake.unreadable.open_quote", file=name)
    return rows


def _grid(rows: list[list[str]], separator: str, name: str, *, is_certain: bool) -> Grid:
    width = max(map(len, rows), default=0)
    if width > MAX_COLUMNS or width * len(rows) > MAX_CELLS:
        raise UserError("intake.unreadable.too_wide", file=name)
    index = pd.RangeIndex(1, len(rows) + 1, name="row")
    swallowed = tuple(n for n, row in enumerate(rows, start=1) if _swallows(row, separator))
    n_fields = pd.Series([len(row) for row in rows], index=index)
    columns = {}
    for position in range(width):
        texts: dict[str, int] = {}
        codes = [texts.setdefault(row[position], len(texts)) if position < len(row) else -1 for row in rows]
        columns[position] = pd.Categorical.from_codes(codes, pd.Index(list(texts), dtype="str"))
    return Grid(pd.DataFrame(columns, index=index), n_fields, swallowed, is_certain)


def _swallows(row: list[str], separator: str) -> bool:
    """True when a text of this row is the end of one row, whole rows, and the beginning of another."""
    last = len(row) - 1
    if last < 1:
        return False
    for position, text in enumerate(row):
        if "\n" not in text and "\r" not in text:
            continue
        first, *between, final = (line.count(separator) for line in _LINE_END.split(text))
        if first == last - position and final == position and all(count == last for count in between):
            return True
    return False
