"""The work of a board member and of a municipality by keyboard alone, in so many presses, seeing all the time where one is."""

from __future__ import annotations

import pytest

from dashboard.text import texts

pytestmark = pytest.mark.browser

FARTHEST = 120  # presses until something must have been met
RING = "() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || !!document.activeElement.closest('[data-focused], [data-focus-visible], [data-focus-within]'); }"
HELD = "() => document.activeElement !== document.body"


class Keyboard:
    """A keyboard that counts; there is no mouse."""

    def __init__(self, tab):
        self.tab, self.page, self.presses, self.unseen = tab, tab.page, 0, []

    def press(self, *keys):
        """Press some keys after each other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def skip(self):
        """Past the menu, by the first link of the page."""
        self.page.evaluate("() => document.activeElement.blur()")
        self.press("Tab", "Enter")

    def walk(self, goal, key="Tab"):
        """Press a key until something has the keyboard, and see on the way that it shows where one is."""
        for _ in range(FARTHEST):
            self.press(key)
            if not self.page.evaluate(RING):
                self.unseen.append(self.page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)"))
            if goal.count() and goal.first.evaluate("(one) => one === document.activeElement"):
                return
        raise AssertionError(f"{goal} is not reached")

    def choose(self, box, words):
        """Write in a list and take the first that fits."""
        self.walk(box)
        self.press(*words, "Enter")
        self.tab.settle()


@pytest.fixture
def keyboard(visit):
    """``keyboard("/kaart")``: a page, and hands on the keys; at the end one always saw where one was."""
    made = []

    def sit(path):
        tab = visit()
        tab.open(path)
        made.append(Keyboard(tab))
        return made[-1]

    yield sit
    assert [one for keys in made for one in keys.unseen] == []


def test_the_board_reads_what_asks_a_decision_and_opens_the_first_project(keyboard):
    keys = keyboard("/?period=2024")
    keys.skip()
    keys.walk(keys.page.locator(".st-key-table_attention summary"))
    keys.press("Enter")
    table = keys.page.locator(".st-key-table_attention table")
    table.wait_for()
    keys.tab.settle()
    kept = keys.page.evaluate(HELD)
    keys.walk(keys.page.locator("[data-testid=stMain] [class*=st-key-printed_] a"), "Shift+Tab")
    name = keys.page.evaluate("() => document.activeElement.textContent")
    keys.press("Enter")
    keys.page.wait_for_url("**/project?*")
    keys.tab.settle()

    assert kept, "the keyboard was lost when the table opened"
    assert table.count() == 0
    assert name.strip()[:20] in keys.tab.text()
    assert keys.presses <= 60


def test_a_municipality_compares_its_wijken_and_reads_the_table(keyboard):
    keys = keyboard("/vergelijken?period=2019-2026")
    keys.skip()
    keys.choose(keys.page.get_by_role("combobox", name="Mijn gebied"), "Marken-Waard")
    keys.page.wait_for_url("**area=GM9002*")
    keys.tab.settle()
    kept = keys.page.evaluate(HELD)
    keys.walk(keys.page.get_by_role("radio", name=texts("nl")["compare.show.dots"]))
    keys.press("ArrowRight", "Space")
    keys.page.wait_for_url("**view=*")
    keys.tab.settle()
    keys.walk(keys.page.locator("[class*=st-key-table_] summary"))
    keys.press("Enter")
    keys.page.locator("[class*=st-key-table_] table").first.wait_for()

    assert kept, "the keyboard was lost when the area changed"
    assert keys.presses <= 70


def test_an_adviser_prepares_an_evaluation_and_has_the_document_made(keyboard):
    keys = keyboard("/rapport")
    keys.skip()
    keys.walk(keys.page.locator(".st-key-url_kind [role=radio]"))
    keys.press("ArrowRight", "ArrowRight", "Space")
    keys.page.wait_for_url("**kind=evaluation*")
    keys.tab.settle()
    kept = keys.page.evaluate("() => document.activeElement.innerText")
    keys.choose(keys.page.get_by_role("combobox", name=texts("nl")["report.project"], exact=True), "LSI-2022-001")
    keys.page.wait_for_url("**project=LSI-2022-001*")
    keys.tab.settle()
    keys.walk(keys.page.locator(".st-key-make button"))
    keys.press("Enter")
    made = keys.page.get_by_test_id("stDownloadButton")
    made.wait_for()

    assert "Evaluatie" in kept, "the keyboard was lost when the kind changed"
    assert keys.presses <= 45
