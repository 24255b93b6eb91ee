"""A report as one web page that opens without internet."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest
from playwright.sync_api import sync_playwright

from dashboard.documents.web import web
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.unit.documents.conftest import HOSTILE, LINK

pytestmark = pytest.mark.browser


class Page(HTMLParser):
    """Tags with what they carry, and the words outside style and figures."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words, self._off = [], [], 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._off += tag in {"style", "svg"}

    def handle_endtag(self, tag):
        self._off -= tag in {"style", "svg"}

    def handle_data(self, data):
        if not self._off and data.strip():
            self.words.append(data.strip())

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


@pytest.fixture(scope="module")
def text(report, pictures) -> str:
    return web(report, pictures).decode("utf-8")


@pytest.fixture(scope="module")
def page(text) -> Page:
    return Page(text)


def test_the_page_is_dutch_has_headings_and_a_list_of_contents(page, report):
    assert page.all("html") == [{"lang": "nl"}]
    assert [len(page.all(f"h{level}")) for level in (1, 2, 3)] == [1, 3, 3]
    targets = {one["id"] for one in page.all("h2")}
    assert {one["href"][1:] for one in page.all("a") if one["href"].startswith("#")} == targets
    assert {one["href"] for one in page.all("a") if not one["href"].startswith("#")} == {LINK}
    assert {report.title, "Intern LSI", "Noem één ding.", report.source, *report.notes} <= set(page.words)


def test_tables_name_their_columns_and_rows(page):
    heads = page.all("th")
    assert [one["scope"] for one in heads].count("col") == 4
    assert [one["scope"] for one in heads].count("row") == 120 + 3


def test_texts_are_shown_as_they_are(page):
    assert page.words.count(f"Vreemd {HOSTILE}") == 2
    assert page.words.count(HOSTILE) == 2
    assert page.all("script") == []
    assert {tag for tag, _ in page.tags} >= {"svg", "figure"}


def test_figures_say_what_they_show(page, report):
    assert [one["aria-label"] for one in page.all("figure")] == [
        f"{report.panels[0].title}. {report.panels[0].sentence}"
    ]


def test_it_asks_nobody_for_anything(text, page):
    policy = next(one["content"] for one in page.all("meta") if "http-equiv" in one)
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert set(re.findall(r"(?:src|url)\W{1,2}(\w+):", text)) == {"data"}


def test_it_opens_without_a_request_or_a_complaint(text, tmp_path):
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    with ThreadPoolExecutor(1) as thread:  # another test of this process may have left a loop running
        asked, said, fonts, background, wider = thread.submit(opened, tmp_path / "report.html").result()

    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert said == []
    assert "loaded" in fonts
    assert background == "rgb(20, 27, 34)", "dark where the reader asks for dark"
    assert not wider, "a word of 500 signs does not push the page aside"


def opened(path):
    """What a browser asked for and complained of, and how the page stands."""
    asked, said = [], []
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser:
        tab = browser.new_page(color_scheme="dark")
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.goto(path.as_uri())
        fonts = tab.evaluate("document.fonts.ready.then(() => [...document.fonts].map((one) => one.status))")
        background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        wider = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
    return asked, said, fonts, background, wider
