"""Linked filters as people use them: a click narrows the page, a chip or the back button undoes it, keyboard alone reaches it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def bars(tab, figure):
    """The bars of one figure; Plotly draws them as paths."""
    tab.page.locator(".js-plotly-plot").nth(figure).locator(".bars .point path").first.wait_for()
    return tab.page.locator(".js-plotly-plot").nth(figure).locator(".bars .point path")


def chip(tab, text):
    return tab.page.get_by_role("button", name=text).first


def test_a_click_on_a_year_narrows_the_page_one_on_the_timeline_opens_a_project_and_back_undoes_both(visit):
    tab = visit(1440, 2000)
    tab.open("/projecten")
    bars(tab, 0).first.click(force=True)
    tab.page.wait_for_url("**year=2019*")
    chip(tab, "Startjaar: 2019").wait_for()
    tab.wait_until("() => document.body.innerText.includes('Projecten in deze keuze: 4')")
    tab.settle()
    bars(tab, 1).nth(3).click(force=True)
    tab.page.wait_for_url("**project=LSI-2019-*")
    tab.page.get_by_text("Collegebesluit").wait_for()
    close = tab.page.get_by_role("button", name="Sluiten")
    assert close.count() == 1
    tab.page.get_by_role("heading", name="Kwam het plan uit?").scroll_into_view_if_needed()
    assert 0 <= close.bounding_box()["y"] < 300  # the card of what was clicked stays in sight
    tab.page.go_back()
    tab.page.get_by_text("Collegebesluit").wait_for(state="detached")
    tab.page.go_back()
    tab.wait_until("() => document.body.innerText.includes('Projecten in deze keuze: 65')")

    assert "year=" not in tab.page.url


def test_a_chip_is_taken_away_by_keyboard(visit):
    tab = visit()
    tab.open("/projecten?year=2019&lead=GEM")
    chip(tab, "Startjaar: 2019").focus()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(lambda url: "year=" not in url)

    assert "lead=GEM" in tab.page.url


def test_the_matrix_is_real_html_and_a_click_on_a_partner_narrows_what_was_passed_on(visit):
    tab = visit(1440, 2000)
    tab.open("/partners?period=2019-2026")
    tab.page.get_by_text("Tabel", exact=True).nth(1).click()
    matrix = tab.page.locator("[data-testid=stTable] table").first
    matrix.wait_for()
    assert "Van ↓ naar →" in matrix.inner_text()
    bars(tab, 0).nth(1).click(force=True)  # the first is what is not broken down, which is no partner
    tab.page.wait_for_url("**partner=UWV*")
    chip(tab, "Partner: UWV").wait_for()
    tab.page.locator(".st-key-figure_deliveries").scroll_into_view_if_needed()

    assert "period=2019-2026" in tab.page.url
    assert 0 <= chip(tab, "Partner: UWV").bounding_box()["y"] < 100  # what narrows the figures stays in sight over them
