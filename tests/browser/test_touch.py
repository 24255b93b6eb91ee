"""By finger, on a telephone and on its side: what is pressed answers, and nothing lies over what is read."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError  # noqa: A004

from tests.browser.conftest import PATIENCE, Visit
from tests.browser.maps import BESIDE, CHART, Map

pytestmark = pytest.mark.browser

MENU = "[data-testid=stSidebar]"
DOWN = "() => document.querySelector('[data-testid=stMain]').scrollTop"
READABLE = "() => !!document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('[data-testid=stMain]')"


@pytest.fixture
def by_touch(chromium, server):
    """A page opened in a browser without a mouse: ``by_touch(390, 844, "/kaart")``; trouble in it fails the test."""
    made = []

    def of(width, height, path):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale="nl-NL",
            has_touch=True,
            is_mobile=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        tab = Visit(context.new_page(), server)
        made.append((context, tab))
        tab.open(path)
        return tab

    yield of
    for context, _ in made:
        context.close()
    assert [line for _, tab in made for line in tab.trouble] == []


def test_the_menu_closes_on_the_page_that_was_chosen_in_it(by_touch):
    tab = by_touch(390, 844, "/verantwoording")
    tab.page.get_by_role("button", name="Menu openen").tap()
    tab.page.locator(MENU).get_by_role("link", name="Definities").tap()
    tab.page.wait_for_url("**/definities**")
    tab.wait_until(f"() => document.querySelector('{MENU}').getBoundingClientRect().right <= 0")
    tab.settle()

    assert tab.page.evaluate(READABLE)
    assert not tab.page.get_by_text("Ctrl + K").is_visible()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)])
def test_a_finger_on_the_map_moves_the_page_and_opens_what_it_presses(by_touch, release, width, height):
    tab = by_touch(width, height, "/kaart?period=2019-2026")
    tab.page.locator(CHART).scroll_into_view_if_needed()
    shown = Map(tab, release, "municipality")
    x, y = shown.place("GM9001")
    before = tab.page.evaluate(DOWN)
    finger = tab.page.context.new_cdp_session(tab.page)
    for step in range(12):
        kind, at = ("touchMove" if step else "touchStart"), {"x": x, "y": y - 10 * step}
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    tab.wait_until(f"(before) => ({DOWN})() > before", before)

    x, y = shown.place("GM9001")
    answers = re.compile("=GM9001|/project")  # the area, or the dossier of the outline that lies there
    for right, down in BESIDE:
        tab.page.touchscreen.tap(x + right, y + down)
        with suppress(TimeoutError):
            tab.page.wait_for_url(answers, timeout=PATIENCE / 10)
            break
    tab.settle()

    assert answers.search(tab.page.url)
    assert not tab.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_choice_is_made_by_finger(by_touch):
    tab = by_touch(390, 844, "/")
    tab.page.get_by_text("Keuzes", exact=True).tap()
    tab.page.get_by_role("combobox", name="Mijn gebied").tap()
    tab.page.get_by_role("option", name="Marken-Waard").tap()
    tab.page.wait_for_url("**area=GM9002**")
    tab.settle()

    assert "Marken-Waard" in tab.page.locator("[data-testid=stMain]").inner_text()
