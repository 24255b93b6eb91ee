"""The dossier as people use it: choose, open a chapter, follow a similar project, go back."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import SCREENS, SHORTENED

pytestmark = pytest.mark.browser
RICH = "LSI-2021-009"


def test_a_project_is_chosen_by_typing_a_part_of_its_name(visit):
    tab = visit(1440, 1200)
    tab.open("/project")
    box = tab.page.get_by_role("combobox", name="Project (zoek op naam of code)")
    box.fill("Baarshage (Nieuw")
    tab.page.get_by_role("option", name=RICH).click()
    tab.page.wait_for_url(f"**project={RICH}*")
    tab.page.get_by_text(f"{RICH} · ").last.wait_for()


def test_a_similar_project_opens_and_back_returns(visit):
    tab = visit(1440, 1200)
    tab.open(f"/project?project={RICH}&chapter=similar")
    link = tab.page.get_by_role("button", name="LSI-").first
    other = re.search(r"LSI-\d{4}-\d{3}", link.inner_text())[0]
    link.click()
    tab.page.wait_for_url(f"**project={other}*")
    tab.page.get_by_text(f"{other} · ").last.wait_for()
    tab.page.go_back()
    tab.page.get_by_text(f"{RICH} · ").last.wait_for()

    assert "chapter=similar" in tab.page.url


@pytest.mark.parametrize(
    ("name", "code", "theme"),
    [
        ("rich", RICH, "light"),
        ("poor", "LSI-2021-001", "dark"),
        ("stopped", "LSI-2019-002", "light"),
        ("dpia", "LSI-2022-002", "dark"),
    ],
)
def test_a_whole_dossier_fits_its_page(visit, name, code, theme):
    tab = visit(1440, 900, theme)
    tab.open(f"/project?project={code}&chapter=all")
    for width, height in ((1440, 900), (1024, 768)):
        tab.resize(width, height)
        tab.screenshot(SCREENS / f"project_{name}_{width}_{theme}.png", width, height)

        assert tab.page.locator("[data-testid=stException]").count() == 0
        assert not tab.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert tab.page.evaluate(SHORTENED) == []
