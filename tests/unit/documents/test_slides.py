"""Slides opened again: titles, charts with their numbers, tables, notes, feet, and nothing alive or out of its box."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.documents import slide_charts, workbook_charts
from dashboard.documents.deck import empty_deck
from dashboard.documents.report import Field, Part, Text
from dashboard.documents.slides import slides
from dashboard.text import language, use
from tests.unit.documents.office import (
    LINK,
    MADE,
    SHOWN,
    SOURCE,
    Painter,
    office_report,
    pages,
    panel,
)


@pytest.fixture(scope="module")
def painter():
    return Painter()


@pytest.fixture(scope="module")
def content(painter):
    return slides(office_report(), painter)


@pytest.fixture(scope="module")
def deck(content):
    return Presentation(io.BytesIO(content))


def titled(deck, title):
    """The slide with a title."""
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == title)


def chart_of(slide):
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def amounts(plot):
    """The values of each series."""
    return [series.values for series in plot.series]  # noqa: PD011  no frame


def alternative(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_every_slide_has_a_real_title_a_foot_and_its_number(deck):
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]

    assert titles[:4] == ["Resultaten in Nieuw-Oosterdijk", "Resultaten", "Resultaten", "Figuur van bedragen"]
    assert titles[-3:] == ["Evaluatie", "Evaluatie", "Hoe leest u deze cijfers"]
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=0.001)
    for slide in list(deck.slides)[1:]:
        feet = {shape.placeholder_format.type: shape for shape in slide.placeholders}
        assert feet[PP_PLACEHOLDER.FOOTER].text_frame.text == f"Intern LSI · {SOURCE}"
        assert feet[PP_PLACEHOLDER.SLIDE_NUMBER]._element.findall(f".//{qn('a:fld')}")[0].get("type") == "slidenum"


def test_a_chart_keeps_its_numbers_its_gaps_and_its_intervals(deck):
    slide = titled(deck, "Figuur van bedragen")
    chart = chart_of(slide)
    (plot,) = chart.plots

    assert list(plot.categories) == [
        "Vastgesteld: €\xa010.000 ± 10%",
        "Geïnd: te weinig dossiers",
        "Nabetaling: €\xa02.000 ± 50%",
    ]
    assert amounts(plot) == [(10_000.0, None, -2_000.0)]
    bars = plot.series[0]._element.find(qn("c:errBars"))
    for side in ("plus", "minus"):
        assert [float(one.text) for one in bars.iterfind(f"{qn(f'c:{side}')}//{qn('c:v')}")] == [1000, 0, 1000]
    assert chart.category_axis.reverse_order
    assert len(chart.part.chart_workbook.xlsx_part.blob) > 1_000, "the numbers can be changed"


def test_parts_and_lines_are_drawn_as_they_are_on_screen(deck):
    stacked, line = (chart_of(titled(deck, f"Figuur van {key}")) for key in ("afspraken", "reeks"))

    assert [series.name for series in stacked.plots[0].series] == ["Werkt", "Geen meting"]
    assert amounts(stacked.plots[0]) == [(0, 4), (3, 1)]
    assert stacked.has_legend
    assert stacked.plots[0].overlap == 100
    assert amounts(line.plots[0]) == [(10, None, 20, None), (None, None, 20, 30)]
    assert next(iter(line.plots[0].categories)) == "2025 K1"


def test_graphics_are_told_to_who_does_not_see_them(deck):
    graphics = [
        shape for slide in deck.slides for shape in slide.shapes if shape.shape_type in {3, 13, 19} or shape.has_chart
    ]

    assert len(graphics) == 6
    assert alternative(graphics[0]) == "Figuur van bedragen. Zin bij bedragen: circa 10."
    assert all(". Zin bij " in alternative(shape) for shape in graphics)


def test_what_no_program_draws_is_a_picture_that_fills_its_place(deck, painter):
    picture = next(shape for shape in titled(deck, "Figuur van stromen").shapes if shape.shape_type == 13)
    ((kind, width, height),) = painter.asked

    assert kind == "sankey"
    assert width / height == pytest.approx(picture.width / picture.height, rel=0.01)


def test_a_long_table_shows_its_first_rows_and_where_the_rest_is(deck):
    slide = titled(deck, SHOWN)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]

    assert [cell.text for cell in table.rows[0].cells] == ["Gebied", "Aantal"]
    assert [cell.text for cell in table.rows[1].cells] == ["Buurt 0", "circa 0"]
    count = len(table.rows) - 1
    assert 5 < count < 40
    assert f"Rijen: {count} van 40; kolommen: 2 van 2. Volledig in de spreadsheet en de PDF." in texts


def test_notes_hold_all_that_belongs_to_a_panel(deck):
    notes = titled(deck, "Figuur van reeks").notes_slide.notes_text_frame.text.split("\n")

    assert notes == [
        "Zin bij reeks: circa 10.",
        "Kamerbrief (19 mei 2025)",
        "Let op: Geldt alleen voor geselecteerde adressen.",
        "Zo leest u dit: Van links naar rechts.",
        "Definitie: Definitie van de maatstaf.",
        f"{SOURCE}; 7 van 9 bronnen.",
        "Keuze: Mijn gebied: Nieuw-Oosterdijk",
        f"In het dashboard: {LINK}",
    ]


def test_fields_stand_with_their_hints_on_a_slide(deck):
    *_, last = [slide for slide in deck.slides if slide.shapes.title.text_frame.text == "Evaluatie"]

    lines = [paragraph.text for paragraph in last.placeholders[1].text_frame.paragraphs]
    assert lines == ["Lessen", "[Vul hier in: Wat werkte, en wat niet?]", SHOWN, f"[Vul hier in: {SHOWN}]"]


def test_nothing_stands_over_another_or_out_of_the_slide(deck):
    for slide in deck.slides:
        boxes = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in slide.shapes]
        assert all(
            x >= 0 and y >= 0 and right <= deck.slide_width and low <= deck.slide_height for x, y, right, low in boxes
        )
        for (left, top, right, low), other in combinations(boxes, 2):
            is_apart = right <= other[0] or other[2] <= left or low <= other[1] + 1 or other[3] <= top + 1
            assert is_apart, slide.shapes.title.text_frame.text


def test_long_texts_shrink_and_go_on_in_the_notes(painter):
    told = replace(
        panel("lang", None, pd.DataFrame()), title="Zeer lange titel " * 20, sentence="Een zin die doorgaat. " * 200
    )
    texts = Text("\n".join(f"Alinea {at} " + "woord " * 60 for at in range(12)))
    deck = Presentation(io.BytesIO(slides(replace(office_report(), parts=(Part("Lang", (told, texts)),)), painter)))
    slide = list(deck.slides)[2]
    title, sentence = slide.shapes.title.text_frame, slide.placeholders[2].text_frame

    assert title.text.endswith("…")
    assert title.paragraphs[0].font.size == Pt(16)
    assert sentence.text.endswith(" …")
    assert sentence.paragraphs[0].font.size == Pt(14)
    assert slide.notes_slide.notes_text_frame.text.startswith(told.sentence.strip())
    following = [one.shapes.title.text_frame.text for one in list(deck.slides)[3:]]
    assert following[:3] == ["Lang", "Lang (vervolg)", "Lang (vervolg)"]


def test_properties_are_those_of_the_report_and_no_others(deck):
    told = deck.core_properties

    assert (told.title, told.subject) == ("Resultaten in Nieuw-Oosterdijk", "Nieuw-Oosterdijk, 2019 t/m september 2026")
    assert (told.keywords, told.category, told.language) == ("Intern LSI; 3fa2b1c4d5", "Intern LSI", "nl-NL")
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")
    assert told.created == told.modified == MADE.replace(tzinfo=None)


def test_a_report_speaks_its_own_language_and_leaves_that_of_the_asker(painter):
    use("nl")
    made = Presentation(io.BytesIO(slides(office_report("en"), painter)))

    assert list(made.slides)[-1].shapes.title.text_frame.text == "How to read these figures"
    runs = [run for slide in made.slides for run in slide._element.iter(qn("a:r"))]
    assert {run.rPr.get("lang") for run in runs} == {"en-GB"}
    assert language() == "nl"


def test_the_same_report_gives_the_same_bytes(content):
    assert slides(office_report(), Painter()) == content


def test_libreoffice_opens_it(content, deck, tmp_path):
    texts = pages(content, "report.pptx", tmp_path)

    assert len(texts) == len(deck.slides)
    assert "Figuur van bedragen" in texts[3]
    assert "Nabetaling" in texts[3]


def test_what_a_person_adds_looks_the_same():
    deck = empty_deck()
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()

    assert [layout.name for layout in deck.slide_layouts] == ["cover", "texts", "chapter", "panel"]
    assert theme.count('<a:latin typeface="IBM Plex Sans"/>') == 2
    assert '<a:accent1><a:srgbClr val="1F5C99"/></a:accent1>' in theme


def test_every_chart_of_a_figure_is_known_to_both_programs():
    assert slide_charts.KINDS.keys() == workbook_charts.KINDS.keys()


def test_a_report_without_anything_is_a_cover_still(painter):
    empty = replace(
        office_report(), parts=(Part("Leeg", (Field("", ""),)),), notes=(), filters=(), link="", subtitle=""
    )
    deck = Presentation(io.BytesIO(slides(empty, painter)))

    assert len(deck.slides) == 3
