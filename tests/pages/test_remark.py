"""``Klopt iets niet?`` on a page: what is sent, and what is not."""

from __future__ import annotations

import pytest

from dashboard.settings import Settings
from dashboard.state.engine import forget
from dashboard.state.remarks import waiting
from tests.conftest import open_page


@pytest.fixture
def elsewhere(data, monkeypatch, postgresql):
    """The sample with a state of its own, so that what is sent stays nowhere."""
    settings = Settings(data=data, database=postgresql.new())
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    monkeypatch.setenv("DASHBOARD_DATABASE", settings.database)
    yield settings
    forget(settings)


def sent(app, words):
    """A page on which somebody opened the form, wrote and sent."""
    app.button(key="remark").click().run()
    app.text_area(key="remark_words").input(words)
    app.button(key="remark_send").click().run()
    assert not app.exception
    return app


def test_it_is_sent_with_page_release_and_every_choice(elsewhere, release):
    app = open_page("partners", area="GM9001", period="2025")
    sent(app, "De *som* klopt niet.")

    [one] = waiting(elsewhere)
    assert (one.words, one.page, one.release_id, one.contact) == ("De *som* klopt niet.", "partners", release.id, "")
    assert {"area=GM9001", "period=2025", f"release={release.id}"} <= set(one.link.split("?")[1].split("&"))
    assert app.session_state["remark_said"] == (True, "Uw bericht is verstuurd. Dank u wel.")


def test_what_seems_to_name_somebody_is_not_sent_and_said(elsewhere):
    app = sent(open_page("overview"), "Bel mij op 06-12345678")

    assert waiting(elsewhere) == ()
    is_sent, sentence = app.session_state["remark_said"]
    assert not is_sent
    assert "telefoonnummer" in sentence


def test_who_did_not_log_in_is_asked_for_no_id_and_warned_of_people(elsewhere):
    app = open_page("overview").button(key="remark").click().run()

    assert not app.checkbox
    assert "namen, adressen" in app.warning[0].value


def test_a_database_that_is_away_is_one_sentence_without_its_address(page, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATABASE", "postgresql://lsi:geheim@127.0.0.1:1/lsi")
    app = sent(page("overview"), "De som klopt niet.")

    is_sent, sentence = app.session_state["remark_said"]
    assert not is_sent
    assert "kan nu niet worden verstuurd" in sentence
    assert "DASHBOARD" not in sentence
