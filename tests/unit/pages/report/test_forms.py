"""Every form of a report, made by a job as the page does, opened again by what reads it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import cache
from html import unescape
from math import isfinite
from numbers import Number
from xml.etree import ElementTree as ET

import numpy as np
import openpyxl
import pptx
import pypdf
import pytest
from docx import Document

from dashboard.documents.grid import grid
from dashboard.documents.native import native
from dashboard.documents.panels import MOST_ROWS
from dashboard.documents.pictures import BrowserMissing
from dashboard.pages.report.forms import FORMS, make
from dashboard.tools.sample import CANARIES
from dashboard.ui.jobs import Job, Stopped
from tests.browser.test_canaries import canaries
from tests.unit.documents.office import pages
from tests.unit.pages.report.test_making import made

HYPHENATED = re.compile(r"[-\u2010\s\u00ad\u200b]+")  # where a writer breaks a line, and how
GEOMETRY = frozenset({"d", "points", "transform", "viewBox"})  # of drawings: where a line goes


def pdf_words(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def docx_words(content):
    body = Document(io.BytesIO(content)).element.body
    return " ".join(one.text or "" for one in body.iter() if one.tag.endswith("}t"))


def pptx_words(content):
    return " ".join(words for slide in pptx.Presentation(io.BytesIO(content)).slides for words in of_slide(slide))


def of_slide(slide):
    yield slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def xlsx_words(content):
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


def html_words(content):
    return unescape(re.sub(r"<[^>]+>", " ", content.decode()))


READ = {"pdf": pdf_words, "docx": docx_words, "pptx": pptx_words, "xlsx": xlsx_words, "html": html_words}
KINDS = {"pdf": "board", "docx": "evaluation", "pptx": "board", "xlsx": "municipality", "html": "sustainment"}
TABLED = {"pdf", "docx", "html"}  # forms that hold every table as it is read; slides hold charts, a workbook numbers


def everything(content):
    """All that a file holds as texts: of every part of it, names and attributes and what is packed in it as well."""
    if content.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        yield pdf_words(content)
        yield str(reader.metadata)
        yield str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data())
        yield str([str(one.get_object()) for one in reader.resolved_objects.values()])
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield name
                yield from everything(parts.read(name))
    elif content.lstrip().startswith(b"<?xml"):
        for one in ET.fromstring(content).iter():
            yield one.text or ""
            yield one.tail or ""
            yield from (value for name, value in one.attrib.items() if name not in GEOMETRY)
    else:
        yield content.decode("utf-8", "ignore")


def secrets(content):
    return [hit for words in everything(content) for hit in canaries(words.encode())]


def squeezed(words):
    return HYPHENATED.sub("", words)


def holds(words, cell):
    """Whether a cell stands in the words of a file; at the foot of a page it may go on on the next."""
    whole = cell.split(" ")
    return squeezed(cell) in words or any(
        squeezed(" ".join(whole[:at])) in words and squeezed(" ".join(whole[at:])) in words
        for at in range(1, len(whole))
    )


@pytest.fixture(scope="module")
def leave(release):
    """A ready-made report and what it is as a file: ``leave("pdf")``; each is made once."""

    @cache
    def leaving(form):
        report = made(KINDS[form], release)
        return report, make(form, lambda _step: report, Job("x"))

    return leaving


@pytest.mark.browser
@pytest.mark.parametrize("form", READ)
def test_a_report_leaves_whole_with_its_release_and_marking_and_without_a_secret(release, leave, form):
    report, content = leave(form)
    words = READ[form](content)
    chosen = {f"{name}: {value}" for panel in report.panels for name, value in panel.filters}

    assert release.id in words
    assert "Intern LSI" in words
    whole = squeezed(words)
    assert [panel.key for panel in report.panels if squeezed(panel.title)[:40] not in whole] == []
    assert [panel.key for panel in report.panels if squeezed(panel.sentence) not in whole] == []
    assert [one for one in chosen if squeezed(one.split(": ", 1)[1]) not in whole] == []
    assert secrets(content) == []
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert not any(name.startswith("/") or ".." in name for name in parts.namelist())


@pytest.mark.browser
@pytest.mark.parametrize("form", sorted(TABLED))
def test_every_cell_that_is_read_on_the_screen_stands_in_the_file(leave, form):
    report, content = leave(form)
    words = squeezed(READ[form](content))
    cells = {
        (panel.key, cell) for panel in report.panels for row in grid(panel.table.head(MOST_ROWS)).rows for cell in row
    }

    assert len(cells) > 200
    assert [one for one in cells if not holds(words, one[1])] == []


def test_every_number_of_a_panel_is_a_number_in_the_workbook(leave):
    report, content = leave("xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    wanted, found = Counter(), Counter()
    for panel in report.panels:
        wanted.update(float(cell) for cell in panel.numbers.to_numpy().ravel() if is_number(cell))
    for sheet in book.worksheets:
        found.update(float(cell) for row in sheet.iter_rows(values_only=True) for cell in row if is_number(cell))

    assert len(wanted) > 100
    assert [number for number, times in wanted.items() if found[number] < times] == []


def is_number(cell):
    return isinstance(cell, Number) and not isinstance(cell, bool | np.bool_) and isfinite(cell)


@pytest.mark.browser
def test_charts_of_slides_hold_the_values_of_the_figures(leave):
    report, content = leave("pptx")
    drawn = [
        (list(series.values), series.name)
        for slide in pptx.Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_chart
        for plot in shape.chart.plots
        for series in plot.series
    ]
    charts = [chart for panel in report.panels if panel.figure and (chart := native(panel.figure))]
    wanted = [list(series.values) for chart in charts for series in chart.series]

    assert len(wanted) > 5
    assert [one for one in wanted if one not in [values for values, _ in drawn]] == []


@pytest.mark.browser
@pytest.mark.parametrize("form", ["docx", "pptx", "xlsx"])
def test_libreoffice_opens_a_real_report(leave, form, tmp_path):
    report, content = leave(form)
    words = squeezed(" ".join(pages(content, f"rapport.{form}", tmp_path)))

    assert [panel.key for panel in report.panels if squeezed(panel.title)[:25] not in words] == []


def test_a_canary_in_any_part_would_be_found():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("docProps/core.xml", f'<?xml version="1.0"?><a descr="{CANARIES[0]} euro"/>')
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as parts:
        parts.writestr("embedded.xlsx", out.getvalue())

    assert secrets(inner.getvalue()) == [str(CANARIES[0])]


def test_a_document_that_is_stopped_between_figures_is_no_document(release):
    class Impatient(Job):
        def step(self, what, done, steps_in_all):
            if done == 1:
                self.stop()
            super().step(what, done, steps_in_all)

    with pytest.raises(Stopped):
        make("xlsx", lambda step: step("a", 1, 2), Impatient("x"))


def test_without_a_browser_nothing_is_made_and_the_way_to_one_is_told(release, monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_CHROMIUM", str(tmp_path / "none"))
    job = Job("x")
    report = made("sustainment", release)
    job.run(lambda running: make("pdf", lambda _step: report, running))

    assert job.content is None
    assert "apt-get install chromium" in job.trouble
    with pytest.raises(BrowserMissing):
        make("html", lambda _step: report, Job("y"))


def test_every_form_has_its_media_type():
    assert set(READ) | {"ics"} == set(FORMS)
