"""A Word document opened again: styles, contents, pictures with their text, tables, fields to fill in, and nothing alive."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from dashboard.documents.report import Field, Part
from dashboard.documents.word import word
from dashboard.documents.word_styles import empty_document
from tests.unit.documents.office import LINK, LONG_WORD, MADE, MANY, SHOWN, SOURCE, Painter, office_report, pages


@pytest.fixture(scope="module")
def content():
    return word(office_report(), Painter())


@pytest.fixture(scope="module")
def document(content):
    return Document(io.BytesIO(content))


def styled(document, style):
    """The texts of a style, in order."""
    return [one.text for one in document.element.body.iter(qn("w:p")) if style_of(one) == style]


def style_of(paragraph):
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else "Normal"


def words(element):
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def all_of(document, name):
    return list(document.element.body.iter(qn(name)))


def test_headings_make_the_outline_and_the_contents_lead_to_them(document):
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name in {"Heading 1", "Heading 2"}]
    bookmarks = {one.get(qn("w:name")) for one in all_of(document, "w:bookmarkStart")}
    contents = next(one for one in all_of(document, "w:sdt") if one.find(f".//{qn('w:docPartGallery')}") is not None)
    links = list(contents.iter(qn("w:hyperlink")))

    assert titles[:2] == ["Resultaten", "Figuur van bedragen"]
    assert titles[-2:] == ["Evaluatie", "Hoe leest u deze cijfers"]
    assert [words(one) for one in links] == titles
    assert {one.get(qn("w:anchor")) for one in links} <= bookmarks
    assert "TOC" in "".join(one.text for one in contents.iter(qn("w:instrText")))


def test_an_empty_document_brings_nothing_along_but_its_styles():
    empty = empty_document("nl-NL")

    assert words(empty.element.body) == ""
    assert len(list(empty.styles)) < 50
    assert (empty.sections[0].page_width.mm, empty.sections[0].page_height.mm) == pytest.approx((210, 297), abs=0.1)


def test_every_form_is_a_style(document):
    assert {"Bronregel", "Invulveld", "Kanttekening", "LSI-tabel", "Caption"} <= {
        style.name for style in document.styles
    }
    assert "Geldt alleen voor geselecteerde adressen." in [
        one.text for one in document.paragraphs if one.style.name == "Kanttekening"
    ]
    sources = [one.text for one in document.paragraphs if one.style.name == "Bronregel"]
    assert f"{SOURCE}; 7 van 9 bronnen." in sources
    direct = [
        one
        for one in all_of(document, "w:rPr")
        if one.find(qn("w:sz")) is not None or one.find(qn("w:color")) is not None
    ]
    assert direct == []


def test_figures_are_pictures_with_their_text_and_a_number(document):
    pictures = all_of(document, "wp:docPr")
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]

    assert [one.get("descr") for one in pictures] == [
        f"Figuur van {key}. Zin bij {key}: circa 10." for key in ("bedragen", "afspraken", "reeks", "stromen")
    ]
    assert captions[0].endswith("1. Figuur van bedragen")
    assert captions[3].endswith("4. Figuur van stromen")


def test_tables_are_whole_and_their_heads_come_back(document):
    tables = document.tables
    whole = next(table for table in tables if len(table.rows) == len(MANY) + 1)
    cells = [[words(cell) for cell in row.iter(qn("w:tc"))] for row in whole._tbl.iter(qn("w:tr"))]

    assert cells == [list(MANY.columns), *MANY.to_numpy().tolist()]
    for table in tables:
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table._tbl.iter(qn("w:tr"))]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert table.style.name == "LSI-tabel"
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        widths = [int(one.get(qn("w:w"))) for one in table._tbl.iter(qn("w:gridCol"))]
        assert sum(widths) <= 14_600
        assert min(widths) >= 500


def test_a_table_of_few_rows_and_many_columns_stands(document):
    last = document.tables[-1]

    assert [words(cell) for cell in last._tbl.tr_lst[0].iter(qn("w:tc"))] == ["Bron", "UWV"]
    assert len(last._tbl.tr_lst) == 21


def test_fields_are_content_controls_with_their_hint(document):
    controls = [one for one in all_of(document, "w:sdt") if one.find(f"{qn('w:sdtPr')}/{qn('w:text')}") is not None]

    assert [one.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val")) for one in controls] == ["Lessen", SHOWN]
    assert [words(one) for one in controls] == ["Vul hier in: Wat werkte, en wat niet?", f"Vul hier in: {SHOWN}"]
    for one in controls:
        assert one.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
        assert style_of(next(one.iter(qn("w:p")))) == "Invulveld"
        assert next(one.iter(qn("w:rStyle"))).get(qn("w:val")) == "PlaceholderText"


def test_the_name_of_a_field_is_no_longer_than_word_takes():
    made = replace(office_report(), parts=(Part("E", (Field(LONG_WORD, LONG_WORD),)),))
    document = Document(io.BytesIO(word(made, Painter())))

    assert [len(one.get(qn("w:val"))) for one in all_of(document, "w:alias")] == [64]
    assert LONG_WORD in styled(document, "Heading3")


def test_marking_source_and_pages_stand_on_every_page(document):
    section = document.sections[0]
    codes = [one.text.strip() for one in section.footer._element.iter(qn("w:instrText"))]

    assert section.header.paragraphs[0].text == "Intern LSI · Resultaten in Nieuw-Oosterdijk"
    assert section.footer.paragraphs[0].text == SOURCE
    assert codes == ["PAGE", "NUMPAGES"]
    assert [one.header.is_linked_to_previous for one in document.sections[1:]] == [True] * (len(document.sections) - 1)


def test_links_are_links_and_words_are_words(document):
    targets = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}

    assert targets == {LINK}
    assert SHOWN in [paragraph.text for paragraph in document.paragraphs]
    alive = replace(office_report(), link="javascript:alert(1)", parts=())
    assert not [rel for rel in Document(io.BytesIO(word(alive, Painter()))).part.rels.values() if rel.is_external]


@pytest.mark.parametrize(("chosen", "tongue"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_a_document_is_in_one_language(chosen, tongue):
    made = Document(io.BytesIO(word(replace(office_report(chosen), parts=()), Painter())))
    defaults = made.styles.element.find(qn("w:docDefaults"))

    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == tongue
    assert {"nl": "Hoe leest u deze cijfers", "en": "How to read these figures"}[chosen] in styled(made, "Heading1")


def test_properties_are_those_of_the_report_and_no_others(content, document):
    told = document.core_properties
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names, program = file.namelist(), file.read("docProps/app.xml").decode()

    assert (told.title, told.subject) == ("Resultaten in Nieuw-Oosterdijk", "Nieuw-Oosterdijk, 2019 t/m september 2026")
    assert (told.keywords, told.category, told.language) == ("Intern LSI; 3fa2b1c4d5", "Intern LSI", "nl-NL")
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")
    assert told.created == told.modified == MADE
    assert "Macintosh" not in program
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]


def test_the_same_report_gives_the_same_bytes(content):
    assert word(office_report(), Painter()) == content


def test_libreoffice_opens_it(content, tmp_path):
    text = " ".join(" ".join(pages(content, "report.docx", tmp_path)).split())

    assert "Vul hier in: Wat werkte, en wat niet?" in text
    assert "Buurt 39" in text
    assert "Pagina 1 van" in text
