"""Every page in both sizes and themes: a picture to look at, and nothing wrong, foreign or English in it."""

from __future__ import annotations

import os
import re
import shutil

import pytest

from dashboard.text import texts
from dashboard.ui.navigation import GROUPS
from tests.browser.conftest import ROOT, SCREENS

pytestmark = pytest.mark.browser

PAGES = [(name, f"/{url}") for _, group in GROUPS for name, url, _ in group]
# English words that Streamlit or a forgotten text would leave on a page.
ENGLISH = re.compile(
    r"\b(the|and|with|Choose|Select|Search|Loading|Running|Download as|Fullscreen|Show|Hide|No results|error|Press|Enter)\b"
)
# Both sizes and both themes; each size in each theme with EVERY_LOOK, as `make screens` does.
LOOKS = [(1440, 900, "light"), (1024, 768, "dark")]
if os.environ.get("EVERY_LOOK"):
    LOOKS += [(1440, 900, "dark"), (1024, 768, "light")]
MADE = ("overview", "area_map")
# Streamlit lets a row of choices that does not fit scroll out of sight.
CUT_OFF = """[...document.querySelectorAll('[data-testid=stButtonGroup], [data-testid=stButtonGroup] *')].some(
  (part) => part.scrollWidth > part.clientWidth + 1 && ['auto', 'scroll', 'hidden'].includes(getComputedStyle(part).overflowX))"""


@pytest.mark.parametrize(("width", "height", "theme"), LOOKS)
@pytest.mark.parametrize(("name", "path"), PAGES)
def test_page_is_whole(visit, name, path, width, height, theme):
    tab = visit(width, height, theme)
    tab.open(f"{path}?p=2019-2026" if name == "area_map" else path)
    tab.screenshot(SCREENS / f"{name}_{width}_{theme}.png", width, height)
    if (width, theme) == (1440, "light") and name in MADE:
        (ROOT / "docs").mkdir(exist_ok=True)
        shutil.copy(SCREENS / f"{name}_{width}_{theme}.png", ROOT / "docs" / f"{name}.png")

    assert tab.page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert not ENGLISH.search(tab.text()), ENGLISH.search(tab.text())
    wide = tab.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, "the page scrolls sideways"
    assert not tab.page.evaluate(CUT_OFF), "a row of choices is cut off"


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_english_is_complete(visit, name, path):
    tab = visit()
    tab.open(f"{path}?l=en")

    assert texts("en")[f"{name}.title"] in tab.text()
    assert not re.search(r"\b(het|een|voor|niet|gebied|bron)\b", without_names(tab.text()), re.IGNORECASE)


def without_names(text):
    """The text without names that stay Dutch: of areas, of the covenant and of the policy."""
    return "\n".join(line for line in text.splitlines() if "LSI-standaard" not in line)


def test_page_speaks_dutch_to_screen_readers(visit):
    tab = visit()
    tab.open("/")

    assert tab.page.evaluate("document.documentElement.lang") == "nl"
    pictures = tab.page.locator("[data-testid=stMain] img").all()
    assert pictures
    assert all(picture.get_attribute("alt") for picture in pictures)
