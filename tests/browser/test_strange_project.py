"""Every page with a project full of strange signs on it: it reads as it was written, nothing works, no secret, any screen."""

from __future__ import annotations

import csv
import io
import re

import pytest

from dashboard.addresses import ADDRESSES
from dashboard.answers.rows import ProjectAreas
from dashboard.documents.sheet import FORMULA
from dashboard.text import texts
from dashboard.text.markup import clean
from dashboard.tools.sample import strange
from tests.browser.axe import faults
from tests.browser.conftest import SCREENS
from tests.browser.test_canaries import canaries, overhear
from tests.browser.test_screens import CUT_OFF

pytestmark = pytest.mark.browser

CODE = strange.CODE
TEXTS = [
    strange.TITLE, strange.REASON, strange.EXTENSION, strange.OWNER, strange.ROLE, strange.PLACE, strange.EVIDENCE,
    *strange.AGREEMENTS, *strange.NOTES.values(),
]  # fmt: skip
# Per page where the project is looked at, and the texts that stand there.
EVERYWHERE = [strange.TITLE]
LOOKED_AT = {
    "overview": ("?period=2019-2026", EVERYWHERE),
    "story": ("?period=2019-2026", []),
    "projects": (
        f"?period=2019-2026&project={CODE}",
        [strange.TITLE, strange.REASON, strange.EXTENSION, *strange.NOTES.values()],
    ),
    "partners": ("?period=2019-2026", []),
    "changes": ("", []),
    "area_map": ("?period=2019-2026&inside={town}", [strange.TITLE, strange.REASON]),
    "compare": ("?period=2019-2026", []),
    "own_area": ("?area={town}", []),
    "project": (
        f"?project={CODE}&chapter=all",
        [*EVERYWHERE, strange.REASON, strange.OWNER, strange.EVIDENCE, *strange.AGREEMENTS],
    ),
    "effect": (f"?project={CODE}", []),
    "sustainment": (
        f"?project={CODE}&group=owner",
        [strange.TITLE, strange.OWNER, strange.ROLE, strange.PLACE, *strange.AGREEMENTS],
    ),
    "report": ("", []),
    "help": ("", []),
    "definitions": ("", []),
    "accountability": ("", [strange.TITLE, strange.REASON]),
}
DOWNLOADS = {"project": "project_lessons", "sustainment": "agreements", "overview": "attention"}
WITHOUT_DOWNLOAD = {
    "story",
    "own_area",
    "changes",
    "report",
    "help",
}  # without an area, an earlier release, or anything in the report
MAGNIFIED = (320, 256)  # what is left of 1280 by 1024 at 400 per cent, as WCAG 1.4.10 has it
PAGES = [(room, f"/{kind.path}") for room, kind in ADDRESSES.items()]

# Sources that our own words link to.
CITED = re.findall(r"\]\((https://[^)]+)\)", " ".join(map(str, texts("nl").values())))
# What came alive: anything that leads elsewhere, and anything that Streamlit makes of Markdown inside a strange text.
ALIVE = """(cited) => {
  const main = document.querySelector('[data-testid=stMain]'), own = location.origin, found = [];
  const all = (rule) => [...main.querySelectorAll(rule)];
  all('a').filter(one => one.href && !one.href.startsWith(own) && !cited.includes(one.href)).forEach(one => found.push(one.outerHTML));
  all('img').filter(one => !one.src.startsWith('data:') && !one.src.startsWith(own)).forEach(one => found.push(one.outerHTML));
  all('script, .katex, [data-testid=stMarkdownContainer] code').forEach(
    one => found.push(one.outerHTML));
  all('[role=img]').filter(one => /delete|person/.test(one.textContent)).forEach(one => found.push(one.outerHTML));
  all('strong, b, em, i, del, blockquote, h1, h2, li').filter(one => ['vet', 'b', 'functie', 'organisatie', 'schuin', 'door']
    .includes(one.textContent.trim())).forEach(one => found.push(one.outerHTML));
  all('[class*=stMarkdownColored], [class*=stMarkdownBadge], [class*=Shimmer]').filter(
    one => ['rood', 'x', 'y'].includes(one.textContent.trim())).forEach(one => found.push(one.outerHTML));
  return found.map(one => one.slice(0, 300));
}"""
WORDS = """() => [...document.querySelectorAll('[data-testid=stMain], .js-plotly-plot text, [data-testid=stDataFrame] [role=gridcell]')]
  .map(one => one.textContent.replaceAll('\\n', '')).join(' ')"""
# What a click gives back stays as it was delivered; it is not shown.
FIGURES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(one => JSON.stringify([one.data, one.layout],
  (key, value) => key === 'customdata' ? null : value))"""
# Whatever sticks out of the window, unless it scrolls inside a place of its own.
WIDE = """() => {
  const scrolls = (one) => one && one !== document.body && !one.matches('[data-testid=stMain]') &&
    (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  return [...document.querySelectorAll('[data-testid=stMain] *')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && !one.closest('svg, canvas, [aria-hidden=true]') && !scrolls(one.parentElement);
  }).map(one => one.outerHTML.slice(0, 200));
}"""


# Words that go on beyond the place they stand in; a link to a page is cut with an ellipsis.
UNBROKEN = """() => [...document.querySelectorAll('[data-testid=stMain] [data-testid=stMarkdownContainer]')]
  .filter(one => one.scrollWidth > one.clientWidth + 1 && !one.closest('[data-testid=stPageLink]')).map(one => one.textContent.slice(0, 100))"""


@pytest.fixture(scope="module")
def town(release):
    """The gemeente of the project."""
    from dashboard.access import VIEWER
    from dashboard.answers import ask

    areas = ask(ProjectAreas, VIEWER, release, project=CODE).frame
    return f"GM{areas['area_code'].iloc[0][2:6]}"


def open_whole(tab, name, path, town):
    """A page with every table and part of it open."""
    tab.open(path + LOOKED_AT[name][0].format(town=town))
    tab.open_tables()


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_a_page_is_whole_gives_no_secret_reads_as_it_was_written_and_fits_a_telephone(visit, town, name, path):
    """One visit per page, with everything open and every file taken, on a desk and then on a telephone."""
    tab = visit(1440, 900)
    tab.listen("dialog", lambda dialog: tab.trouble.append(f"dialog: {dialog.message}"))
    messages = overhear(tab)
    open_whole(tab, name, path, town)
    tab.screenshot(SCREENS / f"strange_{name}.png", 1440, 900)  # which draws every figure
    words = " ".join(tab.page.evaluate(WORDS).split())
    figures = " ".join(tab.page.evaluate(FIGURES))
    files = tab.downloads()
    messages += [*files.values(), tab.page.content().encode()]

    assert tab.page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert not tab.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not tab.page.evaluate(CUT_OFF), "a row of choices is cut off"

    assert faults(tab) == ()
    assert tab.page.evaluate(ALIVE, CITED) == []
    assert [text for text in LOOKED_AT[name][1] if clean(text) not in words] == []
    assert not re.search(r"<(b>b|i>organisatie|br> \$z|a href='https|img|script)", figures)
    assert tab.page.locator("[data-testid=stMain] svg a").count() == 0
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\x1b]", words + figures)
    assert not re.search(r"&#\d+;|:color\[|(?<!&lt;b&gt;\s)&amp;#", words)

    assert sum(map(len, messages)) > 10_000
    assert [hit for message in messages for hit in canaries(message)] == []

    assert bool(files) == (name not in WITHOUT_DOWNLOAD)
    for key, content in files.items():
        assert_runs_nothing(content, strange=DOWNLOADS.get(name) == key)

    assert_fits_a_telephone(tab, name)


def assert_runs_nothing(content, *, strange):
    """A file that a spreadsheet opens without running anything of it."""
    text = content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]

    assert cells
    assert [cell for cell in cells if FORMULA.match(cell)] == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", text)
    assert not strange or "reemd" in text


def assert_fits_a_telephone(tab, name):
    """The page as it stands, on a screen of a telephone and four times as large on a desk: nothing sticks out, no words are cut."""
    tab.resize(390, 844)
    tab.screenshot(SCREENS / f"strange_{name}_390.png", 390, 844)
    assert_nothing_sticks_out(tab)
    assert tab.page.evaluate(UNBROKEN) == []
    tab.resize(*MAGNIFIED)
    assert_nothing_sticks_out(tab)


def assert_nothing_sticks_out(tab):
    """Nobody has to scroll sideways to read, but within a table or a figure."""
    wide = "['documentElement', 'body'].some(one => document[one].scrollWidth > innerWidth)"

    assert not tab.page.evaluate(f"() => {wide}")
    assert (
        tab.page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
        )
        <= 1
    )
    assert tab.page.evaluate(WIDE) == []
