"""Effect as the adviser uses it: choose a project, other areas to compare with, open a check, and go back."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser


def test_other_areas_change_the_answer_back_undoes_it_and_a_check_and_a_project_open_by_keyboard(visit):
    tab = visit(1440, 1400)
    tab.open("/effect?project=LSI-2023-006")
    answer = tab.page.get_by_text("Hoever het bewijs reikt")
    before = answer.inner_text()
    tab.page.get_by_role("radio", name="Hele provincie").click()
    tab.page.wait_for_url("**controls=province*")
    tab.wait_until("said => !document.body.innerText.includes(said)", before)
    tab.page.go_back()
    tab.wait_until("said => document.body.innerText.includes(said)", before)
    box = tab.page.locator("summary", has_text="Wat als u anders had gekozen?")
    box.focus()
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("Hetzelfde project onder andere redelijke keuzes").wait_for()
    tab.page.get_by_role("combobox", name=re.compile("Project$")).click()
    tab.page.keyboard.type("2022-007")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**project=LSI-2022-007*")


def test_a_click_on_one_of_all_projects_opens_it(visit):
    tab = visit(1440, 2600)
    tab.open("/effect?project=alle")
    points = tab.page.locator(".js-plotly-plot .scatterlayer .point")
    points.first.wait_for()
    points.nth(1).click(force=True)
    tab.page.wait_for_url("**project=LSI-*")
