"""How a Word document looks: every form is a style, so that a person restyles the whole document at once.

It begins with the empty document of python-docx, keeps the styles that are used and adds those of a report.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from dashboard.charts.palette import palette
from dashboard.documents.native import blended
from dashboard.documents.office import FONT

if TYPE_CHECKING:
    from docx.document import Document as Letter
    from docx.styles.style import ParagraphStyle

COLOURS = palette("light")
DARK = COLOURS.sequence[8]
WIDTH, LANDSCAPE = 17.0, 25.7  # centimetres of text on an A4, standing and lying
SOURCE, CAVEAT, FIELD, HINT, TABLE = "Bronregel", "Kanttekening", "Invulveld", "Placeholder Text", "LSI-tabel"
CELL, NUMBER, HEAD = "Tabeltekst", "Tabelgetal", "Tabelkop"
SMALL = " klein"  # after the name of a style of a cell: for tables of many columns
EXTRAS = {"thumbnail", "customXml", "stylesWithEffects"}  # that the empty document brings along
KEPT = {
    "Normal", "Header", "Footer", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet",
    "TOC Heading", "Default Paragraph Font", "Normal Table", "No List", "Header Char", "Footer Char", "Title Char",
    "Subtitle Char", "Heading 1 Char", "Heading 2 Char", "Heading 3 Char",
}  # fmt: skip


def empty_document(tongue: str) -> Letter:
    """A document without a word, standing A4, in the style of the house and in one language.

    Args:
        tongue: such as ``nl-NL``.
    """
    document = Document()
    for style in list(document.styles):
        if style.name not in KEPT:
            style.delete()
    _set_defaults(document, tongue)
    _form_texts(document)
    _form_cells(document)
    _add_table_style(document)
    _drop_extras(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.0)
    return document


def _form_texts(document: Letter) -> None:
    """Sizes, colours and distances of paragraphs."""
    told = {
        "Normal": (10.5, COLOURS.text, False, 0, 6),
        "Title": (28, DARK, True, 60, 6),
        "Subtitle": (14, COLOURS.text, False, 0, 18),
        "Heading 1": (20, DARK, True, 0, 12),
        "Heading 2": (14, COLOURS.main, True, 18, 6),
        "Heading 3": (11.5, DARK, True, 12, 4),
        "Caption": (9, COLOURS.text, False, 2, 10),
        "TOC Heading": (14, DARK, True, 24, 8),
        "Header": (9, COLOURS.muted, False, 0, 0),
        "Footer": (8.5, COLOURS.muted, False, 0, 0),
        "List Bullet": (10.5, COLOURS.text, False, 0, 4),
        SOURCE: (8.5, COLOURS.muted, False, 0, 3),
        CAVEAT: (10, COLOURS.text, False, 4, 8),
        FIELD: (10.5, COLOURS.text, False, 2, 12),
        "toc 1": (10.5, COLOURS.text, True, 6, 2),
        "toc 2": (10, COLOURS.text, False, 0, 2),
    }
    for name, (size, colour, is_bold, before, after) in told.items():
        style = _style(document, name)
        _type(style, size, colour, is_bold=is_bold)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    _style(document, "Normal").paragraph_format.line_spacing = 1.15
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        _style(document, name).paragraph_format.keep_with_next = True
    _style(document, "Heading 1").paragraph_format.page_break_before = True
    for name, indent in (("toc 1", 0.0), ("toc 2", 0.6)):
        style = _style(document, name)
        style.paragraph_format.left_indent = Cm(indent)
        _put(style, f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:leader="dot" w:pos="{Cm(WIDTH).twips}"/></w:tabs>')
    _box(_style(document, CAVEAT), COLOURS.mine, blended(COLOURS.mine, 0.08))
    _box(_style(document, FIELD), COLOURS.main, blended(COLOURS.main, 0.10))
    hint = document.styles.add_style(HINT, WD_STYLE_TYPE.CHARACTER)
    hint.font.italic, hint.font.color.rgb = True, _rgb(COLOURS.muted)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, _rgb(COLOURS.main)


def _form_cells(document: Letter) -> None:
    """Text, numbers and heads in tables, in two sizes."""
    for after, size in (("", 9.0), (SMALL, 7.0)):
        for name, align in ((CELL, "left"), (NUMBER, "right"), (HEAD, "left")):
            style = _style(document, name + after)
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)
            style.paragraph_format.line_spacing = 1.0
            style.font.size = Pt(size)
            if name == HEAD:
                style.font.bold, style.font.color.rgb = True, _rgb("#ffffff")
            _put(style, f'<w:jc {nsdecls("w")} w:val="{align}"/>')


def _style(document: Letter, name: str) -> Any:
    """A style by name, new where the empty document has none."""
    if name in {style.name for style in document.styles}:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc "))
    made.base_style = document.styles["Normal"]
    made.quick_style = True
    return made


def _type(style: ParagraphStyle, size: float, colour: str, *, is_bold: bool) -> None:
    element = style.element
    for part in ("w:rFonts", "w:spacing", "w:kern", "w:color", "w:caps", "w:b", "w:bCs", "w:i", "w:iCs"):
        for old in element.findall(f"{qn('w:rPr')}/{qn(part)}"):
            old.getparent().remove(old)
    for old in element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        old.getparent().remove(old)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), is_bold, _rgb(colour)


def _box(style: ParagraphStyle, edge: str, fill: str) -> None:
    """A line on the left side and a pale colour behind, so that the paragraph stands out."""
    _put(
        style,
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="8" w:color="{edge[1:]}"/></w:pBdr>',
        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>',
    )
    style.paragraph_format.left_indent = Cm(0.4)


def _put(style: ParagraphStyle, *parts: str) -> None:
    """Properties that python-docx has no name for, where the format wants them."""
    form = style.element.get_or_add_pPr()
    after = (
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
    )
    for part in parts:
        made = parse_xml(part)
        name = f"w:{made.tag.rpartition('}')[2]}"
        later = {qn(one) for one in after[after.index(name) + 1 if name in after else 0 :]}
        following = next((one for one in form if one.tag in later), None)
        form.append(made) if following is None else following.addprevious(made)


def _add_table_style(document: Letter) -> None:
    """A table with a dark head, thin lines between rows and no others."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{COLOURS.border[1:]}"'
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="LSI-tabel"><w:name w:val="{TABLE}"/>'
            '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>'
            f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>'
            '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
            f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{COLOURS.main[1:]}"/></w:tcPr></w:tblStylePr></w:style>'
        )
    )


def _set_defaults(document: Letter, tongue: str) -> None:
    """Font and language of every text, and no mode of an older Word."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in list(defaults):
        defaults.remove(old)
    fonts = " ".join(f'w:{side}="{FONT}"' for side in ("ascii", "hAnsi", "cs", "eastAsia"))
    defaults.append(parse_xml(f"<w:rFonts {nsdecls('w')} {fonts}/>"))
    defaults.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="21"/>'))
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{tongue}" w:eastAsia="{tongue}" w:bidi="ar-SA"/>'))
    settings = document.settings.element
    for one in settings.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), tongue)
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")


def _drop_extras(document: Letter) -> None:
    """Take away what the empty document brings along, and name the fonts that stand in where ours is not there."""
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in EXTRAS]:
            rels.pop(key)
    for rel in document.part.rels.values():
        if rel.reltype.endswith("/fontTable"):
            font = f'<w:font w:name="{FONT}"><w:altName w:val="Calibri"/><w:family w:val="swiss"/></w:font>'
            fonts = rel.target_part.blob.decode("utf-8")
            rel.target_part._blob = re.sub(r"(</w:fonts>)", rf"{font}\1", fonts).encode("utf-8")  # noqa: SLF001


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())
