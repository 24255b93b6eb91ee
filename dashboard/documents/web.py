"""A report as one web page that opens without internet: everything is in it, and its policy lets it ask for nothing.

Its form stands in ``report.html``; jinja escapes every text, and only figures of our own drawing and our own style are taken as
they are.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup as Html

from dashboard.charts.numbers import day
from dashboard.documents.grid import grid
from dashboard.documents.panels import paragraphs, remarks, rows, spoken
from dashboard.documents.pictures import font_faces, has_figure
from dashboard.documents.report import Field, Panel, Report, Text
from dashboard.documents.typesetting import FOLDER
from dashboard.text import say

if TYPE_CHECKING:
    from dashboard.documents.pictures import Pictures
    from dashboard.documents.report import Block

_FORM = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
).get_template("report.html")


def web(report: Report, pictures: Pictures) -> bytes:
    """The report as HTML in UTF-8; the same report always gives the same bytes.

    Raises:
        PictureFailed: a figure cannot be drawn.
    """
    return spoken(report, partial(_web, report, pictures))


def _web(report: Report, pictures: Pictures) -> bytes:
    parts = [(part.title, [_block(block, report, pictures) for block in part.blocks]) for part in report.parts]
    page = _FORM.render(
        report=report,
        day=day(report.made_at),
        parts=parts,
        fonts=Html(font_faces()),  # noqa: S704  our own
        says={key: say(f"document.{key}") for key in ("contents", "notes", "open", "release")},
    )
    return page.encode("utf-8")


def _block(block: Block, report: Report, pictures: Pictures) -> dict[str, Any]:
    match block:
        case Text(words):
            return {"kind": "text", "paragraphs": paragraphs(words)}
        case Field(name, hint):
            return {"kind": "field", "name": name, "hint": hint}
        case Panel():
            return {
                "kind": "panel",
                "panel": block,
                "sentence": paragraphs(block.sentence),
                "figure": Html(_figure(block, pictures)),  # noqa: S704  drawn by ourselves
                "table": grid(rows(block)) if len(block.table) else None,
                "remarks": remarks(block),
                "filters": () if block.filters == report.filters else block.filters,
            }


def _figure(panel: Panel, pictures: Pictures) -> str:
    return pictures.svg(panel.figure).decode("utf-8") if panel.figure and has_figure(panel) else ""
