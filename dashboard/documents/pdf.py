"""A report as PDF that everybody can read: tagged (PDF/UA-1), with figures as vectors and tables as tables, set by typst.

Lengths are millimetres of an A4 page. The form stands in ``report.typ``; here is decided what each table gets of the page.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from dashboard.charts.numbers import day, number
from dashboard.charts.plain import label
from dashboard.documents.grid import Grid, grid
from dashboard.documents.panels import paragraphs, remarks, rows, spoken
from dashboard.documents.pictures import WIDTH, for_typst, has_figure, height_of
from dashboard.documents.report import Field, Panel, Part, Report, Text
from dashboard.documents.typesetting import ACCESSIBLE, drawable, typeset
from dashboard.text import say
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.documents.pictures import Pictures
    from dashboard.documents.report import Block

PAGE_WIDTH, PAGE_LENGTH = 170, 257  # of the text, upright; on its side the other way round, less head and foot
TALLEST = 190  # of a figure, so that its title and sentence stay with it
SIGN = 0.2  # mm of an average sign per point of type
RUNNING, FOOT = 90, 240  # signs that the head of a page has room for, and its foot
FEW_PARTS, MANY_PANELS = 3, 30  # above these a report has a list of contents, and a list of parts alone
# Up to here a table rather folds its cells than that the page lies on its side; and it is not parted, nor are remarks, if they
# have fewer signs than this.
FEW_ROWS, SHORT = 12, 1500
LONG = 40  # rows above which a table stands behind, so that who reads on is not kept


def pdf(report: Report, pictures: Pictures) -> bytes:
    """The report as a file; the same report always gives the same bytes.

    Raises:
        PictureFailed: a figure cannot be drawn.
        DocumentFailed: typst refuses the report.
    """
    return spoken(report, partial(_pdf, report, pictures))


def _pdf(report: Report, pictures: Pictures) -> bytes:
    return typeset("report", _report(report, pictures), **ACCESSIBLE, timestamp=report.made_at)


def _report(report: Report, pictures: Pictures) -> dict[str, Any]:
    n_headings = len(report.parts) + len(report.panels)
    return {
        "language": report.language,
        "title": drawable(report.title),
        "running": drawable(label(clean(report.title), RUNNING)),
        "subtitle": drawable(report.subtitle),
        "marking": drawable(report.marking),
        "keywords": [drawable(word) for word in (report.marking, report.release, report.subtitle) if word],
        "source": drawable(label(clean(report.source), FOOT)),
        "link": report.link,
        "facts": _pairs((*report.filters, (say("document.release"), f"{report.release}, {day(report.made_at)}"))),
        "depth": 0 if len(report.parts) <= FEW_PARTS else 1 if n_headings > MANY_PANELS else 2,
        "parts": _named([_part(part, report, pictures) for part in report.parts]),
        "notes": [drawable(note) for note in report.notes],
        "says": {
            "author": say("document.author"),
            "contents": say("document.contents"),
            "notes": say("document.notes"),
            "open": say("document.open"),
            "tables": say("document.tables"),
        },
    }


def _named(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts with a name for every block, by which another place in the document leads to it."""
    for at, block in enumerate(chain.from_iterable(part["blocks"] for part in parts)):
        block["name"] = f"block-{at}" if block["kind"] != "field" else block["name"]
    return parts


def _part(part: Part, report: Report, pictures: Pictures) -> dict[str, Any]:
    return {"title": drawable(part.title), "blocks": [_block(block, report, pictures) for block in part.blocks]}


def _block(block: Block, report: Report, pictures: Pictures) -> dict[str, Any]:
    match block:
        case Text(words):
            return {"kind": "text", "paragraphs": _drawable(words)}
        case Field(name, hint):
            return {"kind": "field", "name": drawable(name), "hint": drawable(hint)}
        case Panel():
            return _panel(block, report, pictures)


def _panel(panel: Panel, report: Report, pictures: Pictures) -> dict[str, Any]:
    filters = () if panel.filters == report.filters else panel.filters
    return {
        "kind": "panel",
        "title": drawable(panel.title),
        "topic": drawable(panel.topic),
        "headline": drawable(panel.headline),
        "sentence": _drawable(panel.sentence),
        "figure": _figure(panel, pictures) if panel.figure and has_figure(panel) else None,
        "tables": _tables(grid(rows(panel))) if len(panel.table) else [],
        "behind": say("document.behind", n=number(len(rows(panel)))) if len(panel.table) > LONG else "",
        "whole": sum(len(text) for _, text in remarks(panel)) < SHORT,
        "remarks": [(name, drawable(text)) for name, text in remarks(panel)],
        "filters": " · ".join(f"{name}: {value}" for name, value in _pairs(filters)),
        "source": drawable(panel.source),
        "link": panel.link,
    }


def _figure(panel: Panel, pictures: Pictures) -> dict[str, Any]:
    figure: Mapping[str, Any] = panel.figure or {}
    tall = PAGE_WIDTH * height_of(figure) / WIDTH
    return {
        "svg": for_typst(pictures.svg(figure)),
        "alt": drawable(f"{panel.title}. {panel.sentence}"),
        "width": PAGE_WIDTH * min(1, TALLEST / tall),
    }


def _tables(whole: Grid) -> list[dict[str, Any]]:
    """A table as one, or as several where it is too wide even for a page on its side."""
    size, is_wide = _setting(whole)
    room = _room(size, is_wide)
    return [
        {
            "size": size,
            "wide": is_wide,
            "whole": len(part.rows) <= FEW_ROWS and sum(map(len, chain(*part.rows))) < SHORT,
            "widths": part.widths(room) if sum(part.widest) > 0.8 * room else None,
            "heads": [drawable(head) for head in part.heads],
            "rows": [[drawable(cell) for cell in row] for row in part.rows],
            "right": part.numeric,
        }
        for part in ([whole] if sum(whole.narrowest) <= room else whole.cut(room))
    ]


def _setting(table: Grid) -> tuple[float, bool]:
    """Size of type in points, and whether the page lies on its side: the first that a table fits in."""
    needed, wished = sum(table.narrowest), sum(table.widest)
    if wished <= _room(8.5, is_wide=False):
        return 8.5, False
    if wished <= _room(7.5, is_wide=False) or (len(table.rows) <= FEW_ROWS and needed <= _room(7.5, is_wide=False)):
        return 7.5, False
    return (8.0 if wished <= _room(8.0, is_wide=True) else 7.0), True


def _room(size: float, is_wide: bool) -> float:
    """Signs beside each other on a page."""
    return (PAGE_LENGTH if is_wide else PAGE_WIDTH) / (SIGN * size)


def _pairs(filters: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(drawable(name), drawable(value)) for name, value in filters]


def _drawable(text: str) -> list[str]:
    return [drawable(line) for line in paragraphs(text)]
