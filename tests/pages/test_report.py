"""Rapport on the page: what is chosen, a report of one's own, and a file that leaves."""

from __future__ import annotations

from threading import Event

import pytest

from dashboard.access import VIEWER
from dashboard.documents.basket import Basket, Item, pack, unpack
from dashboard.ui import rooms


def link_of(release, key):
    return rooms.read("overview", {}, VIEWER, release, {key}).panels[0].link


def test_the_page_lists_what_is_in_it_and_moves_it(page, release):
    items = Item(link=link_of(release, "funnel"), name="Trechter"), Item(text="Tussendoor")
    app = page("report", kind="own", basket=pack(Basket(items)))

    assert not app.exception
    assert any("Trechter" in one.label for one in app.text_input)
    assert app.text_area[0].value == "Tussendoor"
    next(button for button in app.button if button.key == "own_up_1").click().run()
    assert app.text_area[0].key == "own_0"
    next(button for button in app.button if button.key == "own_remove_0").click().run()
    assert not app.text_area
    assert not app.exception


def test_a_figure_goes_into_the_report_and_stays_on_the_way(page):
    app = page("overview", area="GM9001")
    app.session_state["reading_funnel"] = True
    app.run()
    next(button for button in app.button if button.key == "report_funnel").click().run()

    assert "basket" in app.query_params
    assert next(button for button in app.button if button.key == "report_funnel").disabled


def test_a_whole_page_goes_into_the_report(page):
    app = page("overview", area="GM9001")
    app.session_state["citation"] = True
    app.run()
    next(button for button in app.button if button.key == "report_page").click().run()

    items = unpack("".join(app.query_params["basket"])).items
    assert [item.link.partition("#")[2] for item in items] == [
        "attention",
        "tiles",
        "where",
        "what_if",
        "funnel",
        "trend",
        "partners",
        "ladder",
    ]
    assert all(item.name for item in items)


@pytest.mark.parametrize("packed", ["zomaar", "eJw", "%%%"])
def test_a_basket_that_cannot_be_read_is_told(page, packed):
    app = page("report", kind="own", basket=packed)
    assert not app.exception
    assert any("niet te lezen" in caption.value for caption in app.caption)


def test_a_gemeenterapport_needs_a_gemeente_and_an_evaluation_a_project(page):
    assert any("Kies er een bij" in info.value for info in page("report", kind="municipality").info)
    assert any("Kies een project" in info.value for info in page("report", kind="evaluation").info)


def test_a_calendar_leaves_as_a_file(page):
    app = page("report", kind="sustainment", form="ics")
    next(button for button in app.button if button.key == "make").click().run()
    job = app.session_state["job"]
    over = Event()
    while not job.is_over:
        over.wait(0.01)
    app.run()
    assert job.content.startswith(b"BEGIN:VCALENDAR")
    assert not app.exception
