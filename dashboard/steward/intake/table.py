"""Read one CSV file as a grid of text: find out its encoding and separator, keep every row."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, Final

import pandas as pd

from dashboard.errors import UserError
from dashboard.steward.intake.values import fold

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

SEPARATORS: Final = (";", ",", "\t")
MAX_COLUMNS: Final = 500
_TOP_BYTES: Final = 64 << 10
_TOP_ROWS: Final = 20


def read_table(data: bytes, name: str, headings: AbstractSet[str]) -> pd.DataFrame:
    """Read the bytes of a CSV file.

    Args:
        data: the file.
        name: for the message.
        headings: folded headings anybody may use, to recognise the separator.

    Returns:
        Categorical text, one column per field, index ``row`` = record number from 1, blank rows included.

    Raises:
        UserError: not text, or a quotation mark that never closes.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    encoding = _encoding(data, name)
    if not data.strip():
        return pd.DataFrame(index=pd.RangeIndex(1, 1, name="row"))
    top = data[:_TOP_BYTES].decode(encoding, errors="replace")
    separator = _separator(top, headings)
    frame = _parse(data, encoding, separator, _width(top, separator), name)
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="row"), axis=0)


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


def _separator(top: str, headings: AbstractSet[str]) -> str:
    """The separator that shows most known headings in one row, or most fields when none is known."""

    def score(separator: str) -> tuple[int, int]:
        lines = _top_rows(top, separator)
        known = max((len(headings & {fold(field) for field in line}) for line in lines), default=0)
        return known, max((len(line) for line in lines), default=0)

    return max(SEPARATORS, key=score)


def _top_rows(top: str, separator: str) -> list[list[str]]:
    lines = io.StringIO(top, newline="")
    rows: list[list[str]] = []
    try:
        for line in csv.reader(lines, delimiter=separator):
            rows.append(line)
            if len(rows) >= _TOP_ROWS:
                break
    except csv.Error:
        return rows
    return rows


def _width(top: str, separator: str) -> int:
    return max((len(line) for line in _top_rows(top, separator)), default=1)


def _parse(data: bytes, encoding: str, separator: str, width: int, name: str) -> pd.DataFrame:
    """Read with as many columns as the top rows have; with more only when a row further down asks for it."""
    for attempt in range(2):
        columns = _widest(data, separator) if attempt else width
        try:
            return _read(data, encoding, separator, columns, name)
        except pd.errors.ParserError as error:
            if "EOF inside string" in str(error):
                raise UserError("intake.unreadable.open_quote", file=name) from error
    raise UserError("intake.unreadable.not_text", file=name)


def _read(data: bytes, encoding: str, separator: str, columns: int, name: str) -> pd.DataFrame:
    if columns > MAX_COLUMNS:
        raise UserError("intake.unreadable.not_text", file=name)
    return pd.read_csv(
        io.BytesIO(data),
        sep=separator,
        encoding=encoding,
        header=None,
        names=list(range(columns)),
        dtype="category",
        keep_default_na=False,
        na_values=[],
        skip_blank_lines=False,
        index_col=False,
        low_memory=False,
    )


def _widest(data: bytes, separator: str) -> int:
    """An upper bound of the number of fields in any row."""
    mark = separator.encode()
    return max(line.count(mark) for line in data.splitlines()) + 1
