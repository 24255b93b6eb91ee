"""Look for personal data in every text of a delivery, and for what it hides, merges, swallows or leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dashboard.personal import looks_personal
from dashboard.steward.intake.contract import SHEETS
from dashboard.steward.intake.letters import broken_word
from dashboard.steward.intake.problems import Place, shown
from dashboard.steward.intake.read import TEMPLATE_SHEETS
from dashboard.steward.intake.values import fold, nearest
from dashboard.text import say

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.steward.intake.contract import Column
    from dashboard.steward.intake.problems import Report
    from dashboard.steward.intake.read import RawDelivery, RawSheet, Table

ROWS_NAMED = 10


def screen(raw: RawDelivery, tables: dict[str, Table], report: Report) -> None:
    """Report personal data anywhere: texts, codes, unreadable cells, extra columns and sheets, names, and outside cells."""
    for text in raw.names:
        _screen_text(say("intake.place.file_name"), text, report)
    for place, text in raw.written:
        _screen_text(place, text, report)
    for one in raw.sheets:
        _screen_text(one.heading, one.heading, report)
        for text in one.notes.written:
            _screen_text(one.heading, text, report)
        for row, text in (*one.above, *((one.heading_row, str(head)) for head in one.frame.columns)):
            if kind := looks_personal(text):
                report.add("personal", Place(one.heading, None, [row], [text]), kind=say(f"intake.personal.{kind}"))
        known = {fold(column.heading): column for column in one.sheet.columns} if one.sheet else {}
        table = tables[one.sheet.name] if one.sheet else None
        for position, heading in enumerate(one.frame.columns):
            column = known.get(fold(heading))
            _screen_column(one, position, _suspect(table, column), report)


def _screen_text(place: str, text: str, report: Report) -> None:
    """Report personal data in a text that stands in no cell."""
    if kind := looks_personal(text):
        report.add("personal", Place(place, None, [], [text]), kind=say(f"intake.personal.{kind}"))


def _suspect(table: Table | None, column: Column | None) -> np.ndarray | None:
    """Rows to look at: all of a text, only the unreadable ones where the contract has read a number, date or code."""
    if table is None or column is None or column.kind in {"text", "key"}:
        return None
    return table.broken.get(column.name)


def _screen_column(one: RawSheet, position: int, suspect: np.ndarray | None, report: Report) -> None:
    if suspect is not None and not suspect.any():
        return
    text = one.frame.iloc[:, position].astype("category")
    text = (text if suspect is None else text[suspect]).cat.remove_unused_categories()
    kinds = [looks_personal(str(value)) for value in text.cat.categories]
    for kind in sorted({kind for kind in kinds if kind}):
        mask = np.array([*(found == kind for found in kinds), False])[text.cat.codes.to_numpy()]
        heading = str(one.frame.columns[position]) or None
        rows = text.index[mask].tolist()
        place = Place(one.heading, heading, rows, text[mask].astype("str").tolist())
        report.add("personal", place, kind=say(f"intake.personal.{kind}"))


def report_shape(raw: RawDelivery, report: Report) -> None:
    """Report sheets and parts that are not read, and what is hidden, merged, swallowed or cut off in those that are."""
    if raw.unchecked:
        parts = [say(f"intake.part.{kind}", name=shown(name)) for kind, name in raw.unchecked.items()]
        report.add("unchecked_parts", Place(), parts=", ".join(parts))
    for one in raw.sheets:
        if one.sheet is None:
            if fold(one.heading) not in TEMPLATE_SHEETS:
                _report_extra(one, raw, report)
            continue
        if one.notes.is_hidden:
            report.add("hidden_sheet", Place(one.heading))
        rows = sorted(one.notes.rows & set(one.frame.index))
        if rows:
            named = ", ".join(str(row) for row in rows[:ROWS_NAMED])
            report.add("hidden_rows", Place(one.heading), count=len(rows), rows=named)
        for position in sorted(one.notes.columns & set(one.positions)):
            report.add("hidden_columns", Place(one.heading, _heading(one, position)))
        for rule, cut in (("short_row", one.short), ("swallowed_rows", one.swallowed)):
            if cut:
                report.add(rule, Place(one.heading, None, cut))
        _report_cells(one, report)
        _report_letters(one, report)


def _report_extra(one: RawSheet, raw: RawDelivery, report: Report) -> None:
    """An extra sheet does no harm, unless it is a sheet of ours under another name."""
    if one.resembles:
        place = Place(one.heading, None, [one.heading_row])
        report.add("sheet_not_named", place, sheet=one.resembles.heading)
        return
    delivered = {other.sheet.heading for other in raw.sheets if other.sheet}
    close = nearest(one.heading, [sheet.heading for sheet in SHEETS if sheet.heading not in delivered])
    if close:
        report.add("sheet_misnamed", Place(one.heading), sheet=close)
    else:
        report.add("extra_sheet", Place(one.heading))


def _report_cells(one: RawSheet, report: Report) -> None:
    for first_row, first, last_row, last in one.notes.merged:
        value = _value(one.frame, first_row, one.positions.index(first) if first in one.positions else -1)
        if last_row > one.heading_row and (value or first_row <= one.heading_row):
            columns = ", ".join(_heading(one, n) or "?" for n in range(first, min(last, first + 5) + 1))
            report.add("merged_cells", Place(one.heading, columns, [first_row], [value]))
    for position in sorted({position for _, position in one.notes.uncalculated}):
        rows = [row for row, column in one.notes.uncalculated if column == position]
        report.add("formula_without_value", Place(one.heading, _heading(one, position), rows))


def _report_letters(one: RawSheet, report: Report) -> None:
    """Report texts whose letters were broken by a program that read them in another encoding, by the first such word."""
    for position, heading in enumerate(one.frame.columns):
        text = one.frame.iloc[:, position].astype("category")
        words = [broken_word(str(value), is_certain=one.is_certain) for value in text.cat.categories]
        if not any(words):
            continue
        mask = np.array([*(bool(word) for word in words), False])[text.cat.codes.to_numpy()]
        if mask.any():
            word = words[text[mask].cat.codes.iloc[0]]
            place = Place(
                one.heading, str(heading) or None, text.index[mask].tolist(), text[mask].astype("str").tolist()
            )
            report.add("broken_letters", place, word=shown(word))


def _heading(one: RawSheet, position: int) -> str | None:
    if position not in one.positions:
        return None
    return str(one.frame.columns[one.positions.index(position)]) or None


def _value(frame: pd.DataFrame, row: int, position: int) -> str:
    return str(frame.iloc[:, position].loc[row]) if position >= 0 and row in frame.index else ""
