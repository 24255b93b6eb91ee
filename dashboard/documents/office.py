"""What Word, slides and a spreadsheet have in common: one language, words as data, and a file that is the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from dashboard.documents.panels import remarks
from dashboard.text import say
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dashboard.documents.report import Panel, Report

FONT = "IBM Plex Sans"
TONGUES = {"nl": "nl-NL", "en": "en-GB"}
LONGEST = 255  # signs of a document property
HEIGHT = 360  # pixels of a figure that does not say how high it is
# What office programs write of themselves beside a file; a report says nothing there.
PROGRAM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
# XlsxWriter leaves out what a label does not show, and LibreOffice takes that for shown.
SHOWN_VALUE = b'<c:showVal val="1"/>'
_HIDDEN = (b"CatName", b"SerName", b"Percent", b"BubbleSize")
SHOWN_ALONE = (b'<c:showLegendKey val="0"/>', SHOWN_VALUE, *(b'<c:show%b val="0"/>' % one for one in _HIDDEN))
_STAMP = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*")
_NO_XML = re.compile("[\ufffe\uffff]")


class Pictures(Protocol):
    """Whoever makes pictures of figures."""

    def png(self, figure: Mapping[str, Any], width: int, height: int, scale: float) -> bytes:
        """A figure of so many pixels, each drawn ``scale`` times as fine."""


def shown(words: object) -> str:
    """A text in one line, of signs that can be read and that a file of an office program may hold."""
    return _NO_XML.sub("", clean(words))


def cell_text(value: Any) -> str:
    """What stands in a cell of a table as it is read; nothing where there is nothing."""
    return "" if pd.api.types.is_scalar(value) and pd.isna(value) else shown(str(value))


def is_numeric(words: str) -> bool:
    """Whether a cell reads as an amount, which stands to the right."""
    return not words or (words[0] in "-€0123456789" and any(one.isdigit() for one in words))


def paragraphs(words: str) -> list[str]:
    """The lines of a text that say something."""
    return [line for line in map(shown, str(words).splitlines()) if line]


def found_and_said(panel: Panel) -> list[str]:
    """What the figure found, as a sentence of its own, and its lines, where there is no room for a headline."""
    return [f"{line}." for line in paragraphs(panel.finding)] + paragraphs(panel.sentence)


def is_link(address: str) -> bool:
    """Whether an address may be followed from a document: a page of the web and nothing else."""
    return address.startswith(("https://", "http://")) and shown(address) == address and " " not in address


def alternative(panel: Panel) -> str:
    """What a figure says to who does not see it."""
    return shown(f"{panel.title}. {panel.sentence}")


def height_of(panel: Panel) -> int:
    """Pixels a figure is high."""
    return int((panel.figure or {"layout": {}})["layout"].get("height") or HEIGHT)


def about(panel: Panel) -> list[tuple[str, str]]:
    """What belongs to a panel besides its figure: its remarks, source, filters and link, each under its name."""
    told = [
        *remarks(panel),
        (say("office.source"), panel.source),
        (say("office.filters"), "; ".join(f"{name}: {value}" for name, value in panel.filters)),
        (say("office.link"), panel.link),
    ]
    said = [(name, " ".join(paragraphs(words)).removeprefix(f"{name}: ")) for name, words in told]
    return [(name, words) for name, words in said if words]


def keywords(report: Report) -> str:
    """What a document management system may find it by."""
    return shown(f"{report.marking}; {report.release}")


def identify(told: Any, report: Report) -> None:
    """Fill the properties of a document or a presentation: those of the report and no others.

    Args:
        told: ``core_properties`` of python-docx or python-pptx.
        report: what it holds.
    """
    told.title, told.subject = shown(report.title)[:LONGEST], shown(report.subtitle)[:LONGEST]
    told.keywords, told.category = keywords(report)[:LONGEST], shown(report.marking)[:LONGEST]
    told.language = TONGUES[report.language]
    told.author = told.last_modified_by = told.comments = ""
    told.created = told.modified = report.made_at.replace(tzinfo=None)


def settled(content: bytes, made_at: datetime) -> bytes:
    """A file of an office program that is the same whenever it is made: its moments are those of the release.

    A workbook inside it is settled too, and a label of a chart of Excel says what it does not show, as ECMA-376 asks.
    """
    moment = made_at.astimezone(UTC)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as found, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in found.namelist():
            part = found.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(rf"\g<1>{moment:%Y-%m-%dT%H:%M:%SZ}", part.decode("utf-8")).encode("utf-8")
            elif name == "docProps/app.xml":
                part = PROGRAM.encode("utf-8")
            elif name.startswith("xl/charts/"):
                part = part.replace(SHOWN_VALUE, b"".join(SHOWN_ALONE))
            elif name.endswith(".xlsx"):
                part = settled(part, made_at)
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, part)
    return made.getvalue()
