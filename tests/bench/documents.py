"""What documents cost: the figures of one page, a report of forty pages, and what they leave in memory."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import psutil

from dashboard.access import VIEWER
from dashboard.answers import Reader
from dashboard.answers.rows import FrameAreas
from dashboard.charts.palette import palette
from dashboard.documents.pdf import pdf
from dashboard.documents.pictures import Pictures
from dashboard.documents.report import Part
from dashboard.pages.report.making import ready_made
from dashboard.policy import use_policy
from dashboard.ui import rooms
from dashboard.ui.reports import report_of
from dashboard.ui.viewer import Viewer
from tests.bench.budgets import Row

if TYPE_CHECKING:
    from dashboard.documents.report import Report
    from dashboard.store import Release

FIGURES = 6
YEARS = (2024, 2025)
PATH = {"period": "2024-2025"}


def measure(release: Release) -> list[Row]:
    """Each is read off the pages and set as PDF, with the start of the browser that draws its figures."""
    use_policy(release.policy)
    process = psutil.Process()
    every = [panel for room in ("overview", "partners", "sustainment") for panel in _drawn(release, room)]
    small = report_of(viewer(release), "page", "Zes figuren", (Part("Figuren", tuple(every[:FIGURES])),), "")
    _set(small)  # what is loaded once is loaded
    before = process.memory_info().rss
    began = time.perf_counter()
    _set(small)
    page = time.perf_counter() - began
    began = time.perf_counter()
    large = _long(release)
    content = _set(large)
    whole = time.perf_counter() - began
    grown = (process.memory_info().rss - before) / 1e6
    n_figures = sum(panel.figure is not None for panel in large.panels)
    return [
        Row("document_page", f"a page of {FIGURES} figures as PDF", page),
        Row("document_report", "a report of a gemeente and of the programme as PDF", whole, _told(content, n_figures)),
        Row("document_memory", "memory that is left after both", grown),
    ]


def viewer(release: Release, area: str | None = None, name: str = "Hele programma") -> Viewer:
    """Somebody who looks at two years."""
    first, last = YEARS
    months = {"from_month": date(first, 1, 1), "until_month": date(last, 12, 1), "first_month": date(2018, 7, 1)}
    return Viewer(
        VIEWER, release, area, name, first, last, **months, project_type=None, has_period=True, colours=palette("light"),
        theme="light", follows=("area", "period", "type"),
    )  # fmt: skip


def _drawn(release: Release, room: str) -> list:
    return [panel for panel in rooms.read(room, PATH, VIEWER, release).panels if panel.figure]


def _long(release: Release) -> Report:
    """The report of the programme and that of its first gemeente, one after the other."""
    areas = Reader(VIEWER, release).ask(FrameAreas).rows
    municipality = next(area for area in areas if area.level == "municipality")
    reports = [
        ready_made("board", viewer(release), "", lambda *_: None),
        ready_made(
            "municipality", viewer(release, municipality.area_code, municipality.area_name), "", lambda *_: None
        ),
    ]
    return report_of(viewer(release), "long", "Twee rapporten", sum((one.parts for one in reports), ()), "")


def _set(report: Report) -> bytes:
    with Pictures() as pictures:
        return pdf(report, pictures)


def _told(content: bytes, n_figures: int) -> str:
    return f"{n_figures} figures, {content.count(b'/Type /Page') or content.count(b'/Type/Page')} pages, {len(content) // 1000} kB"
