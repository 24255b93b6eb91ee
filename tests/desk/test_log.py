"""The page of the log in a real browser: what stands in it, what leaves, and that touching it is seen."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update

from dashboard.settings import Settings
from dashboard.state.engine import forget, writing
from dashboard.state.log import GENESIS, Kind, append, entries, verify
from dashboard.state.tables import LOG
from tests.browser.axe import faults
from tests.browser.conftest import Visit
from tests.desk.serving import desk, flawless_tab

pytestmark = pytest.mark.browser
N = 120


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A log of more than two pages; an id that a spreadsheet would run is among them."""
    settings = Settings(data=tmp_path_factory.mktemp("log") / "data")
    for number in range(N):
        append(settings, Kind.VIEWED, "s-1" if number else "=1+1", page="kaart", release="0123456789")
    yield settings
    forget(settings)


@pytest.fixture(scope="module")
def address(kept, tmp_path_factory):
    with desk(kept.data, tmp_path_factory.mktemp("desk") / "desk.log") as address:
        yield address


@pytest.fixture
def tab(left, address):
    with flawless_tab(left, address, "/logboek") as tab:
        yield tab


def press(tab, name):
    tab.page.get_by_role("button", name=name, exact=True).click()
    tab.settle()


def cells(tab):
    """What the table of entries says to who cannot see it."""
    return tab.page.locator("[data-testid=stDataFrame] [role=gridcell]").all_inner_texts()


def test_the_newest_stand_first_and_the_others_are_pages_on(tab, kept):
    n = verify(kept).n_entries
    assert f"1 tot en met 50 van {n}" in tab.text()
    assert cells(tab)[0] == str(n)
    assert faults(tab) == ()
    press(tab, "Ouder")
    tab.page.get_by_text(f"51 tot en met 100 van {n}").wait_for()
    press(tab, "Ouder")
    tab.page.get_by_text(f"101 tot en met {n} van {n}").wait_for()
    assert tab.page.get_by_role("button", name="Ouder", exact=True).is_disabled()


def test_a_person_is_looked_up_and_nothing_is_said_in_a_sentence(tab):
    line = tab.page.get_by_label("Kenmerk van de persoon")
    line.fill("=1+1")
    line.press("Enter")
    tab.page.get_by_text("1 tot en met 1 van 1").wait_for()
    line.fill("niemand")
    line.press("Enter")
    tab.page.get_by_text("Er is niets dat hieraan voldoet").wait_for()


def test_what_leaves_runs_in_no_spreadsheet_and_can_be_checked_again(tab, kept):
    files = tab.downloads()
    sheet = files["log_csv"].decode("utf-8-sig").splitlines()
    lines = [json.loads(line) for line in files["log_jsonl"].decode().splitlines()]
    assert sheet[1].split(";")[3] == "'=1+1"
    assert lines[0]["subject"] == "=1+1"
    before = GENESIS
    for one in lines:
        assert one["before"] == before
        before = one["hash"]
    noted = [one for one in entries(kept) if one.kind == Kind.LOG_EXPORTED]
    assert {one.about["form"] for one in noted} == {"csv", "jsonl"}
    assert {one.subject for one in noted} == {"local"}


def test_a_log_that_holds_gives_its_hash_and_one_that_was_touched_says_where(tab, kept):
    press(tab, "Controleren")
    tab.page.get_by_text("Het logboek klopt").wait_for()
    tab.page.get_by_text(verify(kept).head).wait_for()
    with writing(kept) as connection:
        connection.execute(update(LOG).where(LOG.c.number == 7).values(subject="s-9"))
    press(tab, "Controleren")
    tab.page.get_by_text("Regel 7 van het logboek is niet wat er geschreven is").wait_for()
    with writing(kept) as connection:
        connection.execute(update(LOG).where(LOG.c.number == 7).values(subject="s-1"))


def test_a_database_that_is_away_is_one_sentence(contexts, tmp_path):
    away = "postgresql://lsi:geheim@127.0.0.1:1/lsi"
    with desk(tmp_path, tmp_path / "desk.log", DASHBOARD_DATABASE=away) as address:
        tab = Visit(contexts(1440, 900, "light").new_page(), address)
        tab.open("/logboek")
        assert "De gegevensbank van het logboek antwoordt niet" in tab.text()
        assert "geheim" not in tab.page.content()
        tab.page.close()
    assert "geheim" not in (tmp_path / "desk.log").read_text()
