"""A report as PDF, opened again: what a reader, a screen reader and a search engine find in it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace

import pypdf
import pytest

from dashboard.documents.pdf import pdf
from dashboard.documents.pictures import PictureFailed
from tests.unit.documents.conftest import HOSTILE, LINK, SOURCE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(report, pictures) -> bytes:
    return pdf(report, pictures)


@pytest.fixture(scope="module")
def file(made):
    return pypdf.PdfReader(io.BytesIO(made))


@pytest.fixture(scope="module")
def pages(file):
    return [" ".join(page.extract_text().split()) for page in file.pages]


def elements(node):
    """Every element of the structure, from its top."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif isinstance(node, dict) and ("/S" in node or "/K" in node):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def titles(outline):
    return [name for one in outline for name in (titles(one) if isinstance(one, list) else [one.title])]


def test_it_says_what_it_is_and_can_be_read_aloud(file, report):
    root = file.trailer["/Root"]
    told = file.metadata

    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(r"pdfuaid:part>1<", root["/Metadata"].get_data().decode())
    assert (told.title, told.author) == (report.title, "Landelijke Stuurgroep Interventieteams")
    assert told.creation_date == report.made_at
    assert {"Intern LSI", report.release} <= set(re.split(", ", told["/Keywords"]))
    assert set(told) <= {"/Title", "/Author", "/Keywords", "/Creator", "/CreationDate", "/ModDate"}


def test_figures_tables_and_headings_are_tagged(file, report):
    found = list(elements(file.trailer["/Root"]["/StructTreeRoot"]))
    kinds = [one["/S"] for one in found]

    assert [one["/Alt"] for one in found if one["/S"] == "/Figure"] == [
        f"{report.panels[0].title}. {report.panels[0].sentence}"
    ]
    assert (kinds.count("/Table"), kinds.count("/TH"), kinds.count("/H1")) == (2, 4, 4)
    assert kinds.count("/TD") == 2 * (120 + 3)


def test_another_reader_finds_it_tagged_on_a4_with_its_letters_in_it(made, tmp_path):
    told, fonts = (read_by(program, made, tmp_path) for program in ("pdfinfo", "pdffonts"))

    assert re.search(r"Tagged: +yes", told)
    assert "(A4)" in told
    assert re.search(r"JavaScript: +no", told)
    letters = [line.split()[-5] for line in fonts.splitlines()[2:]]
    assert letters
    assert set(letters) == {"yes"}, "every font is embedded"


def test_verapdf_takes_it_for_what_it_says_it_is(made, tmp_path):
    assert "PASS" in read_by("verapdf", made, tmp_path, "--flavour", "ua1", "--format", "text")


def read_by(program, content, folder, *options):
    """What a program of others says of a PDF; skipped where it is not installed."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    (folder / "a.pdf").write_bytes(content)
    return subprocess.run([found, *options, str(folder / "a.pdf")], capture_output=True, text=True, check=True).stdout


def test_bookmarks_follow_the_headings(file):
    assert titles(file.outline) == [
        *("Geld", "Hoe zeker is elke euro?"),
        *(f"Vreemd {HOSTILE}", "Meest gewerkt in Oost", "y" * 500),
        *("Tabellen", "Waar is gewerkt"),  # a long one stands behind
        "Toelichting",
    ]


def test_every_page_says_who_may_see_it_where_it_comes_from_and_its_number(pages):
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        assert "Intern LSI" in page
        assert SOURCE in page
        assert f"{number} / {len(pages)}" in page


def test_words_can_be_found_as_they_are(pages):
    whole = " ".join(pages)

    assert "Waar is gewerkt Meest gewerkt in Oost Geïnd" in whole, "what it shows stands above what it found"
    for text in ("Eerste alinea. Tweede alinea.", "Geïnd: € 40 (± 8 %).", "Noem één ding.", "Periode: 2019", HOSTILE):
        assert text in whole
    assert "Opgelegd" in whole, "also in a figure"
    assert whole.replace(" ", "").replace("\u200b", "").count("x" * 500) == 1
    assert "\ufffd omgekeerd" in whole, "what no font has is shown as missing, what nobody sees is left out"


def test_a_long_table_has_its_heads_on_every_page(pages):
    assert sum("Buurt " in page for page in pages) == sum("Gebied Aantal" in page for page in pages) > 1


def test_only_our_font_and_those_for_its_missing_signs_are_in_it(file):
    fonts = {str(font["/BaseFont"]) for page in file.pages for font in page["/Resources"]["/Font"].values()}
    assert {re.sub(r"^/\w+\+", "", name).split("-")[0] for name in fonts} <= {"IBMPlexSans", "DejaVuSansMono"}


def test_links_can_be_clicked(file):
    marks = [one.get_object() for page in file.pages for one in page.get("/Annots", [])]
    assert {mark["/A"]["/URI"] for mark in marks if "/URI" in mark.get("/A", {})} == {LINK}


def test_the_same_report_gives_the_same_bytes(made, report, pictures):
    assert pdf(report, pictures) == made


def test_many_parts_get_a_list_of_contents_and_english_its_own_words(report, pictures):
    parts = tuple(replace(report.parts[0], title=f"Part {n}") for n in range(5))
    file = pypdf.PdfReader(io.BytesIO(pdf(replace(report, language="en", parts=parts), pictures)))
    assert file.trailer["/Root"]["/Lang"] == "en"
    assert file.pages[1].extract_text().count("Part ") == 5
    assert "Contents" in file.pages[1].extract_text()


def test_a_wide_table_lies_on_its_side(report, pictures):
    from tests.conftest import table

    wide = table("|".join(f"Kwartaal {n}" for n in range(20)) + "\n" + "|".join(["35 te laat"] * 20))
    panel = replace(report.panels[1], table=wide)
    file = pypdf.PdfReader(
        io.BytesIO(pdf(replace(report, parts=(replace(report.parts[0], blocks=(panel,)),)), pictures))
    )
    assert any(page.mediabox.width > page.mediabox.height for page in file.pages)


def test_nothing_runs_off_the_page_however_long_it_is(report, pictures):
    """What is kept together on one page is so only as long as it fits on one."""
    from tests.conftest import table

    long = "woord " * 2000
    one = replace(report.panels[1], sentence=long, caveat=long, title=long[:600], table=table(f"a | b\n1 | {long}"))
    tall = replace(report.panels[0], figure=report.panels[0].figure | {"layout": {"height": 5000}})
    told = replace(report, title=HOSTILE * 4, source=long, parts=(replace(report.parts[0], blocks=(one, tall)),))
    file = pypdf.PdfReader(io.BytesIO(pdf(told, pictures)))

    low = []

    def see(text, page, line, *_):
        if text.strip():
            low.append((page[1] * line[4] + page[3] * line[5] + page[5], text))

    for page in file.pages:
        page.extract_text(visitor_text=see)
    assert min(height for height, _ in low) > 20
    assert sum(text.count("woord") for _, text in low) >= 3 * 2000 + 100


def test_one_figure_that_fails_fails_the_whole(report, pictures):
    bad = replace(
        report.panels[0], figure={"data": [{"type": "choropleth", "locations": ["NLD"], "z": [1]}], "layout": {}}
    )
    with pytest.raises(PictureFailed):
        pdf(replace(report, parts=(replace(report.parts[0], blocks=(bad,)),)), pictures)
