"""What a figure found is its headline in every document, with what it shows small above it or in the sentence."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import openpyxl
import pptx
import pytest

from dashboard.documents.report import Part
from dashboard.documents.slides import slides
from dashboard.documents.web import web
from dashboard.documents.word import word
from dashboard.documents.workbook import workbook
from tests.unit.documents.office import Painter, office_report

FINDING, TITLE, SENTENCE = "Meer dan de helft werkt", "Figuur van lijst", "Zin bij lijst: circa 10."
LISTED = "1 5 februari 2020: Uitspraak (Bron) · 2 1 januari 2024: Wet (Stb.)."


@pytest.fixture(scope="module")
def found():
    """A report of one panel that found something."""
    whole = office_report()
    panel = next(one for one in whole.panels if one.key == "lijst")
    return replace(whole, parts=(Part("Resultaten", (replace(panel, title=TITLE, finding=FINDING, listed=LISTED),)),))


def test_without_a_finding_the_title_is_the_headline(found):
    (panel,) = found.panels

    assert (panel.headline, panel.topic) == (FINDING, TITLE)
    assert (replace(panel, finding="").headline, replace(panel, finding="").topic) == (TITLE, "")


def test_word_leads_to_the_finding_and_has_the_title_above_it(found):
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(word(found, Painter()))).paragraphs]
    at = lines.index(FINDING)
    events = next(line for line in lines if line.startswith("Gebeurtenissen"))

    assert lines[at - 1 : at + 2] == [TITLE, FINDING, SENTENCE]
    assert events == f"Gebeurtenissen: {LISTED}"


def test_a_slide_has_the_finding_as_its_title_and_says_what_it_shows(found):
    deck = pptx.Presentation(io.BytesIO(slides(found, Painter())))
    slide = next(one for one in deck.slides if one.shapes.title.text_frame.text == FINDING)
    text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)

    assert f"{TITLE}\n{SENTENCE}" in text


def test_a_web_page_has_the_finding_as_heading_under_the_title(found):
    page = web(found, Painter()).decode()

    assert f'<p class="small">{TITLE}</p>\n<h3>{FINDING}</h3>' in page
    assert "5 februari 2020: Uitspraak (Bron)" in page


def test_a_spreadsheet_says_the_finding_before_the_sentence(found):
    book = openpyxl.load_workbook(io.BytesIO(workbook(found)))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]

    assert any(f"{FINDING}. {SENTENCE}" in cell for cell in cells)
