"""Every page in both sizes and themes: a picture to look at, and nothing wrong, foreign or English in it."""

from __future__ import annotations

import os
import re
import shutil

import pytest

from dashboard.addresses import ADDRESSES
from dashboard.text import texts
from dashboard.ui.streamlit_words import pairs
from tests.browser.axe import faults
from tests.browser.conftest import ROOT, SCREENS, SHORTENED
from tests.browser.heard import golden, heard

pytestmark = pytest.mark.browser

PAGES = [(room, f"/{kind.path}") for room, kind in ADDRESSES.items()]
# English words that Streamlit or a forgotten text would leave on a page.
ENGLISH = re.compile(
    r"\b(the|and|with|Choose|Select|Search|Loading|Running|Download as|Fullscreen|Show|Hide|No results|error|Press)\b"
)
DUTCH = re.compile(r"\b(het|een|voor|niet|gebied|bron)\b", re.IGNORECASE)
# One look here, because `test_strange_project` sees each page in another; each size in each theme with EVERY_LOOK, as
# `make screens` does.
LOOKS = [(1024, 768, "dark")]
SMALL = 1024  # where what is heard is held: it is drawn in the same order in every size
EVERY_LOOK = bool(os.environ.get("EVERY_LOOK"))
if EVERY_LOOK:
    LOOKS += [(1440, 900, "light"), (1440, 900, "dark"), (1024, 768, "light")]
MADE = ("overview", "area_map")
PICTURED = {"overview"}  # where every picture says something
# Streamlit lets a row of choices that does not fit scroll out of sight.
CUT_OFF = """[...document.querySelectorAll('[data-testid=stButtonGroup], [data-testid=stButtonGroup] *')].some(
  (part) => part.scrollWidth > part.clientWidth + 1 && ['auto', 'scroll', 'hidden'].includes(getComputedStyle(part).overflowX))"""

# What is only heard, or seen under the pointer.
LABELS = """() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(
  (one) => ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name))).filter(Boolean)"""
STREAMLIT = {english for english, _ in pairs()}


@pytest.mark.parametrize(("width", "height", "theme"), LOOKS)
@pytest.mark.parametrize(("name", "path"), PAGES)
def test_page_is_whole(visit, name, path, width, height, theme):
    tab = visit(width, height, theme)
    tab.open(f"{path}?period=2019-2026" if name == "area_map" else path)
    tab.screenshot(SCREENS / f"{name}_{width}_{theme}.png", width, height)
    if EVERY_LOOK and (width, theme) == (1440, "light") and name in MADE:
        (ROOT / "docs").mkdir(exist_ok=True)
        shutil.copy(SCREENS / f"{name}_{width}_{theme}.png", ROOT / "docs" / f"{name}.png")

    assert tab.page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert not ENGLISH.search(tab.text()), ENGLISH.search(tab.text())
    assert STREAMLIT.isdisjoint(label.split(": ")[0] for label in tab.page.evaluate(LABELS))
    wide = tab.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, "the page scrolls sideways"
    assert not tab.page.evaluate(CUT_OFF), "a row of choices is cut off"
    assert tab.page.evaluate(SHORTENED) == []
    assert tab.page.evaluate("document.documentElement.lang") == "nl"
    is_held = width == SMALL and name != "story"  # which says what the other pages say, as the figures have it
    assert not is_held or heard(tab) == golden(name), "what is heard changed: python -m tests.accessibility"
    said = [picture.get_attribute("alt") for picture in tab.page.locator("[data-testid=stMain] img").all()]
    assert None not in said, "a picture without words, or without saying that it needs none"
    assert name not in PICTURED or (said and all(said))

    tab.page.get_by_role("radiogroup", name="Taal").get_by_text("EN", exact=True).click()
    tab.wait_until("() => document.documentElement.lang == 'en'")
    tab.settle()
    assert faults(tab) == ()  # dark and English; `test_strange_project` looks in Dutch, by light, with everything open


def without_names(text):
    """The text without names that stay Dutch: of areas, of the covenant and of the policy."""
    return "\n".join(line for line in text.splitlines() if "LSI-standaard" not in line)


def test_the_page_says_its_language_from_the_first_byte_and_after_a_choice(visit):
    """What the menu, the frame and the map say too is English; ``test_every_page`` reads every page. And the keyboard finds an area."""
    tab = visit()
    answer = tab.open("/kaart?language=en")
    first = answer.text()
    english, words = tab.page.evaluate("document.documentElement.lang"), tab.text()
    heard = {*tab.page.evaluate(LABELS), *tab.page.locator("[data-testid=stSkipToContent]").all_inner_texts()}
    tab.page.get_by_text("NL", exact=True).click()
    tab.wait_until("() => document.documentElement.lang == 'nl'")
    tab.page.keyboard.press("Control+k")
    tab.wait_until("() => document.activeElement.type == 'search'")
    tab.page.keyboard.type("gemeente goudkoge")
    tab.page.get_by_role("dialog").get_by_role("link", name="Goudkogge", exact=True).click()
    tab.page.wait_for_url("**/?**area=GM90**")

    assert {"Skip to main content", "Sidebar"} <= heard
    assert '<html lang="en"' in first
    assert english == "en"
    assert texts("en")["area_map.title"] in words
    assert not DUTCH.search(without_names(words))


def test_a_click_in_a_part_of_a_page_keeps_its_language(visit):
    """A fragment reruns without the frame of the app, which once set the language alone."""
    tab = visit()
    tab.open("/vergelijken?language=en&area=GM9001")
    tab.page.get_by_text(texts("en")["compare.show.funnel"], exact=True).click()
    tab.page.wait_for_url("**view=funnel**")
    tab.settle()

    tab.page.evaluate("document.querySelectorAll('[lang=nl]').forEach((one) => one.remove())")  # what projects wrote
    assert not DUTCH.search(without_names(tab.text()))


def test_what_projects_wrote_is_said_in_dutch_in_an_english_table_that_scrolls(visit):
    """Streamlit draws it on a canvas; what is heard of it are the cells within."""
    tab = visit()
    tab.open("/projecten?language=en")
    tab.page.locator("[data-testid=stDataFrame]").scroll_into_view_if_needed()
    tab.wait_until("() => document.querySelector('[data-testid=stDataFrame] td[lang=nl]')")
    columns = tab.page.evaluate(
        "[...new Set([...document.querySelectorAll('[data-testid=stDataFrame] td[lang=nl]')].map((one) => one.ariaColIndex))]"
    )

    assert columns == ["2"]  # the titles


def test_a_link_of_before_leads_to_readable_keys(visit):
    tab = visit()
    tab.open("/kaart?g=GM9001&m=hit_rate")

    assert "area=GM9001" in tab.page.url
    assert "measure=hit_rate" in tab.page.url
    assert "g=" not in tab.page.url
