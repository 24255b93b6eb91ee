"""A report as a spreadsheet: a cover, contents, notes, then one tidy table a sheet, and beside the numbers of a figure its chart.

Written by XlsxWriter. Laid out as the Government Statistical Service asks (Releasing statistics in spreadsheets): a title in
A1, no merged cells, numbers as numbers, an empty cell where there is none, what has to be known in words and not in colours.
Every text is written as text, so nothing of it is run.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from dashboard.documents.native import native
from dashboard.documents.numbers import FEW
from dashboard.documents.office import about, alternative, found_and_said, is_link, keywords, settled, shown
from dashboard.documents.panels import spoken
from dashboard.documents.sheet import FORMULA
from dashboard.documents.workbook_charts import SPAN, made_chart
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from dashboard.documents.native import Chart, Series
    from dashboard.documents.report import Panel, Report

HEAD = 5  # rows above a table: title, what it says, source, the way back, and an empty one
LONGEST_SHEET, LONGEST_HEAD, LONGEST_TEXT, LONGEST_LINK = 31, 255, 32_767, 2_079  # signs that Excel takes
NARROW, WIDE = 10, 60  # signs of a column
LINE, HIGHEST = 15, 400  # points of a line in a cell, and of a row at most
ESCAPED = re.compile("_(x[0-9a-fA-F]{4}_)")  # Excel would read it as another sign in a head, and find the table damaged
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
FEW_SHOWN, UNDELIVERED_SHOWN, NO_NUMBER = "[g]", "[n]", "[x]"  # in a cell; what each means stands with the notes
SYMBOLS = ("none_or_few", "not_delivered", "empty", "not_split")
LOOK = "Table Style Medium 2"


@dataclass(frozen=True)
class Table:
    """One tidy table for a sheet of its own.

    Attributes:
        sheet: name of the sheet.
        title: in A1.
        said: under the title: the sentence of the panel, or what its figure says besides.
        source: under that.
        rows: heads and values.
        alternative: the table, or the chart beside it, in words.
        chart: drawn beside it; None where it has none.
    """

    sheet: str
    title: str
    said: str
    source: str
    rows: pd.DataFrame
    alternative: str
    chart: Chart | None = None


def workbook(report: Report) -> bytes:
    """The report as a workbook of Excel."""
    return spoken(report, partial(_workbook, report))


def _workbook(report: Report) -> bytes:
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    told = {"title": report.title, "subject": report.subtitle, "category": report.marking, "keywords": keywords(report)}
    moment = report.made_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({name: shown(words)[:LONGEST_HEAD] for name, words in told.items()} | {"created": moment})
    forms = _forms(book)
    tables = _tables(report)
    names = _sheet_names(
        [say("office.cover"), say("office.contents"), say("office.explained"), *(table.sheet for table in tables)]
    )
    sheets = [book.add_worksheet(name) for name in names]
    foot = (
        f"&L{_in_foot(report.marking)} · {_in_foot(report.source)}&R{say('office.page')} &P {say('office.page_of')} &N"
    )
    for sheet in sheets:
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if len(foot) <= LONGEST_HEAD:
            sheet.set_footer(foot)
    _write_cover(sheets[0], report, forms)
    _write_contents(sheets[1], tables, names[3:], forms)
    _write_table(book, sheets[2], _explained(report, names[3:], tables), forms, "Tabel_0", names[1])
    for at, (sheet, table) in enumerate(zip(sheets[3:], tables, strict=True), 1):
        _write_table(book, sheet, table, forms, f"Tabel_{at}", names[1])
    book.close()
    return settled(content.getvalue(), report.made_at)


def _forms(book: Any) -> dict[str, Any]:
    """The few forms a cell has."""
    wrapped = {"text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "quote_prefix": True}),
        "link": book.get_default_url_format(),
        "text": book.add_format({"valign": "top"}),
        "long": book.add_format(wrapped),
        "formula": book.add_format({"quote_prefix": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "quote_prefix": True, **wrapped}),
    }


def _tables(report: Report) -> list[Table]:
    """The numbers of every panel, each followed by what its figure draws."""
    found = []
    for at, panel in enumerate(report.panels, 1):
        said, told = " ".join(found_and_said(panel)), alternative(panel)
        found.append(Table(f"{at} {panel.title}", panel.title, said, panel.source, panel.numbers, told))
        chart = native(panel.figure, panel.title)
        if chart:
            name, title = f"{at} {say('office.figure')} {panel.title}", say("office.in_figure", title=panel.title)
            found.append(Table(name, title, " · ".join(chart.notes), panel.source, _drawn(chart), told, chart))
    return found


def _drawn(chart: Chart) -> pd.DataFrame:
    """What a chart draws, as a table: a row per category, or per point."""
    if chart.kind == "scatter":
        along, across = chart.category_title or "x", chart.value_title or "y"
        points = [
            (row.name, place, value)
            for row in chart.series
            for place, value in zip(row.places, row.values, strict=True)
        ]
        return pd.DataFrame(points, columns=[say("office.row"), along, across])
    columns: list[tuple[str, Sequence[Any]]] = [(chart.category_title or say("office.category"), chart.categories)]
    lengths: list[tuple[str, Sequence[Any]]] = []
    for row in chart.series:
        name = row.name if len(chart.series) > 1 else chart.value_title or say("office.value")
        columns.append((name, row.values))  # noqa: PD011  of ours
        if row.low:
            columns += [(say("office.lower", name=name), row.low), (say("office.upper", name=name), row.high)]
            lengths += [(say("office.below", name=name), _known(row, row.below))]
            lengths += [(say("office.above", name=name), _known(row, row.above))]
    columns += lengths
    frame = pd.concat([pd.Series(list(values), dtype=object) for _, values in columns], axis=1)
    return frame.set_axis([name for name, _ in columns], axis=1)


def _known(series: Series, lengths: Sequence[float]) -> list[float | None]:
    """Lengths of intervals, with nothing where there is no value."""
    return [None if one is None else length for one, length in zip(series.values, lengths, strict=True)]


def _explained(report: Report, names: Sequence[str], tables: Sequence[Table]) -> Table:
    """What has to be known of all, of the symbols, and of each table."""
    rows = [("", say("office.notes"), shown(note)) for note in report.notes]
    rows += [("", say("office.symbols"), say(f"office.symbol.{one}")) for one in SYMBOLS]
    plain = [name for name, table in zip(names, tables, strict=True) if not table.chart]
    for sheet, panel in zip(plain, report.panels, strict=True):
        rows += [(sheet, name, words) for name, words in _read(panel)]
    heads = [say("office.sheet"), say("office.subject"), say("office.text")]
    title = say("office.explained")
    return Table(title, title, "", report.source, pd.DataFrame(rows, columns=heads), title)


def _read(panel: Panel) -> list[tuple[str, str]]:
    return [(say("office.sentence"), " ".join(found_and_said(panel))), *about(panel)]


def _write_cover(sheet: Any, report: Report, forms: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, shown(report.title), forms["title"])
    lines = [
        report.subtitle,
        report.marking,
        say("office.release", id=report.release),
        report.source,
        *(f"{name}: {value}" for name, value in report.filters),
        say("office.contact"),
    ]
    row = 1
    for words in filter(None, map(shown, lines)):
        _write_text(sheet, row, 0, words, forms)
        row += 1
    if is_link(report.link) and len(report.link) <= LONGEST_LINK:
        sheet.write_url(row, 0, report.link, forms["link"], say("office.open"))


def _write_contents(sheet: Any, tables: Sequence[Table], names: Sequence[str], forms: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, say("office.contents"), forms["title"])
    sheet.write_string(2, 0, say("office.sheet"), forms["head"])
    sheet.write_string(2, 1, say("office.title"), forms["head"])
    own = (say("office.explained"), say("office.explained"))
    for row, (name, title) in enumerate([own, *((n, t.title) for n, t in zip(names, tables, strict=True))], 3):
        sheet.write_url(row, 0, _inside(name), forms["link"], name)
        _write_text(sheet, row, 1, shown(title), forms)
    sheet.freeze_panes(3, 0)


def _write_table(book: Any, sheet: Any, table: Table, forms: dict[str, Any], key: str, back: str) -> None:
    """Title, what has to be known, the table, and the chart that belongs to it."""
    sheet.write_string(0, 0, shown(table.title), forms["title"])
    for row, words in enumerate((table.said, table.source), 1):
        _write_text(sheet, row, 0, shown(words), forms)
    sheet.write_url(3, 0, _inside(back), forms["link"], say("office.back"))
    heads, (count, across) = _heads(table.rows.columns), table.rows.shape
    if not across:
        return
    formats: list[str | None] = [table.chart.number_format if table.chart else None] * across
    if table.chart and table.chart.kind == "scatter":
        formats[1] = table.chart.place_format
    marks = [] if table.chart else _marks(table.rows)  # a chart would draw a text as 0
    writers = [_writer(book, table.rows.iloc[:, at], forms, own, marks) for at, own in enumerate(formats)]
    widths = [min(max(wide, min(len(head) + 4, 24)), WIDE) for head, (_, wide) in zip(heads, writers, strict=True)]
    _size(sheet, [tuple(heads), *table.rows.itertuples(index=False)], widths)
    if not count:
        for at, head in enumerate(heads):
            sheet.write_string(HEAD, at, head, forms["head"])
        sheet.write_string(HEAD + 1, 0, say("office.no_rows"), forms["text"])
        return
    told = {"title": shown(table.title)[:LONGEST_HEAD], "description": table.alternative}
    columns = [{"header": head, "header_format": forms["head"]} for head in heads]
    place = (HEAD, 0, HEAD + count, across - 1)
    sheet.add_table(*place, {"name": key, "style": LOOK, "columns": columns, **told})
    for at, (write, _) in enumerate(writers):
        for row, value in enumerate(table.rows.iloc[:, at]):
            write(sheet, row, at, value)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.repeat_rows(HEAD)
    if table.chart:
        drawn = made_chart(book, table.chart, sheet.get_name(), HEAD + 1)
        sheet.insert_chart(HEAD, across + 1, drawn, {"description": table.alternative, "object_position": SPAN})


def _size(sheet: Any, rows: Sequence[Sequence[object]], widths: Sequence[int]) -> None:
    """Columns as wide as what stands in them, and rows as high as their longest text, which not every program works out."""
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    for row, cells in enumerate(rows, HEAD):
        lines = max(_lines(one, width) for one, width in zip(cells, widths, strict=True))
        if lines > 1:
            sheet.set_row(row, min(lines * LINE, HIGHEST))


def _lines(value: object, width: int) -> int:
    """Lines a cell takes in a column of so many signs."""
    return -(-len(value) * 11 // (10 * width)) if isinstance(value, str) else 1


def _marks(rows: pd.DataFrame) -> list[str]:
    """What stands in place of a number that a row does not have: that it was not delivered, or that the row says why."""
    undelivered = say("map.kind.undelivered")
    told = rows.isin([undelivered]).any(axis=1)
    return [UNDELIVERED_SHOWN if is_undelivered else NO_NUMBER for is_undelivered in told]


def _writer(
    book: Any, column: pd.Series[Any], forms: dict[str, Any], own_format: str | None, marks: Sequence[str]
) -> tuple[Callable[..., None], int]:
    """What writes the cells of a column, each as what it is, and how many signs the column is wide."""
    values = [_plain(one) for one in column]
    numbers = [one for one in values if isinstance(one, int | float) and not isinstance(one, bool)]
    form = own_format or _number_format(numbers, str(column.name))
    if column.name in column.attrs.get(FEW, ()):
        form = f'{form};-{form};"{FEW_SHOWN}"'
    number_form = book.add_format({"num_format": form, "valign": "top"})
    mark_form = book.add_format({"align": "right", "valign": "top"})
    day_form = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"})
    texts = [len(shown(one)) for one in values if isinstance(one, str)]
    width = max([*texts, *(len(f"{one:,.2f}") for one in numbers), NARROW])
    text_form = forms["long"] if width > WIDE else forms["text"]

    def write(sheet: Any, at_row: int, at: int, value: object) -> None:
        plain, row = _plain(value), HEAD + 1 + at_row
        if plain is None:
            if numbers and marks:
                sheet.write_string(row, at, marks[at_row], mark_form)
            return
        if isinstance(plain, bool):
            sheet.write_boolean(row, at, plain, forms["text"])
        elif isinstance(plain, int | float):
            sheet.write_number(row, at, plain, number_form)
        elif isinstance(plain, date):
            sheet.write_datetime(row, at, plain, day_form)
        else:
            _write_text(sheet, row, at, shown(plain), forms, text_form)

    return write, width


def _plain(value: Any) -> bool | float | date | str | None:
    """A value as a spreadsheet knows it; None where there is none."""
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp | datetime):
        return value.replace(tzinfo=None) if value.time() != datetime.min.time() else value.date()
    if isinstance(value, date | str):
        return value
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool | int):
        return plain
    try:
        number = float(plain)
    except (TypeError, ValueError):
        return str(plain)
    return number if isfinite(number) else None


def _number_format(numbers: Sequence[float], head: str) -> str:
    """Thousands, and as many decimals as there are; a year has neither."""
    if all(1900 <= one <= 2100 and float(one).is_integer() for one in numbers) and re.search("(?i)jaar|year", head):
        return "0"
    decimals = next((at for at in range(4) if all(abs(one - round(one, at)) < 1e-9 for one in numbers)), 4)
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _write_text(sheet: Any, row: int, at: int, words: str, forms: dict[str, Any], form: Any = None) -> None:
    """A text that stays text, also when somebody opens the cell and leaves it."""
    if words:
        chosen = forms["formula"] if FORMULA.match(words) else form or forms["text"]
        sheet.write_string(row, at, words[:LONGEST_TEXT], chosen)


def _heads(names: Iterable[Hashable]) -> list[str]:
    """Heads as a table of Excel wants them: none empty, none twice."""
    found: list[str] = []
    for at, name in enumerate(names):
        head = ESCAPED.sub(r"\1", shown(str(name)))[: LONGEST_HEAD - 5] or xl_col_to_name(at)
        known = {one.casefold() for one in found}
        turn = 1
        unique = head
        while unique.casefold() in known:
            turn += 1
            unique = f"{head} {turn}"
        found.append(unique)
    return found


def _sheet_names(titles: Iterable[str]) -> list[str]:
    """Names of sheets of at most 31 signs, none twice, none with a sign Excel refuses."""
    found: list[str] = []
    for title in titles:
        name = " ".join(FORBIDDEN.sub(" ", shown(title)).split()).strip("'")[:LONGEST_SHEET].strip(" '") or "-"
        turn = 1
        unique = name
        while unique.casefold() in {one.casefold() for one in found}:
            turn += 1
            unique = f"{name[: LONGEST_SHEET - len(str(turn)) - 1]} {turn}"
        found.append(unique)
    return found


def _inside(sheet: str) -> str:
    """The address of a sheet in its own workbook."""
    quoted = sheet.replace("'", "''")
    return f"internal:'{quoted}'!A1"


def _in_foot(words: str) -> str:
    """A text for the foot of a page, where ``&`` begins a code."""
    return shown(words).replace("&", "&&")
