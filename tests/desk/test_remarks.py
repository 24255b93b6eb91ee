"""Berichten at the desk: what waits, answering it, and wiping what names somebody."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.desk.navigation import ROOMS
from dashboard.settings import Settings
from dashboard.state.engine import forget
from dashboard.state.remarks import PER_HOUR, Sent, handled, send, waiting
from tests.conftest import ROOT, TIMEOUT

SENT = Sent("0123456789", "partners", "/partners?period=2025", "De **som** [klopt](http://x.nl) niet.")


@pytest.fixture
def box(tmp_path, monkeypatch):
    """A state with two remarks that wait."""
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    settings = Settings(data=tmp_path)
    for _ in range(2):
        send(settings, "s-1", SENT)
    yield settings
    forget(settings)


def opened():
    app = AppTest.from_file(str(ROOT / "dashboard" / "desk" / "main.py"), default_timeout=TIMEOUT)
    app._page_hash = calc_hash(ROOMS["remarks"][0])
    return app.run()


def test_what_waits_is_shown_as_it_was_written_and_answered_once(box):
    app = opened()
    assert not app.exception
    assert "2 berichten wachten" in [one.value for one in (*app.header, *app.subheader)]
    assert not [one.value for one in app.markdown if "[klopt](" in one.value]
    assert SENT.link in app.code[0].value
    app.text_area(key="remark_answer_1").input("De tabel telt ook 2024.")
    app.button(key="remark_handle_1").click().run()

    assert [one.number for one in waiting(box)] == [2]
    assert handled(box)[0].answer == "De tabel telt ook 2024."
    assert "Bericht 1 is afgehandeld." in [one.value for one in app.success]
    assert "1 bericht wacht" in [one.value for one in (*app.header, *app.subheader)]


def test_an_answer_that_says_nothing_is_not_taken(box):
    app = opened()
    app.button(key="remark_handle_1").click().run()

    assert len(waiting(box)) == 2
    assert app.error


def test_words_are_wiped_before_and_after_it_is_handled(box):
    app = opened()
    app.button(key="remark_wipe_2").click().run()
    assert [one.words for one in waiting(box)] == [SENT.words, ""]
    app.text_area(key="remark_answer_1").input("Klopt.")
    app.button(key="remark_handle_1").click().run()
    app.button(key="remark_wipe_handled").click().run()

    assert not app.exception
    assert handled(box)[0].words == ""


def test_an_empty_box_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    assert "Er wacht geen bericht." in [one.value for one in opened().info]


def test_a_long_list_is_read_in_parts(box):
    for n in range(5):
        for _ in range(PER_HOUR):
            send(box, f"s-{n + 2}", SENT)
    app = opened()
    assert len(app.text_area) == 20
    app.selectbox(key="desk_remarks_part").select(1).run()

    assert len(app.text_area) == 7
