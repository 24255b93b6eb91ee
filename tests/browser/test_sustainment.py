"""Borging as people use it: a click on an owner narrows the page, back undoes it, the calendar goes into an agenda."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_the_calendar_is_a_file_a_click_on_an_owner_narrows_the_page_and_back_undoes_it(visit):
    tab = visit(1440, 1400)
    tab.open("/borging?group=owner")
    assert_calendar(tab)
    bars = tab.page.locator(".js-plotly-plot").nth(0).locator(".bars .point path")
    bars.first.wait_for()
    bars.last.click(force=True)
    tab.page.wait_for_url("**owner=*")
    tab.page.get_by_role("button", name="Eigenaar:").first.wait_for()
    tab.page.go_back()
    tab.page.wait_for_url(lambda url: "owner=" not in url.replace("group=owner", ""))
    tab.wait_until("() => !document.body.innerText.includes('Gefilterd op')")


def test_a_project_in_the_link_shows_its_own_values(visit):
    tab = visit(1440, 1400)
    tab.open("/borging?project=LSI-2022-001")
    tab.page.get_by_role("button", name="Project: LSI-2022-001").wait_for()

    assert tab.page.get_by_text("7 afspraken").count()


def assert_calendar(tab):
    """A file of follow-ups that an agenda can read."""
    with tab.page.expect_download() as wait:
        tab.page.get_by_role("button", name="Agenda (iCalendar)").click()
    content = Path(wait.value.path()).read_bytes()

    assert wait.value.suggested_filename.endswith(".ics")
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert content.count(b"BEGIN:VEVENT") == content.count(b"@lsi-resultaten") > 10
    assert max(map(len, content.split(b"\r\n"))) <= 75
