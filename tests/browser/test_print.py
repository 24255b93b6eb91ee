"""A page as it is printed: whole, light, within the sheet, and without what is there to be pressed."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from dashboard.addresses import ADDRESSES
from dashboard.text import texts
from tests.browser.maps import CHART, pixels

pytestmark = pytest.mark.browser

SHEET = {"format": "A4", "prefer_css_page_size": True, "print_background": True}
PRESSED = [
    texts("nl")[key]
    for key in ("figure.download", "figure.reading", "citation.title", "frame.language", "map.zoom.in", "frame.purpose")
]
OF_FIGURES = "[...document.querySelectorAll('.js-plotly-plot text')].map((one) => one.textContent).filter(Boolean)"
MARGIN = 30  # points; the sheet keeps 12 mm free
NARROWED = """[...document.querySelectorAll('[data-figure]:has(.main-svg)')].filter(
  (one) => Math.abs(one.querySelector('.main-svg').getBoundingClientRect().width - one.clientWidth) > 1).length"""
SMALLEST = 5.5  # points
WIDE = 0.4  # of the height of a letter; most are wider
LIGHT, MIDDLE = 225, 128  # of 255: white with some ink, and between ink and white
ROWS = "[...document.querySelectorAll('.paper-rows tr')].map((one) => one.cells[0].textContent)"


@pytest.fixture
def printed(visit):
    """A page as a PDF, the words of its figures on the screen, and its tab: ``printed("/borging", landscape=True)``."""

    def new(path, *, width=1440, landscape=False, has_map=False):
        tab = visit(width)
        tab.open(path)
        if has_map:
            tab.page.locator(f"{CHART} canvas").first.wait_for()
        pdf = PdfReader(io.BytesIO(tab.page.pdf(**SHEET, landscape=landscape)))  # which draws what is below the fold
        return pdf, tab.page.evaluate(OF_FIGURES), tab

    return new


def text(pdf):
    """Everything that stands on it, without spaces, which a figure sets in another way than a text."""
    return squeezed("".join(page.extract_text() for page in pdf.pages))


def squeezed(words):
    return re.sub(r"\s+", "", words)


def beyond(pdf):
    """Texts that stand in a margin or run off the sheet; what is drawn half transparent is placed by a frame of its own."""
    found = []
    for page in pdf.pages:
        right = float(page.mediabox.width) - MARGIN

        def look(words, matrix, place, _font, size, right=right):
            x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
            end = x + len(words.strip()) * size * matrix[0] * WIDE
            if words.strip() and 0 < matrix[0] < 1 and not (x >= MARGIN and end <= right):
                found.append((words, round(x), round(end)))

        page.extract_text(visitor_text=look)
    return found


def letters(pdf):
    """How large, in points, what stands on it is; what stands upright is left out."""
    found = []

    def look(words, matrix, place, _font, size):
        if words.strip() and matrix[0] * place[0]:
            found.append((round(size * matrix[0] * place[0], 1), words.strip()))

    for page in pdf.pages:
        page.extract_text(visitor_text=look)
    return found


@pytest.mark.parametrize(
    ("path", "most", "landscape"),
    [("/?period=2019-2026", 5, False), ("/project?project=LSI-2022-001&chapter=all", 14, True)],
)
def test_a_page_of_figures_is_whole_on_paper(printed, release, path, most, landscape):
    """On this screen figures are twice as wide as on the sheet."""
    pdf, told, tab = printed(path, width=1920, landscape=landscape)
    words = text(pdf)
    links = tab.page.locator(
        "[class*=st-key-printed_] [data-testid=stPageLink]"
    ).all_inner_texts()  # such as late projects

    assert [one for one in told if squeezed(one) not in words] == []
    assert [one for one in links if squeezed(one) not in words] == []
    assert bool(links) == path.startswith("/?")
    assert bool(links) == (squeezed("Gefilterd op Hele pagina: 2019 t/m september 2026") in words)
    # On the screen of Overzicht it is on demand; of some keys there is no amount.
    assert any(
        squeezed(one) in words for one in ("Alsnog aan burgers uitbetaald", texts("nl")["ladder.sentence_no_backpay"])
    )
    assert beyond(pdf) == []
    assert [one for one in letters(pdf) if one[0] < SMALLEST] == []
    assert 1 < len(pdf.pages) <= most
    assert [one for one in PRESSED if squeezed(one) in words] == []
    assert f"LSI-release{release.id}" in words
    assert tab.page.evaluate(NARROWED) == 0  # on the screen they are as they were


def test_the_head_on_paper_says_for_whom_of_what_and_from_which_release(printed, release):
    pdf, _, _ = printed("/partners?area=GM9001&period=2024-2025")
    first = pdf.pages[0].extract_text()

    assert "Intern LSI" in first
    assert re.search(r"Mijn gebied: \S.*; Periode: 2024 t/m 2025; Soort project: Alle soorten", first)
    assert release.id in first
    assert f"1 / {len(pdf.pages)}" in first


@pytest.mark.parametrize(("path", "has_map"), [("/kaart?area=GM9001&period=2019-2026", True), ("/borging", False)])
def test_a_table_that_scrolls_on_the_screen_is_whole_on_paper(printed, path, has_map):
    pdf, told, tab = printed(path, has_map=has_map)
    words, rows = text(pdf), tab.page.evaluate(ROWS)
    on_screen = tab.page.locator(".paper-rows, .st-key-paper_head").all()

    assert len(rows) > 100
    assert [one for one in rows if squeezed(one) not in words] == []
    assert [one for one in told if squeezed(one) not in words] == []
    assert beyond(pdf) == []
    assert [one for one in [*PRESSED, "Klik op"] if squeezed(one) in words] == []
    assert not any(one.is_visible() for one in on_screen)
    assert not has_map or any(image.image.size > (400, 300) for page in pdf.pages for image in page.images)


PRINTED_ABOVE = {"overview", "project", "partners", "area_map", "sustainment", "story"}
QUERIES = {
    "area_map": "?period=2019-2026",
    "effect": "?project=LSI-2021-009",
    "own_area": "?area=GM9001",
    "compare": "?area=GM9001",
}


SHEETS = [(room, False) for room in sorted(ADDRESSES.keys() - PRINTED_ABOVE)] + [("projects", True), ("effect", True)]


@pytest.mark.parametrize(("room", "landscape"), SHEETS)
def test_every_other_page_is_whole_on_paper_too(printed, release, room, landscape):
    pdf, told, _ = printed(f"/{ADDRESSES[room].path}{QUERIES.get(room, '')}", landscape=landscape)
    words = text(pdf)

    assert squeezed(texts("nl")[f"{room}.title"]) in words
    assert [one for one in told if squeezed(one) not in words] == []
    assert beyond(pdf) == []
    pressed = [] if room == "help" else PRESSED  # which tells what there is to press
    assert [one for one in [*pressed, "Klik op"] if squeezed(one) in words] == []
    assert f"LSI-release{release.id}" in words


def test_a_dark_screen_is_light_on_paper_and_dark_again_afterwards(visit):
    tab = visit(theme="dark")
    tab.open("/?period=2019-2026")
    tab.resize(1280, 6000)  # every figure is drawn
    inks = "[...document.querySelectorAll('.js-plotly-plot text')].map((one) => getComputedStyle(one).fill)"
    before = tab.page.evaluate(inks)
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    on_paper = tab.page.evaluate(inks)
    tab.page.evaluate("dispatchEvent(new Event('afterprint'))")
    after = tab.page.evaluate(inks)
    left = tab.page.locator("[data-paper], .paper-map, .main-svg[viewBox]").count()
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.page.emulate_media(media="print")
    paper = pixels(tab.page.screenshot(full_page=True)).mean()
    tab.page.emulate_media(media="screen")

    assert [ink for ink in on_paper if sum(map(int, re.findall(r"\d+", ink)[:3])) > 3 * MIDDLE] == []
    assert after == before
    assert not left
    assert paper > LIGHT


TOGETHER = """() => [...document.querySelectorAll('[class*=st-key-together_]')].map((one) =>
  [...one.querySelectorAll('h3, .js-plotly-plot text')].map((part) => part.textContent).filter((words) => words.length > 5))"""


def test_a_figure_of_a_story_stands_on_one_sheet_with_its_headline(printed):
    pdf, _, tab = printed("/verhaal?area=GM9001&period=2025")
    sheets = [squeezed(page.extract_text()) for page in pdf.pages]
    told = [[squeezed(words) for words in parts] for parts in tab.page.evaluate(TOGETHER)]
    figures = [parts for parts in told if len(parts) > 1]

    assert len(figures) > 4
    assert [parts[0] for parts in figures if not any(all(one in sheet for one in parts) for sheet in sheets)] == []
