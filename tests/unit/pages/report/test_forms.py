"""Every form of a report, made by a job as the page does, opened again by what reads it."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pptx
import pypdf
import pytest
from docx import Document

from dashboard.documents.pictures import BrowserMissing
from dashboard.pages.report.forms import FORMS, make
from dashboard.tools.sample import CANARIES
from dashboard.ui.jobs import Job, Stopped
from tests.unit.pages.report.test_making import made

SECRET = {str(canary) for canary in CANARIES}


def pdf_words(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def docx_words(content):
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join([*(one.text for one in document.paragraphs), *cells])


def pptx_words(content):
    shapes = (shape for slide in pptx.Presentation(io.BytesIO(content)).slides for shape in slide.shapes)
    return " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def xlsx_words(content):
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


READ = {"pdf": pdf_words, "docx": docx_words, "pptx": pptx_words, "xlsx": xlsx_words, "html": bytes.decode}
KINDS = {"pdf": "board", "docx": "evaluation", "pptx": "sustainment", "xlsx": "municipality", "html": "sustainment"}


@pytest.mark.browser
@pytest.mark.parametrize("form", READ)
def test_a_report_leaves_whole_with_its_release_and_marking_and_without_a_secret(release, form):
    report, steps = made(KINDS[form], release), []

    class Telling(Job):
        def step(self, what, done, steps_in_all):
            steps.append((done, steps_in_all))
            super().step(what, done, steps_in_all)

    content = make(form, lambda _step: report, Telling("x"))

    words = " ".join(READ[form](content).split())
    assert release.id in words
    assert "Intern LSI" in words
    for panel in report.panels:
        first = " ".join(panel.title.split())
        assert first[:40] in words, panel.key
    assert not SECRET & set(words.replace(";", " ").split())
    assert all(done <= most or not most for done, most in steps)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert not any(name.startswith("/") or ".." in name for name in parts.namelist())


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
