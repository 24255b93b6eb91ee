"""Verhaal: what the pages say, in order, and nothing else."""

from __future__ import annotations

import pytest

from dashboard.access import VIEWER
from dashboard.pages.story.contents import PROGRAMME, PROJECT
from dashboard.ui import rooms
from tests.pages.test_project import RICH


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_programme_is_told_in_the_sentences_of_the_pages(page, release, language):
    app = page("story", area="GM9001", period="2025", language=language)
    text = "\n".join(one.value for one in app.markdown)
    query = {"area": "GM9001", "period": "2025", "language": language}
    trend = rooms.read("overview", query, VIEWER, release, {"trend"}).panels[0]

    assert not app.exception
    assert trend.sentence.split(".")[0] in text.replace("\\", "")
    assert len(app.header) == len(PROGRAMME) + 1


def test_a_project_is_told_as_a_whole_without_its_name_before_every_headline(page):
    app = page("story", project=RICH, area="GM9001")

    assert not app.exception
    assert len(app.header) == len(PROJECT) + 1
    assert not any(RICH in one.value for one in app.subheader)
    assert not [
        one for one in app.selectbox if one.label == "Mijn gebied"
    ]  # the whole project, whatever the filters say


@pytest.mark.parametrize("is_on", [True, False])
def test_events_in_a_figure_are_listed_under_it_and_left_out_by_the_switch(page, is_on):
    app = page("story", period="2019-2025", events="on" if is_on else "off")

    assert any("SyRI" in one.value for one in app.caption) is is_on


def test_every_panel_the_story_tells_exists(release):
    asked = {"project": RICH, "period": "2019-2026"}
    for chapter in (*PROGRAMME, *PROJECT):
        for source in chapter.panels:
            query = {**(asked if source.room == "project" else {"period": "2025"}), **source.query}
            kept = {panel.key for panel in rooms.read(source.room, query, VIEWER, release).panels}
            assert set(source.keys) <= kept, chapter.key


def test_figures_are_drawn_in_the_colours_of_the_screen(release):
    light, dark = (
        rooms.read("overview", {}, VIEWER, release, {"trend"}, theme=theme).panels[0].figure["layout"]["font"]["color"]
        for theme in ("light", "dark")
    )

    assert light != dark
