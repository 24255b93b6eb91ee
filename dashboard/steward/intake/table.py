"""Read one CSV file as a grid of text: find out its encoding and separator, keep every row, refuse what swallows rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from array import array
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.errors import UserError
from dashboard.steward.intake.values import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

SEPARATORS: Final = (";", ",", "\t")
OTHER_SEPARATORS: Final = ("|", ":", "^", "~")
MAX_COLUMNS: Final = 500
MAX_CELLS: Final = 8_000_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_TOP_BYTES: Final = 64 << 10
_TOP_ROWS: Final = 20
LONGEST_FIELD = 131_072  # signs of one cell; what is longer begins with a quote that nobody closed
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
    separator = _separator(data[:_TOP_BYTES].decode(encoding, errors="replace"), headings, name)
    return _grid(_rows(data, encoding, separator, name), separator, name, is_certain=encoding == "utf-8")


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
        rows.extend(islice(_reader(io.StringIO(top, newline=""), separator), _TOP_ROWS))
    except csv.Error:
        return rows
    return rows


def _reader(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_FIELD)  # of the whole process, and other libraries lift it
    return csv.reader(lines, delimiter=separator, skipinitialspace=separator != "\t")


def _rows(data: bytes, encoding: str, separator: str, name: str) -> Iterator[list[str]]:
    """Every row; a blank line is a row without fields."""
    lines = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    before: list[str] | None = None
    try:
        for row in _reader(chain(lines, [_LAST_LINE]), separator):
            if before is not None:
                yield before
            before = row
    except csv.Error as error:  # a text longer than any person writes
        raise UserError("intake.unreadable.open_quote", file=name) from error
    if before != [_LAST_LINE]:
        raise UserError("intake.unreadable.open_quote", file=name)


def _grid(rows: Iterable[list[str]], separator: str, name: str, *, is_certain: bool) -> Grid:
    """Rows as columns of numbered texts, so that a text that stands in many rows is kept once."""
    columns: list[tuple[array[int], dict[str, int]]] = []
    n_fields = array("i")
    swallowed = []
    for n, row in enumerate(rows):
        if len(row) > MAX_COLUMNS or n * len(columns) > MAX_CELLS:
            raise UserError("intake.unreadable.too_wide", file=name)
        while len(columns) < len(row):
            columns.append((array("i", [-1]) * n, {}))
        for (codes, texts), text in zip(columns, row, strict=False):
            codes.append(texts.setdefault(text, len(texts)))
        for codes, _ in columns[len(row) :]:
            codes.append(-1)
        n_fields.append(len(row))
        if _swallows(row, separator):
            swallowed.append(n + 1)
    index = pd.RangeIndex(1, len(n_fields) + 1, name="row")
    spread = {
        position: pd.Categorical.from_codes(np.frombuffer(codes, dtype=np.int32), pd.Index(list(texts), dtype="str"))
        for position, (codes, texts) in enumerate(columns)
    }
    counted = pd.Series(np.frombuffer(n_fields, dtype=np.int32), index=index)
    return Grid(pd.DataFrame(spread, index=index), counted, tuple(swallowed), is_certain)


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
