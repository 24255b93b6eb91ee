"""How slides look: wide, calm, one blue; titles, texts and feet stand in the layouts, so that a person can restyle them all.

It begins with the empty presentation of python-pptx, keeps the layouts that are used and gives them places and styles.
Measures are inches of a slide of 13.33 by 7.5.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches

from dashboard.charts.palette import palette
from dashboard.documents.native import blended
from dashboard.documents.office import FONT

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide, SlideLayout

COLOURS = palette("light")
DARK = COLOURS.sequence[8]  # of titles: deep enough for large type
WIDE, HIGH = 13.333, 7.5
SIDE = 0.6
TITLE, TEXT, FOOT = 26, 18, 10  # points
COVER, TEXTS, CHAPTER, PANEL = "cover", "texts", "chapter", "panel"
# The layouts that are kept, by their place in the empty presentation.
KEPT = {0: COVER, 1: TEXTS, 2: CHAPTER, 7: PANEL}
FOOTER, NUMBER = "ftr", "sldNum"


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches from its left upper corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """As python-pptx takes it: left, top, width, height."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


BODY = Box(SIDE, 1.45, WIDE - 2 * SIDE, 5.25)
PLACES = {
    "title": Box(SIDE, 0.45, WIDE - 2 * SIDE, 0.95),
    FOOTER: Box(SIDE, 6.92, WIDE - 2 * SIDE - 1.2, 0.4),
    NUMBER: Box(WIDE - SIDE - 1.0, 6.92, 1.0, 0.4),
}


def empty_deck() -> Deck:
    """A presentation without slides, in the style of the house."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    _drop(deck.part.package, {"thumbnail"})
    _drop(deck.part, {"printerSettings"})
    _colour(deck)
    for at in reversed(range(len(deck.slide_layouts))):
        if at not in KEPT:
            deck.slide_layouts.remove(deck.slide_layouts[at])
    _place_master(deck)
    for layout, name in zip(deck.slide_layouts, KEPT.values(), strict=True):
        layout.name = name
        LAYOUTS[name](layout)
    return deck


def layout_of(deck: Deck, name: str) -> SlideLayout:
    """One of the layouts by name."""
    found: SlideLayout = deck.slide_layouts.get_by_name(name)
    return found


def draw_foot(slide: Slide, words: str) -> None:
    """The foot of the layout on a slide: the words, and the number of the slide."""
    tree = slide.shapes._spTree  # noqa: SLF001  python-pptx gives slides no feet
    for shape in slide.slide_layout.placeholders:
        kind = _kind(shape)
        if kind not in {FOOTER, NUMBER}:
            continue
        made = copy.deepcopy(shape._element)  # noqa: SLF001
        made.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
        made.spPr.clear()
        made.txBody.replace(made.txBody.find(qn("a:lstStyle")), parse_xml(f"<a:lstStyle {nsdecls('a')}/>"))
        tree.append(made)
        if kind == FOOTER:
            slide.placeholders[shape.placeholder_format.idx].text_frame.text = words


def _cover(layout: SlideLayout) -> None:
    _background(layout, COLOURS.main)
    _remove(layout, {FOOTER, NUMBER})
    _style(layout.placeholders[0], Box(SIDE + 0.4, 1.7, WIDE - 2.4, 2.0), 40, "#ffffff", is_bold=True, anchor="b")
    _style(layout.placeholders[1], Box(SIDE + 0.4, 3.95, WIDE - 2.4, 2.7), 18, "#ffffff")


def _texts(layout: SlideLayout) -> None:
    _place(layout.placeholders[1], BODY)


def _chapter(layout: SlideLayout) -> None:
    _background(layout, blended(COLOURS.main, 0.08))
    _style(layout.placeholders[0], Box(SIDE, 1.9, WIDE - 2 * SIDE, 1.3), 34, DARK, is_bold=True, anchor="b")
    _style(layout.placeholders[1], Box(SIDE, 3.4, WIDE - 2 * SIDE, 3.2), 18, COLOURS.text)


def _panel(layout: SlideLayout) -> None:
    for shape in list(layout.placeholders):
        if shape.placeholder_format.idx == 1:
            shape._element.getparent().remove(shape._element)  # noqa: SLF001
    _style(layout.placeholders[0], PLACES["title"], TITLE, DARK, is_bold=True, anchor="t")
    text = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == 2)
    _style(text, Box(SIDE, BODY.top, BODY.width, 1.0), TEXT, COLOURS.text)


LAYOUTS = {COVER: _cover, TEXTS: _texts, CHAPTER: _chapter, PANEL: _panel}


def _place_master(deck: Deck) -> None:
    """Places and styles of what every layout shares, and a short line of blue above the title."""
    master = deck.slide_master
    for shape in master.placeholders:
        kind = _kind(shape)
        if kind == "title":
            _style(shape, PLACES["title"], TITLE, DARK, is_bold=True, anchor="t")
        elif kind == "body":
            _style(shape, BODY, TEXT, COLOURS.text)
    for where in (master, *deck.slide_layouts):
        _remove(where, {"dt"})
        for shape in where.placeholders:
            kind = _kind(shape)
            if kind in {FOOTER, NUMBER}:
                align = "r" if kind == NUMBER else "l"
                _style(shape, PLACES[kind], FOOT, COLOURS.muted, anchor="ctr", align=align)
    for style in master._element.findall(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}"):  # noqa: SLF001
        style.set("algn", "l")
    line = (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Line"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{Inches(SIDE)}" y="{Inches(0.28)}"/><a:ext cx="{Inches(0.9)}" cy="{Inches(0.06)}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    master.shapes._spTree.insert(2, parse_xml(line))  # noqa: SLF001  behind everything else


def _style(
    shape: BaseShape,
    box: Box,
    size: int,
    colour: str,
    *,
    is_bold: bool = False,
    anchor: str = "t",
    align: str = "l",
) -> None:
    """Place and type of a placeholder of a layout; its text shrinks within its box."""
    _place(shape, box)
    levels = "".join(
        f'<a:lvl{level}pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="600"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size * 100}" b="{int(is_bold)}" cap="none"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        f'<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{level}pPr>'
        for level in (1, 2)
    )
    body = shape._element.txBody  # noqa: SLF001
    body.replace(body.find(qn("a:lstStyle")), parse_xml(f"<a:lstStyle {nsdecls('a')}>{levels}</a:lstStyle>"))
    frame = parse_xml(
        f'<a:bodyPr {nsdecls("a")} vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        "<a:normAutofit/></a:bodyPr>"
    )
    body.replace(body.find(qn("a:bodyPr")), frame)


def _place(shape: BaseShape, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.emu


def _background(layout: SlideLayout, colour: str) -> None:
    layout.background.fill.solid()
    layout.background.fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415

    return RGBColor.from_string(colour[1:].upper())


def _remove(where: Any, kinds: set[str]) -> None:
    for shape in list(where.placeholders):
        if _kind(shape) in kinds:
            shape._element.getparent().remove(shape._element)  # noqa: SLF001


def _kind(shape: BaseShape) -> str:
    """What a placeholder is for, as the file says it."""
    return str(shape._element.nvSpPr.nvPr.find(qn("p:ph")).get("type", "obj"))  # noqa: SLF001


def _drop(part: Any, kinds: set[str]) -> None:
    """Take away what the empty presentation brings along and nobody asked for."""
    rels = part._rels  # noqa: SLF001
    for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in kinds]:
        rels.pop(key)


def _colour(deck: Deck) -> None:
    """Fonts and colours of the house in the theme, so that what a person adds looks the same."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    accents = [COLOURS.main, *COLOURS.categories[1:]]
    theme = part.blob.decode("utf-8")
    theme = re.sub(r'(<a:(?:major|minor)Font><a:latin typeface=)"[^"]*"', rf'\1"{FONT}"', theme)
    wanted = {"dk2": DARK, "lt2": COLOURS.surface, "hlink": COLOURS.main, "folHlink": COLOURS.muted}
    wanted |= {f"accent{at}": colour for at, colour in enumerate(accents[:6], 1)}
    for name, colour in wanted.items():
        theme = re.sub(rf"(<a:{name}>)<a:srgbClr[^>]*/>", rf'\1<a:srgbClr val="{colour[1:].upper()}"/>', theme)
    dark = f'<a:dk1><a:srgbClr val="{COLOURS.text[1:].upper()}"/></a:dk1>'
    part._blob = re.sub(r"<a:dk1>.*?</a:dk1>", dark, theme).encode("utf-8")  # noqa: SLF001
