"""Read an XLSX workbook: its cells as text, and what it hides, merges or cannot know.

Formulas are never evaluated: the value Excel kept beside a formula is read, and its absence is reported.
"""

from __future__ import annotations

import io
import re
from array import array
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from dashboard.errors import UserError
from dashboard.steward.intake.container import open_zip
from dashboard.steward.intake.markup import Gathered, elements, local, unescaped, walk
from dashboard.steward.intake.parts import find_sheets, is_true, unchecked, written
from dashboard.text import say

if TYPE_CHECKING:
    from dashboard.steward.intake.container import Members
    from dashboard.steward.intake.parts import Unchecked

MAX_CELLS: Final = 8_000_000  # rows times columns: four times what the whole country needs in one quarter
MAX_TAGS: Final = 4_000_000  # cells with or without a value
LAST_ROW: Final = 1 << 20
LAST_COLUMN: Final = 1 << 14
_HIDDEN_COLUMNS: Final = 500
_TAGS_KEPT: Final = 100
_TEXTS: Final = frozenset({"v", "t", "f"})
_ERROR: Final = "#FOUT!"
_DIGITS: Final = "0123456789"
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_LITERAL = re.compile(r'"([^"]*)"')
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")


@dataclass(frozen=True)
class Notes:
    """What a person should know of a sheet besides its values; rows from 1, columns from 0.

    Attributes:
        is_hidden: the sheet itself.
        rows: hidden rows.
        columns: hidden columns.
        merged: first row, first column, last row, last column of merged cells.
        uncalculated: cells with a formula but without a value.
        written: texts outside the values: prompts, headers, names of links, texts in formulas.
    """

    is_hidden: bool = False
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    uncalculated: tuple[tuple[int, int], ...] = ()
    written: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """A workbook as it was sent.

    Attributes:
        sheets: per sheet its name, its cells and the notes. Cells are categorical text; index ``row`` from 1, columns from
            0: only rows and columns in which something stands.
        unchecked: kinds of parts nobody can look through, each with the name of the first.
        written: place and text of what somebody may have written outside the sheets.
    """

    sheets: list[tuple[str, pd.DataFrame, Notes]]
    unchecked: dict[Unchecked, str]
    written: list[tuple[str, str]]


def read_workbook(data: bytes, name: str) -> Workbook:
    """Read every sheet.

    Raises:
        UserError: damaged, protected with a password, or with more cells than a delivery can have.
    """
    with open_zip(io.BytesIO(data), name) as members:
        layout = find_sheets(members, name)
        with members.open(layout.strings) as source:
            shared = _shared_strings(source.read(), name) if layout.strings else []
        reader = partial(
            _SheetReader,
            name=name,
            shared=shared,
            dates=_date_styles(members, layout.styles, name),
            epoch=CALENDAR_MAC_1904 if layout.counts_from_1904 else CALENDAR_WINDOWS_1900,
            is_uncalculated=layout.is_uncalculated,
        )
        sheets, used = [], set()
        for title, part, is_hidden in layout.sheets:
            sheet = reader()
            with members.open(part) as source:
                walk(source, name, sheet.start, sheet.end, sheet.text)
            sheets.append((title, sheet.grid(), sheet.notes(is_hidden=is_hidden)))
            used |= sheet.used
        texts = list(written(members, layout, name))
        left = {text for n, text in enumerate(shared) if n not in used}
        texts += [(say("intake.place.left_over"), text) for text in sorted(left)]
        return Workbook(sheets, unchecked(members), texts)


def _shared_strings(data: bytes, name: str) -> list[str]:
    """Texts that cells share, without how they are pronounced."""
    texts: list[str] = []
    run: list[str] = []
    state = {"t": 0, "rPh": 0}

    def start(tag: str, _: dict[str, str]) -> None:
        plain = local(tag)
        if plain in state:
            state[plain] += 1
        elif plain == "si":
            run.clear()

    def end(tag: str) -> None:
        plain = local(tag)
        if plain in state:
            state[plain] -= 1
        elif plain == "si":
            texts.append(unescaped("".join(run)))

    def text(piece: str) -> None:
        if state["t"] and not state["rPh"]:
            run.append(piece)

    walk(io.BytesIO(data), name, start, end, text)
    return texts


def _date_styles(members: Members, part: str, name: str) -> frozenset[str]:
    """Numbers of the cell styles that show a number as a date or time."""
    formats = dict(BUILTIN_FORMATS)
    styles: list[str] = []
    is_cell = False
    with members.open(part) as source:
        for tag, attributes in elements(source, name) if part in members.names() else ():
            if tag == "numFmt" and attributes.get("numFmtId", "").isdecimal():
                formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif tag in {"cellXfs", "cellStyleXfs", "dxfs"}:
                is_cell = tag == "cellXfs"
            elif tag == "xf" and is_cell:
                styles.append(attributes.get("numFmtId", "0"))
    dates = {str(number) for number, code in formats.items() if is_date_format(code) or is_timedelta_format(code)}
    return frozenset(str(n) for n, number in enumerate(styles) if number in dates)


class _SheetReader:
    """Takes the cells of one sheet as its XML goes by."""

    def __init__(
        self, *, name: str, shared: list[str], dates: frozenset[str], epoch: datetime, is_uncalculated: bool
    ) -> None:
        self.used: set[int] = set()
        self._name = name
        self._shared = shared
        self._dates = dates
        self._epoch = epoch
        self._is_uncalculated = is_uncalculated
        self._row = 0
        self._row_text = ""
        self._column = -1
        self._tags = 0
        self._plain: dict[str, str] = {}
        self._letters: dict[str, int] = {}
        self._numbers: dict[tuple[str, bool], str] = {}
        # Per column: rows with a text, and that text by its number among the column's texts.
        self._cells: dict[int, tuple[array[int], array[int], dict[str, int]]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[tuple[int, int, int, int]] = []
        self._uncalculated: list[tuple[int, int]] = []
        self._outside = Gathered()
        self._in_data = False
        self._collected: list[str] | None = None
        self._type = ""
        self._style = "0"
        self._value = ""
        self._formula: str | None = None
        self._is_sounded = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        plain = self._plain.get(tag) or self._learn(tag)
        if not self._in_data:
            self._start_outside(plain, tag, attributes)
        elif plain == "c":
            self._start_cell(attributes)
        elif plain in _TEXTS:
            self._collected = None if self._is_sounded else []
        elif plain == "row":
            self._start_row(attributes)
        elif plain == "rPh":
            self._is_sounded = True

    def end(self, tag: str) -> None:
        plain = self._plain.get(tag) or self._learn(tag)
        if not self._in_data:
            self._outside.end(tag)
        elif plain == "c":
            self._end_cell()
        elif plain in _TEXTS and self._collected is not None:
            collected = "".join(self._collected)
            self._collected = None
            if plain == "f":
                self._formula = collected
            else:
                self._value = collected if plain == "v" else self._value + collected
        elif plain == "rPh":
            self._is_sounded = False
        elif plain == "sheetData":
            self._in_data = False

    def _learn(self, tag: str) -> str:
        """A tag without its prefix; asked six times per cell, so the usual few are kept."""
        plain = local(tag)
        if len(self._plain) < _TAGS_KEPT:
            self._plain[tag] = plain
        return plain

    def text(self, text: str) -> None:
        if self._collected is not None:
            self._collected.append(text)
        elif not self._in_data:
            self._outside.text(text)

    def grid(self) -> pd.DataFrame:
        """The cells, in the rows and columns in which something stands."""
        filled = {column: cells for column, cells in sorted(self._cells.items()) if any(map(str.strip, cells[2]))}
        if not filled:
            return pd.DataFrame(index=pd.RangeIndex(1, 1, name="row"))
        rows = np.unique(np.concatenate([np.frombuffer(cells[0], dtype=np.int32) for cells in filled.values()]))
        if len(rows) * len(filled) > MAX_CELLS:
            raise UserError("intake.unreadable.far_cells", file=self._name)
        columns = {}
        for column, (places, codes, texts) in filled.items():
            where = np.frombuffer(places, dtype=np.int32)
            if (np.diff(np.sort(where)) == 0).any():  # two cells in one place: which one counts is doubtful
                raise UserError("intake.unreadable.damaged", file=self._name)
            spread = np.full(len(rows), -1, dtype=np.int32)
            spread[np.searchsorted(rows, where)] = np.frombuffer(codes, dtype=np.int32)
            columns[column] = pd.Categorical.from_codes(spread, pd.Index(list(texts), dtype="str"))
        return pd.DataFrame(columns, index=pd.Index(rows.astype(np.int64), name="row"))

    def notes(self, *, is_hidden: bool) -> Notes:
        return Notes(
            is_hidden=is_hidden,
            rows=frozenset(self._hidden_rows),
            columns=frozenset(self._hidden_columns),
            merged=tuple(self._merged),
            uncalculated=tuple(self._uncalculated),
            written=tuple(sorted(self._outside.texts)),
        )

    def _start_outside(self, plain: str, tag: str, attributes: dict[str, str]) -> None:
        if plain == "sheetData":
            self._in_data = True
            return
        self._outside.start(tag, attributes)
        if plain == "mergeCell" and (merged := _range(attributes.get("ref", ""))):
            self._merged.append(merged)
        elif plain == "col" and is_true(attributes.get("hidden")):
            first, last = (_whole(attributes.get(key)) for key in ("min", "max"))
            self._hidden_columns.update(range(first - 1, min(last, first + _HIDDEN_COLUMNS)))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = _whole(attributes["r"]) if "r" in attributes else self._row + 1
        if not 0 < self._row <= LAST_ROW:
            raise UserError("intake.unreadable.far_cells", file=self._name)
        self._row_text = str(self._row)
        self._column = -1
        if is_true(attributes.get("hidden")):
            self._hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._tags += 1
        if self._tags > MAX_TAGS:
            raise UserError("intake.unreadable.far_cells", file=self._name)
        place = attributes.get("r")
        self._column = self._column + 1 if place is None else self._position(place)
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value, self._formula = "", None

    def _position(self, place: str) -> int:
        """Column of a cell's address, whose row must be the one it stands in."""
        letters = place.removesuffix(self._row_text)
        position = self._letters.get(letters) if letters != place else None
        if position is None:
            if letters == place or not (letters.isascii() and letters.isalpha()):
                raise UserError("intake.unreadable.far_cells", file=self._name)
            position = _column(letters.upper()[:4])
            if position >= LAST_COLUMN:
                raise UserError("intake.unreadable.far_cells", file=self._name)
            self._letters[letters] = position
        return position

    def _end_cell(self) -> None:
        if self._formula is not None:
            self._note_formula(self._formula)
        if not self._value:
            return
        text = self._cell_text()
        if self._column not in self._cells:
            self._cells[self._column] = array("i"), array("i"), {}
        rows, codes, texts = self._cells[self._column]
        rows.append(self._row)
        codes.append(texts.setdefault(text, len(texts)))

    def _note_formula(self, formula: str) -> None:
        is_zero = self._is_uncalculated and self._value in {"0", "0.0"}
        if is_zero or (not self._value and self._type != "str"):
            self._uncalculated.append((self._row, self._column))
        if '"' in formula:
            self._outside.texts.update(_LITERAL.findall(formula))

    def _cell_text(self) -> str:
        value = self._value
        if self._type == "s":
            number = _whole(value.strip())
            if not value.strip().isdecimal() or number >= len(self._shared):
                raise UserError("intake.unreadable.damaged", file=self._name)
            self.used.add(number)
            return self._shared[number]
        if self._type in {"str", "inlineStr"}:
            return unescaped(value)
        if self._type == "b":
            return "ja" if is_true(value.strip()) else "nee"
        if self._type == "e":
            return value if value.startswith("#") else _ERROR
        if self._type == "d":
            return value.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        asked = value, self._style in self._dates
        if asked not in self._numbers:
            self._numbers[asked] = self._number_text(*asked)
        return self._numbers[asked]

    def _number_text(self, value: str, is_date: bool) -> str:
        if not _NUMBER.fullmatch(value.strip()):
            raise UserError("intake.unreadable.damaged", file=self._name)
        number = float(value)
        if is_date:
            try:
                return _moment_text(from_excel(number, self._epoch))
            except (ValueError, OverflowError):  # before or after any date
                pass
        return number_text(number)


def _moment_text(moment: datetime | date | time | timedelta) -> str:
    if isinstance(moment, datetime):
        return moment.date().isoformat() if moment.time() == time.min else moment.isoformat(" ")
    return moment.isoformat() if isinstance(moment, date | time) else str(moment)


def number_text(value: float) -> str:
    """A number as text that can be read back in one way only.

    It gets a decimal comma; with exactly three decimals it gets a fourth, so that 1,2340 is no thousands group.
    """
    digits = format(Decimal(f"{value:.15g}"), "f").replace(".", ",")
    return digits + "0" if len(digits.partition(",")[2]) == 3 else digits


def _range(text: str) -> tuple[int, int, int, int] | None:
    place = _RANGE.fullmatch(text)
    if place is None:
        return None
    first = int(place[2]), _column(place[1])
    return (*first, *((int(place[4]), _column(place[3])) if place[3] else first))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _whole(text: str | None) -> int:
    """A whole number of at most nine digits; 0 when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
