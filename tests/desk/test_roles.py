"""Which room of the desk each role enters; a room that is not theirs is no page at all."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.desk.navigation import ROOMS
from tests.browser.login import PEOPLE, access_file
from tests.conftest import ROOT, TIMEOUT

MAY = {
    "lezer-1": set(),
    "gemeente-1": {"deliver"},
    "partner-1": {"deliver"},
    "adviseur-1": set(),
    "bestuur-1": set(),
    "beheer-1": {"deliver", "releases", "remarks"},
    "goedkeuring-1": {"releases", "remarks"},
    "fg-1": {"remarks", "log"},
    "niemand-1": set(),
    "gemeente-zonder": set(),
}


@pytest.fixture
def open_as(monkeypatch, tmp_path):
    """A room of the desk after its first run, for somebody who logged in."""
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LSI_ACCESS", str(access_file(tmp_path / "access", "http://127.0.0.1:1", 1)))

    def run(subject, room):
        app = AppTest.from_file(str(ROOT / "dashboard" / "desk" / "main.py"), default_timeout=TIMEOUT)
        app._page_hash = calc_hash(ROOMS[room][0])
        if subject:
            app.user = {"is_logged_in": True, "sub": subject, "exp": time.time() + 3600} | PEOPLE[subject]
        return app.run()

    return run


def test_everybody_of_the_provider_is_in_the_table():
    assert set(MAY) == set(PEOPLE)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("subject", MAY)
def test_a_role_enters_its_rooms_and_no_other(open_as, subject, room):
    app = open_as(subject, room)
    assert not app.exception
    if not MAY[subject]:
        assert "nog geen rol" in app.error[0].value
        assert not app.title
        return
    [title] = app.title
    titles = {"deliver": "Aanleveren", "releases": "Releases", "remarks": "Berichten", "log": "Logboek"}
    assert title.value in {titles[one] for one in MAY[subject]}
    if room in MAY[subject]:
        assert title.value == titles[room]


@pytest.mark.parametrize("room", ROOMS)
def test_where_everybody_may_look_nobody_does_anything_at_the_desk(open_as, monkeypatch, room):
    monkeypatch.setenv("LSI_ACCESS", "open")
    app = open_as("", room)

    assert "nog geen rol" in app.error[0].value
    assert not app.title


@pytest.mark.parametrize("room", ROOMS)
def test_a_stranger_gets_the_login_only(open_as, room):
    app = open_as("", room)
    assert [button.label for button in app.button] == ["Aanmelden"]
    assert not app.exception
