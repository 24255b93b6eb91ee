"""What lies over a page is as good for everybody as the page: dialogs and parts that open, in light and dark."""

from __future__ import annotations

import pytest

from dashboard.text import texts
from tests.browser.axe import faults

pytestmark = pytest.mark.browser

DIALOGS = ("search.title", "first_steps.title", "remark.title")
POPOVERS = ("figure.reading", "figure.others", "citation.title", "frame.drawn")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dialogs_and_what_opens_over_a_page_have_no_fault(visit, theme):
    tab = visit(1440, 900, theme)
    tab.open("/?period=2019-2026")
    found = []
    for key in DIALOGS:
        tab.page.get_by_role("button", name=texts("nl")[key]).first.click()
        dialog = tab.page.get_by_role("dialog")
        dialog.wait_for()
        tab.settle()
        assert dialog.evaluate("one => one.contains(document.activeElement)"), f"{key}: the keyboard stays outside"
        found += [f"{key}: {line}" for line in faults(tab)]
        tab.page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
    for key in POPOVERS:
        tab.page.get_by_role("button", name=texts("nl")[key]).first.click()
        tab.page.get_by_test_id("stPopoverBody").wait_for()
        tab.settle()
        found += [f"{key}: {line}" for line in faults(tab)]
        tab.page.keyboard.press("Escape")
        tab.page.get_by_test_id("stPopoverBody").wait_for(state="detached")

    assert found == []
