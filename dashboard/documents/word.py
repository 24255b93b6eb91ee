"""A report as a Word document to work on: styles, a table of contents, pictures with their text, and fields to fill in.

Written by python-docx, with what it has no name for (fields, content controls, heads that come back on every page) as parts of
the format, ECMA-376.
"""

from __future__ import annotations

import io
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

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
from dashboard.documents.panels import rows, spoken
from dashboard.documents.report import Field, Panel, Text
from dashboard.documents.word_styles import (
    CAVEAT,
    CELL,
    FIELD,
    HEAD,
    HINT,
    LANDSCAPE,
    NUMBER,
    SMALL,
    SOURCE,
    TABLE,
    WIDTH,
    empty_document,
)
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from docx.document import Document as Letter
    from docx.text.paragraph import Paragraph

    from dashboard.documents.office import Pictures
    from dashboard.documents.report import Part, Report

PIXELS = 680  # width a figure is drawn at: 4 to the millimetre
FINE = 2  # how much finer than the screen a picture is drawn
HIGHEST = 21.0  # centimetres of a figure on a page
WIDE, WIDEST = 7, 12  # columns of a table that lies, and of one in small type
LONGEST_NAME = 64  # signs of the name of a field, more of which Word refuses
SIGN, LONGEST_WORD = 0.19, 20  # centimetres of a sign in a table, and signs of a word that is not parted


def word(report: Report, pictures: Pictures) -> bytes:
    """The report as a document of Word.

    Args:
        report: what it holds.
        pictures: makes pictures of the figures.

    Raises:
        UserError: a picture cannot be made.
    """
    return spoken(report, partial(_word, report, pictures))


def _word(report: Report, pictures: Pictures) -> bytes:
    document = empty_document(TONGUES[report.language])
    _draw_cover(document, report)
    headings = Headings()
    contents = document.add_paragraph()
    for part in report.parts:
        _draw_part(document, part, headings, pictures)
    if report.notes:
        headings.add(document, say("office.notes"), 1)
        for note in report.notes:
            document.add_paragraph(shown(note), style="List Bullet")
    contents._p.addnext(headings.contents())  # noqa: SLF001
    contents._p.getparent().remove(contents._p)  # noqa: SLF001
    _draw_edges(document, report)
    identify(document.core_properties, report)
    content = io.BytesIO()
    document.save(content)
    return settled(content.getvalue(), report.made_at)


class Headings:
    """The headings of a document: each is numbered as it comes, so that the contents can lead to it."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str, str]] = []
        self.figures = 0
        self.fields = 0

    def add(self, document: Letter, title: str, level: int) -> None:
        """A heading with a bookmark."""
        name = f"_Toc{len(self.found) + 1:08}"
        paragraph = document.add_paragraph(shown(title), style=f"Heading {level}")
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for one in (start, end):
            one.set(qn("w:id"), str(len(self.found) + 1))
        start.set(qn("w:name"), name)
        paragraph._p.r_lst[0].addprevious(start)  # noqa: SLF001
        paragraph._p.append(end)  # noqa: SLF001
        self.found.append((level, shown(title), name))

    def contents(self) -> Any:
        """The table of contents, filled in with links; Word adds the pages when it is asked to, and asks nobody on opening."""
        lines = []
        for at, (level, title, name) in enumerate(self.found):
            begin = _field_begin('TOC \\o "1-2" \\h \\z \\u') if not at else ""
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if at == len(self.found) - 1 else ""
            lines.append(
                f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin}<w:hyperlink w:anchor="{name}" w:history="1">'
                f"<w:r><w:t>{escape(title)}</w:t></w:r></w:hyperlink>{end}</w:p>"
            )
        lines.append(
            f'<w:p><w:pPr><w:pStyle w:val="{SOURCE}"/></w:pPr><w:r><w:t>{say("office.update")}</w:t></w:r></w:p>'
        )
        head = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>{say("office.contents")}</w:t></w:r></w:p>'
        return parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{head}{''.join(lines)}</w:sdtContent></w:sdt>"
        )


def _draw_cover(document: Letter, report: Report) -> None:
    document.add_paragraph(shown(report.title), style="Title")
    document.add_paragraph(shown(report.subtitle), style="Subtitle")
    for name, value in report.filters:
        document.add_paragraph(shown(f"{name}: {value}"))
    for words in (report.marking, report.source):
        document.add_paragraph(shown(words))
    if is_link(report.link):
        _add_link(document.add_paragraph(), say("office.open"), report.link)


def _draw_part(document: Letter, part: Part, headings: Headings, pictures: Pictures) -> None:
    headings.add(document, part.title, 1)
    for block in part.blocks:
        if isinstance(block, Panel):
            _draw_panel(document, block, headings, pictures)
        elif isinstance(block, Text):
            for line in paragraphs(block.words):
                document.add_paragraph(line)
        elif isinstance(block, Field):
            _draw_field(document, block, headings)


def _draw_panel(document: Letter, panel: Panel, headings: Headings, pictures: Pictures) -> None:
    """Headline, sentence and caveat, the figure, the table behind it, and what else belongs to it."""
    if panel.topic:
        document.add_paragraph(shown(panel.topic), style=SOURCE).paragraph_format.keep_with_next = True
    headings.add(document, panel.headline, 2)
    for line in paragraphs(panel.sentence):
        document.add_paragraph(line)
    for line in paragraphs(panel.caveat):
        document.add_paragraph(line, style=CAVEAT)
    if panel.figure:
        _draw_figure(document, panel, headings, pictures)
    if len(panel.table):
        _draw_table(document, panel)
    for name, words in about(panel):
        if name == say("document.caveat"):
            continue
        paragraph = document.add_paragraph(style=SOURCE)
        if words == panel.link and is_link(words):
            _add_link(paragraph, name, words)
        else:
            paragraph.add_run(f"{name}: {words}")


def _draw_figure(document: Letter, panel: Panel, headings: Headings, pictures: Pictures) -> None:
    high = height_of(panel)
    image = io.BytesIO(pictures.png(panel.figure or {}, PIXELS, high, FINE))
    width = min(WIDTH, HIGHEST * PIXELS / high)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(image, width=Cm(width))
    picture._inline.docPr.set("descr", alternative(panel))  # noqa: SLF001
    picture._inline.docPr.set("name", shown(panel.title))  # noqa: SLF001
    headings.figures += 1
    caption = document.add_paragraph(f"{say('office.figure')} ", style="Caption")
    _add_field(caption, "SEQ Figuur \\* ARABIC", str(headings.figures))
    caption.add_run(f". {shown(panel.title)}")


def _draw_table(document: Letter, panel: Panel) -> None:
    """The table, as long as anybody reads on; one of many columns lies on pages of its own."""
    table = rows(panel)
    if len(table) < WIDEST < len(table.columns):  # few rows of many columns stand better than they lie
        table = table.set_index(table.columns[0]).T.rename_axis(None, axis=1).reset_index(names=table.columns[0])
    columns = len(table.columns)
    if columns <= WIDE and _least(_columns(table)) * SIGN <= WIDTH:
        document.element.body.insert(-1, _table(panel, table, WIDTH, ""))
        document.add_paragraph(style=SOURCE)
        return
    _turn(document, WD_ORIENT.LANDSCAPE)
    document.element.body.insert(-1, _table(panel, table, LANDSCAPE, SMALL if columns > WIDEST else ""))
    _turn(document, WD_ORIENT.PORTRAIT)


def _table(panel: Panel, table: pd.DataFrame, width: float, small: str) -> Any:
    """The table in the format of Word: its head comes back on every page, and no row is parted."""
    heads = [shown(name) for name in table.columns]
    cells = [[cell_text(value) for value in row] for row in table.itertuples(index=False)]
    widths = [Cm(one).twips for one in _widths([heads, *cells], width)]
    styles = [NUMBER if all(is_numeric(row[at]) for row in cells) else CELL for at in range(len(heads))]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    lines = [_row(heads, widths, [HEAD + small] * len(heads), "<w:cantSplit/><w:tblHeader/>")]
    lines += [_row(row, widths, [style + small for style in styles], "<w:cantSplit/>") for row in cells]
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(shown(panel.title))}"/>'
        f'<w:tblDescription w:val="{escape(alternative(panel))}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(lines)}</w:tbl>"
    )


def _row(words: Sequence[str], widths: Sequence[int], styles: Sequence[str], form: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>'
        f'</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
        for text, width, style in zip(words, widths, styles, strict=True)
    )
    return f"<w:tr><w:trPr>{form}</w:trPr>{cells}</w:tr>"


def _turn(document: Letter, orientation: WD_ORIENT) -> None:
    """Go on on a page that stands or lies."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if section.orientation != orientation:
        section.orientation = orientation
        section.page_width, section.page_height = section.page_height, section.page_width


def _draw_field(document: Letter, field: Field, headings: Headings) -> None:
    """A place to fill in: a content control that shows its hint until somebody writes in it."""
    document.add_paragraph(shown(field.name), style="Heading 3")
    headings.fields += 1
    name = escape(shown(field.name)[:LONGEST_NAME])
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="veld{headings.fields}"/>'
        f'<w:id w:val="{1000 + headings.fields}"/><w:showingPlcHdr/><w:text w:multiLine="1"/></w:sdtPr>'
        f'<w:sdtContent><w:p><w:pPr><w:pStyle w:val="{FIELD}"/></w:pPr><w:r><w:rPr>'
        f'<w:rStyle w:val="{HINT.replace(" ", "")}"/></w:rPr><w:t>{escape(say("office.answer", hint=shown(field.hint)))}'
        "</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(-1, control)


def _draw_edges(document: Letter, report: Report) -> None:
    """Marking and title above every page; source and number under it."""
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.text = " · ".join(words for words in map(shown, (report.marking, report.title)) if words)
    foot.text = shown(report.source)
    numbers = section.footer.add_paragraph(style="Footer")
    numbers.add_run(f"{say('office.page')} ")
    _add_field(numbers, "PAGE", "1")
    numbers.add_run(f" {say('office.page_of')} ")
    _add_field(numbers, "NUMPAGES", "1")


def _add_link(paragraph: Paragraph, words: str, address: str) -> None:
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(  # noqa: SLF001
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}" w:history="1"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
            f"<w:t>{escape(words)}</w:t></w:r></w:hyperlink>"
        )
    )


def _add_field(paragraph: Paragraph, code: str, shown_now: str) -> None:
    for run in parse_xml(f"<w:p {nsdecls('w')}>{_field(code, shown_now)}</w:p>"):
        paragraph._p.append(run)  # noqa: SLF001


def _field(code: str, shown_now: str) -> str:
    """What Word works out itself, with what it shows until then."""
    return f'{_field_begin(code)}<w:r><w:t>{escape(shown_now)}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _field_begin(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _columns(table: pd.DataFrame) -> list[list[str]]:
    """Head and cells of each column as they are read."""
    return [[shown(name), *map(cell_text, table.iloc[:, at])] for at, name in enumerate(table.columns)]


def _least(columns: Sequence[Sequence[str]]) -> float:
    """Signs that columns need beside each other so that no word of common length is parted."""
    return sum(map(_longest_word, columns))


def _longest_word(column: Sequence[str]) -> float:
    return min(max((len(word) for text in column for word in text.split(" ")), default=1), LONGEST_WORD) + 1.5


def _widths(cells: Sequence[Sequence[str]], width: float) -> list[float]:
    """Centimetres of each column, by its longest word and by how much stands in it."""
    columns = list(zip(*cells, strict=True))
    wanted = [min(max(map(len, one)), 80) ** 0.8 for one in columns]
    unit = min(SIGN, width / _least(columns))
    rest = width - unit * _least(columns)
    return [
        unit * _longest_word(one) + rest * more / max(sum(wanted), 1) for one, more in zip(columns, wanted, strict=True)
    ]
