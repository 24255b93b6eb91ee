"""A choice for which no source had anything to deliver says so once, and how to go on."""

from __future__ import annotations

import pytest

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import FrameAreas, OverviewCompleteness
from dashboard.ui import rooms

ROOMS = ("overview", "partners", "story")
FALSE = ("alle partners hebben geleverd", "0 van 0", "Er ontbreekt niets", "geen van de 0", "in de hoogste klasse")


@pytest.fixture(scope="module")
def nothing(release):
    """An area and a year in which nobody was to deliver for it."""
    for area in ask(FrameAreas, VIEWER, release).rows:
        for year in range(2019, 2026):
            months = {"from_month": f"{year}-01-01", "until_month": f"{year}-12-01"}
            if not ask(OverviewCompleteness, VIEWER, release, area=area.area_code, **months).rows[0].n_sources:
                return {"area": area.area_code, "period": str(year)}
    pytest.fail("every area of the sample is worked in every year")


@pytest.mark.parametrize("room", ROOMS)
def test_it_says_so_once_and_every_filter_can_be_taken_away(page, nothing, room):
    app = page(room, **nothing)
    said = " ".join(one.value for kind in (app.markdown, app.caption, app.info) for one in kind)

    assert not app.exception
    assert "hoefde in" in said
    assert [words for words in FALSE if words in said] == []
    assert len(app.metric) == 0
    assert {"drop_nothing_due_period", "drop_nothing_due_area"} <= {one.key for one in app.button}
    app.button(key="drop_nothing_due_area").click().run()
    assert "hoefde in" not in " ".join(one.value for one in app.info)


def test_a_report_tells_why_it_has_nothing(release, nothing):
    kept = rooms.read("overview", nothing, VIEWER, release)

    assert not kept.panels
    assert any("hoefde in" in message for message in kept.messages)
