"""A table of words for a page: its cells as they are read, how wide each column wants to be, and where it has to be cut."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

LONGEST_WORD, IN_ONE_LINE, WIDEST, GAP = 18, 26, 48, 2  # signs
_NUMBER = re.compile(r"[€±+−–\d\s.,%×()/-]*\d[€±+−–\d\s.,%×()/-]*")
_NOTHING = frozenset(("", "-", "–"))
_WORDS = re.compile(r"[^\s/–-]+[/–-]?")


@dataclass(frozen=True)
class Grid:
    """A table as words.

    Attributes:
        heads: one per column.
        rows: cells, as many as there are heads.
        numeric: per column whether it holds numbers, which stand to the right; never the first, which names the row.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]

    @property
    def narrowest(self) -> tuple[float, ...]:
        """What each column needs, in signs: its longest word, unless that is longer than words are."""
        return tuple(_longest_word(column) + GAP for column in self._columns)

    @property
    def widest(self) -> tuple[float, ...]:
        """What each column would take, in signs: a short text in one line, a long one in a few."""
        return tuple(max(_longest_word(column), _in_a_few_lines(column)) + GAP for column in self._columns)

    def widths(self, room: float) -> tuple[float, ...]:
        """What each column gets of ``room`` signs: what it needs, and a fair share of what it would take."""
        needed, wished = sum(self.narrowest), sum(self.widest)
        share = min(1.0, max(0.0, (room - needed) / (wished - needed))) if wished > needed else 1.0
        return tuple(narrow + share * (wide - narrow) for narrow, wide in zip(self.narrowest, self.widest, strict=True))

    def cut(self, room: float) -> tuple[Grid, ...]:
        """The same in parts of which none needs more than ``room`` signs; each begins with the first column.

        A part holds one other column at least, also where that needs more.
        """
        widths = self.narrowest
        parts: list[list[int]] = []
        left = 0.0
        for column in range(1, len(widths)):
            if not parts or left < widths[column]:
                parts.append([0])
                left = room - widths[0]
            parts[-1].append(column)
            left -= widths[column]
        return tuple(map(self._of, parts)) or (self,)

    @property
    def _columns(self) -> Iterable[tuple[str, ...]]:
        return zip(self.heads, *self.rows, strict=True)

    def _of(self, columns: list[int]) -> Grid:
        def chosen(cells: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(cells[at] for at in columns)

        return Grid(chosen(self.heads), tuple(map(chosen, self.rows)), tuple(self.numeric[at] for at in columns))


def grid(frame: pd.DataFrame) -> Grid:
    """The rows of a frame as they are read; what is missing is empty."""
    heads = tuple(clean(head) for head in frame.columns)
    columns = [[_cell(value) for value in frame.iloc[:, at]] for at in range(len(heads))]
    numeric = tuple(at > 0 and _is_numeric(column) for at, column in enumerate(columns))
    return Grid(heads, tuple(zip(*columns, strict=True)), numeric)


def _cell(value: object) -> str:
    """A whole number that became a broken one beside something missing is whole again."""
    return clean(int(value) if isinstance(value, float) and value.is_integer() else value)


def _is_numeric(column: list[str]) -> bool:
    filled = [cell for cell in column if cell not in _NOTHING]
    return bool(filled) and 2 * sum(bool(_NUMBER.fullmatch(cell)) for cell in filled) > len(filled)


def _longest_word(column: tuple[str, ...]) -> int:
    return min(LONGEST_WORD, max((len(word) for cell in column for word in _WORDS.findall(cell)), default=1))


def _in_a_few_lines(column: tuple[str, ...]) -> int:
    longest = max(map(len, column))
    return longest if longest <= IN_ONE_LINE else min(WIDEST, max(IN_ONE_LINE, longest // 3))
