"""A report as slides: a chapter or a panel each, with charts that stay editable, the sentence above and all else in the notes.

Written by python-pptx. Nothing runs out of its box: type shrinks to what is still read in a room, and what does not fit then
goes on in the notes of the slide.
"""

from __future__ import annotations

import io
import textwrap
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard.charts.numbers import number
from dashboard.documents.deck import (
    BODY,
    CHAPTER,
    COLOURS,
    COVER,
    PANEL,
    PLACES,
    SIDE,
    TEXTS,
    TITLE,
    Box,
    draw_foot,
    empty_deck,
    layout_of,
)
from dashboard.documents.native import native
from dashboard.documents.office import (
    TONGUES,
    about,
    alternative,
    cell_text,
    height_of,
    identify,
    is_link,
    is_numeric,
    paragraphs,
    settled,
    shown,
)
from dashboard.documents.panels import spoken
from dashboard.documents.report import Field, Panel, Text
from dashboard.documents.slide_charts import draw_chart
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide

    from dashboard.documents.office import Pictures
    from dashboard.documents.report import Block, Part, Report

SENTENCE = (18, 16, 14)  # points, from what reads best to what is still read
SIGN, LINE = 0.53, 1.2  # width of a sign and height of a line, as parts of the size of type
BOLD = 0.8  # of the signs on a line, when they are bold
MOST = 1.9  # inches of a slide for the sentence
GAP = 0.15  # inches between what stands on a slide
NOTE_HIGH, NOTES = 0.3, 3  # inches of a note under a chart, and how many are shown
ROWS, COLUMNS = 14, 7  # of a table on a slide, at most
CELLS = (14, 12)  # points in a table: whole, or its first rows
PADDING = 0.2  # inches in a cell beside its text
BETWEEN = 6  # points between paragraphs
FINE = 2  # how much finer than the screen a picture is drawn
PIXELS = 1100  # width a picture is drawn at
LONGEST_WORD = 40  # signs after which a text is cut inside a word


def slides(report: Report, pictures: Pictures) -> bytes:
    """The report as a presentation of PowerPoint.

    Args:
        report: what it holds.
        pictures: makes pictures of the figures no office program draws.

    Raises:
        UserError: a picture cannot be made.
    """
    return spoken(report, partial(_slides, report, pictures))


def _slides(report: Report, pictures: Pictures) -> bytes:
    deck = empty_deck()
    _draw_cover(deck, report)
    for part in report.parts:
        _draw_chapter(deck, part, report)
        for kind, blocks in groupby(part.blocks, type):
            if kind is not Panel:
                _draw_texts(deck, part.title, list(_lines(blocks)), report)
            for panel in (block for block in blocks if isinstance(block, Panel)):
                _draw_panel(deck, panel, report, pictures)
    if report.notes:
        _draw_texts(
            deck, say("office.notes"), [(line, "") for note in report.notes for line in paragraphs(note)], report
        )
    identify(deck.core_properties, report)
    deck.core_properties.revision = 1
    _speak(deck, TONGUES[report.language])
    content = io.BytesIO()
    deck.save(content)
    return settled(content.getvalue(), report.made_at)


def _draw_cover(deck: Deck, report: Report) -> None:
    slide = deck.slides.add_slide(layout_of(deck, COVER))
    _write_title(slide, report.title, 40, Box(SIDE, 0, 10.9, 2.0))
    frame = slide.placeholders[1].text_frame
    told = [report.subtitle, report.marking, *(f"{name}: {value}" for name, value in report.filters), report.source]
    lines = [line for words in told for line in paragraphs(words)]
    frame.text, size = "", _fitting("\n".join(lines), Box(0, 0, 10.9, 2.2), SENTENCE)[0]
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        paragraph.text = line
        paragraph.font.size = Pt(size)
        paragraph.font.bold = not at
    if is_link(report.link):
        run = frame.add_paragraph().add_run()
        run.text = say("office.open")
        run.hyperlink.address = report.link
        run.font.size = Pt(size)


def _draw_chapter(deck: Deck, part: Part, report: Report) -> None:
    slide = deck.slides.add_slide(layout_of(deck, CHAPTER))
    _write_title(slide, part.title, 34, Box(0, 0, BODY.width, 1.3))
    titles = [shown(block.headline) for block in part.blocks if isinstance(block, Panel)]
    place = slide.placeholders[1]
    if not titles:
        place._element.getparent().remove(place._element)  # noqa: SLF001
    else:
        size, kept = _fitting("\n".join(titles), Box(0, 0, BODY.width, 3.0), SENTENCE)
        _write(place.text_frame, kept.split("\n"), size)
    draw_foot(slide, _foot(report))


def _draw_panel(deck: Deck, panel: Panel, report: Report, pictures: Pictures) -> None:
    """Headline, what it shows where that is not the headline, sentence, and under it the chart, the picture or the table."""
    slide = deck.slides.add_slide(layout_of(deck, PANEL))
    high = _write_title(slide, panel.headline, TITLE, PLACES["title"])
    _place(slide.shapes.title, replace(PLACES["title"], height=high))
    top = PLACES["title"].top + high + GAP
    text = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == 2)
    most = MOST if panel.figure or len(panel.table) else BODY.bottom - top
    said = "\n".join(filter(None, (shown(panel.topic), *paragraphs(panel.sentence))))
    size, kept = _fitting(said, Box(0, 0, BODY.width, most), SENTENCE)
    used = _height(kept, size, BODY.width) if kept else 0.0
    _write(text.text_frame, kept.split("\n"), size)
    _place(text, Box(BODY.left, top, BODY.width, max(used, 0.1)))
    top += used + GAP
    place = Box(BODY.left, top, BODY.width, BODY.bottom - top)
    chart = native(panel.figure, panel.title)
    told: list[str] = []
    if chart:
        place, told = _with_notes(slide, chart.notes, place)
        frame = draw_chart(slide, chart, place)
        _describe(frame, panel)
    elif panel.figure:
        _draw_picture(slide, panel, place, pictures)
    elif len(panel.table):
        told = _draw_table(slide, panel, place)
    draw_foot(slide, _foot(report))
    _write_notes(slide, panel, told)


def _with_notes(slide: Slide, notes: Sequence[str], place: Box) -> tuple[Box, list[str]]:
    """What stands under a chart, and what is left of its place; every note stands in the notes of the slide too."""
    if not notes:
        return place, []
    size, kept = _fitting(" · ".join(notes), Box(0, 0, place.width, NOTE_HIGH * NOTES), (12,))
    high = _height(kept, size, place.width)
    _add_text(slide, kept, Box(place.left, place.bottom - high, place.width, high), size)
    return Box(place.left, place.top, place.width, place.height - high - GAP), list(notes)


def _draw_picture(slide: Slide, panel: Panel, place: Box, pictures: Pictures) -> None:
    """A picture that fills its place; where the figure is higher than that, it is drawn wider."""
    if panel.figure is None:
        return
    high = max(height_of(panel), round(PIXELS * place.height / place.width))
    wide = round(high * place.width / place.height)
    image = io.BytesIO(pictures.png(panel.figure, wide, high, FINE))
    drawn = slide.shapes.add_picture(image, *place.emu)
    drawn._element.nvPicPr.cNvPr.set("descr", alternative(panel))  # noqa: SLF001
    drawn.name = shown(panel.title)


def _draw_table(slide: Slide, panel: Panel, place: Box) -> list[str]:
    """As many rows and columns as are read, and what was left out said under them."""
    rows, columns = panel.table.shape
    table = panel.table.iloc[:, :COLUMNS]
    cells = [[shown(name) for name in table.columns]]
    cells += [[cell_text(value) for value in row] for row in table.head(ROWS).itertuples(index=False)]
    cells = _without_the_longest(cells, place)
    size = CELLS[0] if len(_fit_rows(cells, place, CELLS[0])) == rows + 1 else CELLS[1]
    cells = _fit_rows(cells, place, size)
    widths = _widths(cells, place.width, size)
    heights = [_row_height(row, widths, size) for row in cells]
    frame = slide.shapes.add_table(len(cells), len(widths), *replace(place, height=sum(heights)).emu)
    _describe(frame, panel)
    is_number = [all(is_numeric(row[at]) for row in cells[1:]) for at in range(len(widths))]
    for column, width in zip(frame.table.columns, widths, strict=True):
        column.width = Inches(width)
    for down, (row, high) in enumerate(zip(cells, heights, strict=True)):
        frame.table.rows[down].height = Inches(high)
        for across, words in enumerate(row):
            _write_cell(frame.table.cell(down, across), words, size, is_right=is_number[across])
    if (len(cells) - 1, len(widths)) == (rows, columns):
        return []
    counts = {"shown": len(cells) - 1, "all": rows, "columns": len(widths), "every": columns}
    note = say("office.rows", **{name: number(value) for name, value in counts.items()})
    _add_text(slide, note, Box(place.left, place.top + sum(heights) + 0.08, place.width, 0.25), 12)
    return [note]


def _fit_rows(cells: list[list[str]], place: Box, size: int) -> list[list[str]]:
    """The head and the first rows, as many as have room; a cell is cut that would take more than its share."""
    widths = _widths(cells, place.width, size)
    room = place.height - 0.35
    cut = [[_cut(words, width, size, most=5) for words, width in zip(row, widths, strict=True)] for row in cells]
    kept: list[list[str]] = []
    used = 0.0
    for row in cut:
        used += _row_height(row, widths, size)
        if used > room and len(kept) > 1:
            break
        kept.append(row)
    return kept


def _without_the_longest(cells: list[list[str]], place: Box) -> list[list[str]]:
    """The cells without the column that holds most text, where only then every row has room; the first one names the row."""
    if len(cells[0]) < 3 or len(_fit_rows(cells, place, CELLS[1])) == len(cells):
        return cells
    longest = max(range(1, len(cells[0])), key=lambda at: sum(len(row[at]) for row in cells))
    fewer = [row[:longest] + row[longest + 1 :] for row in cells]
    return fewer if len(_fit_rows(fewer, place, CELLS[1])) == len(cells) else cells


def _cut(words: str, width: float, size: int, most: int) -> str:
    """A text in at most so many lines of a column."""
    lines = _wrapped(words, size, width - PADDING)
    return words if len(lines) <= most else f"{' '.join(lines[:most])[:-2].rstrip()} …"


def _write_cell(cell: Any, words: str, size: int, *, is_right: bool) -> None:
    cell.text = words
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.font.size = Pt(size)
        paragraph.alignment = PP_ALIGN.RIGHT if is_right else PP_ALIGN.LEFT


def _draw_texts(deck: Deck, title: str, lines: Sequence[tuple[str, str]], report: Report) -> None:
    """Paragraphs, and fields with their hints, over as many slides as they take."""
    for at, page in enumerate(_pages(lines)):
        slide = deck.slides.add_slide(layout_of(deck, TEXTS))
        heading = say("office.continued", title=title) if at else title
        _write_title(slide, heading, TITLE, PLACES["title"])
        frame = slide.placeholders[1].text_frame
        frame.text = ""
        for down, (words, hint) in enumerate(page):
            paragraph = frame.paragraphs[0] if not down else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = words
            run.font.size, run.font.bold = Pt(18), bool(hint)
            if hint:
                below = frame.add_paragraph().add_run()
                below.text = f"[{say('office.answer', hint=hint)}]"
                below.font.size, below.font.italic = Pt(16), True
                below.font.color.rgb = RGBColor.from_string(COLOURS.muted[1:].upper())
        draw_foot(slide, _foot(report))


def _lines(blocks: Iterator[Block]) -> Iterator[tuple[str, str]]:
    """Each paragraph, or each field with its hint."""
    for block in blocks:
        if isinstance(block, Text):
            yield from ((line, "") for line in paragraphs(block.words))
        elif isinstance(block, Field):
            yield shown(block.name), shown(block.hint)


def _pages(lines: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The lines in as many pages as they take; a line that is longer than a page is parted."""
    pages: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for words, hint in lines:
        pieces = textwrap.wrap(words, _signs(BODY.width, 18) * 14) or [""]
        for piece in pieces:
            high = _height(piece, 18, BODY.width) + (_height(hint, 16, BODY.width) + 0.1 if hint else 0) + 0.1
            if pages[-1] and used + high > BODY.height:
                pages.append([])
                used = 0.0
            pages[-1].append((piece, hint))
            used += high
    return pages


def _write_title(slide: Slide, words: str, size: int, box: Box) -> float:
    """The title within its box; how high it is, in inches. Bold type is wider, and no machine has every font."""
    narrow = replace(box, width=box.width * BOLD)
    fit, kept = _fitting(shown(words), narrow, (size, size - 4, size - 8, 16))
    slide.shapes.title.text_frame.text = kept
    slide.shapes.title.text_frame.paragraphs[0].font.size = Pt(fit)
    return _height(kept, fit, narrow.width)


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.emu


def _write(frame: Any, lines: Sequence[str], size: int) -> None:
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        paragraph.text = line
        paragraph.font.size = Pt(size)


def _add_text(slide: Slide, words: str, box: Box, size: int) -> None:
    frame = slide.shapes.add_textbox(*box.emu).text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    _write(frame, [words], size)
    frame.paragraphs[0].font.color.rgb = RGBColor.from_string(COLOURS.muted[1:].upper())


def _write_notes(slide: Slide, panel: Panel, told: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    lines = [*paragraphs(panel.sentence), *told, *(f"{name}: {words}" for name, words in about(panel))]
    frame.text = "\n".join(lines)


def _describe(frame: Any, panel: Panel) -> None:
    """The text alternative of a chart or a table."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative(panel))  # noqa: SLF001
    frame.name = shown(panel.title)


def _foot(report: Report) -> str:
    return " · ".join(line for line in map(shown, (report.marking, report.source)) if line)


def _speak(deck: Deck, tongue: str) -> None:
    """The language of every text, so that it is spelled and read aloud in its own."""
    for slide in deck.slides:
        pages = [slide._element] + ([slide.notes_slide._element] if slide.has_notes_slide else [])  # noqa: SLF001
        for run in (one for page in pages for one in page.iter(qn("a:r"))):
            run.get_or_add_rPr().set("lang", tongue)


def _fitting(words: str, box: Box, sizes: Sequence[int]) -> tuple[int, str]:
    """The largest size in which a text keeps within a box, and as much of it as does in the smallest."""
    for size in sizes:
        if _height(words, size, box.width) <= box.height:
            return size, words
    kept = words
    while len(kept) > 1 and _height(f"{kept} …", sizes[-1], box.width) > box.height:
        kept = kept[: len(kept) * 98 // 100 - 1]
    whole, _, rest = kept.rpartition(" ")
    return sizes[-1], f"{(whole if len(rest) < LONGEST_WORD else kept).rstrip()} …"


def _height(words: str, size: int, width: float) -> float:
    """Inches a text is high in a size of type."""
    return (len(_wrapped(words, size, width)) * size * LINE + words.count("\n") * BETWEEN) / 72


def _wrapped(words: str, size: int, width: float) -> list[str]:
    return [line for one in words.split("\n") for line in textwrap.wrap(one, _signs(width, size)) or [""]]


def _signs(width: float, size: int) -> int:
    """Signs on a line of so many inches."""
    return max(1, int(width * 72 / (size * SIGN)))


def _widths(cells: Sequence[Sequence[str]], width: float, size: int) -> list[float]:
    """Inches of each column, by what stands in it; no word of common length is broken."""
    sign = size * SIGN * 1.08 / 72
    columns = list(zip(*cells, strict=True))
    least = [
        min(max((len(word) for words in one for word in words.split(" ")), default=1), 16) * sign + PADDING
        for one in columns
    ]
    wanted = [min(max(map(len, one)), 60) ** 0.8 for one in columns]
    rest = width - sum(least)
    if rest <= 0:
        return [width * one / sum(least) for one in least]
    return [one + rest * more / sum(wanted) for one, more in zip(least, wanted, strict=True)]


def _row_height(row: Sequence[str], widths: Sequence[float], size: int) -> float:
    lines = max(len(_wrapped(words, size, width - PADDING)) for words, width in zip(row, widths, strict=True))
    return 0.1 + lines * size * LINE / 72
