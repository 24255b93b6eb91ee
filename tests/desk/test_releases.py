"""The page Releases: from draft to published by two persons, by role, with refusals that say why; builds outlive the page."""

from __future__ import annotations

import fcntl
import shutil
import signal
import time

import pytest
from playwright.sync_api import TimeoutError  # noqa: A004
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.access import Person, Role
from dashboard.settings import SAMPLE, Settings
from dashboard.state import log
from dashboard.state.log import Kind
from dashboard.steward.areas.official import import_areas
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release import approval, building, desk, planning
from dashboard.steward.release.acts import named_person
from dashboard.steward.release.build import build
from dashboard.store import current_release, pointed, read_release
from tests.browser.axe import faults
from tests.browser.conftest import Visit
from tests.browser.login import PEOPLE, access_file
from tests.conftest import ROOT, TIMEOUT
from tests.desk.serving import desk as desk_server
from tests.unit.steward.release.conftest import AT, delivery_writer, empty_world, note_as_held

ANNE = named_person("Anne")
OF_RELEASES = {Kind.CHECKED, Kind.APPROVED, Kind.PUBLISHED}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder with a release published, a second one built by Anne whose areas are no sample, and a third delivery."""
    areas, folder = tmp_path_factory.mktemp("areas"), tmp_path_factory.mktemp("desk")
    for file in sorted((SAMPLE / "areas").glob("areas_*.gpkg")):
        import_areas(file, int(file.stem.removeprefix("areas_")), areas, SAMPLE / "areas" / "provinces.csv")
    for path in areas.glob("*/manifest.json"):
        path.write_text(path.read_text(encoding="utf-8").replace("(fictief)", "(proef)"), encoding="utf-8")
    world, write = empty_world(folder, areas), delivery_writer(folder, ["BU90010101"])
    for value, reference in ((40, "2025-04-10"), (90, "2025-07-01")):
        take_in(world, [write({"2025-01": value}, reference=reference)], AT, str)
        release = build(world, str, AT).release
        note_as_held(world, release)
        if value == 40:
            desk.publish(world, release.id, AT)
    approval.built(world, release.id, ANNE, existed=False)
    return world.data, release.id


@pytest.fixture
def world(home, tmp_path, monkeypatch):
    """One's own copy of it, served by the desk."""
    data, release_id = home
    settings = Settings(data=tmp_path / "data")
    shutil.copytree(data, settings.data, symlinks=True)
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    return settings, release_id


def opened(name="", person=None):
    """The page after its first run; with the name of who is there without login, or as somebody with a login."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "desk" / "main.py"), default_timeout=TIMEOUT)
    app._page_hash = calc_hash("releases")
    app.run()
    return app.text_input(key="desk_name").set_value(name).run() if name else app


def keys(app):
    return {one.key for one in app.button if one.key}


def messages(app):
    return [str(one.value) for one in (*app.info, *app.error)]


def test_without_a_name_nothing_can_be_done_and_the_promise_is_honest(world):
    app = opened()

    assert not app.exception
    assert keys(app) == set()
    assert any("belofte" in one.value for one in app.caption)
    assert "Vul eerst uw naam in" in messages(app)[-1]


def test_two_persons_bring_a_release_to_everybody_and_one_takes_it_back(world):
    settings, release_id = world
    first = pointed(settings)

    app = opened("anne")
    assert {"desk_build", "desk_check", "desk_plan", "desk_give", "desk_withdraw"} <= keys(app)
    assert {"desk_approve", "desk_publish"} & keys(app) == set()
    app.button(key="desk_check").click().run()
    assert "is gecontroleerd" in messages(app)[0]
    app.text_area(key="desk_why").set_value("Alles klopt.")
    app.button(key="desk_approve").click().run()
    assert any("door u gebouwd of gecontroleerd" in one for one in messages(app))
    assert read_release(settings, release_id).status == "checked"

    app = opened("Bram")
    app.text_area(key="desk_why").set_value("Alles klopt.")
    app.button(key="desk_approve").click().run()
    assert "is goedgekeurd" in messages(app)[0]
    assert pointed(settings) == first
    app.button(key="desk_publish").click().run()
    assert current_release(settings).id == release_id

    app.selectbox(key="desk_release").select(release_id).run()
    app.text_input(key="desk_withdraw_why").set_value("Verkeerde buurt.")
    app.button(key="desk_withdraw").click().run()
    assert not app.exception
    assert read_release(settings, release_id).status == "withdrawn"
    kinds = [one.kind for one in reversed(log.entries(settings)) if one.kind != Kind.DELIVERED]
    assert kinds == ["built", "checked", "refused", "approved", "published", "withdrawn"]


def logged_in(subject):
    """The page after its first run, for somebody who logged in."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "desk" / "main.py"), default_timeout=TIMEOUT)
    app._page_hash = calc_hash("releases")
    app.user = {"is_logged_in": True, "sub": subject, "exp": time.time() + 3600} | PEOPLE[subject]
    return app.run()


def test_with_a_login_a_role_does_its_own_part_and_the_id_is_kept(world, monkeypatch, tmp_path):
    settings, release_id = world
    monkeypatch.setenv("LSI_ACCESS", str(access_file(tmp_path / "access", "http://127.0.0.1:1", 1)))

    app = logged_in("beheer-1")
    assert not app.exception
    assert "desk_name" not in {one.key for one in app.text_input}
    app.button(key="desk_check").click().run()
    assert "desk_approve" not in keys(app)
    app = logged_in("goedkeuring-1")
    assert {"desk_check", "desk_build"} & keys(app) == set()
    app.text_area(key="desk_why").set_value("Alles klopt.")
    app.button(key="desk_approve").click().run()
    app.button(key="desk_publish").click().run()

    assert current_release(settings).id == release_id
    kept = [(one.kind, one.subject) for one in reversed(log.entries(settings)) if one.kind in OF_RELEASES]
    assert kept == [("checked", "beheer-1"), ("approved", "goedkeuring-1"), ("published", "goedkeuring-1")]


def test_the_page_says_what_is_known_before_anybody_decides(world):
    app = opened("Anne")
    tables = [one.value for one in app.table]
    words = "\n".join(one.value for one in app.markdown)

    assert len(tables[0]) == 10
    assert tables[1]["Wie"].str.endswith("anne").tolist() == [True]
    assert "gecorrigeerd: 1" in words
    assert "correctie door de partner: 1" in words
    assert any("90" in one.value.to_string() for one in app.dataframe)


@pytest.mark.parametrize(
    ("roles", "offered", "withheld"),
    [
        ({Role.APPROVER}, {"desk_plan", "desk_withdraw"}, {"desk_build", "desk_check", "desk_approve"}),
        ({Role.STEWARD}, {"desk_build", "desk_check"}, {"desk_approve", "desk_publish"}),
    ],
)
def test_a_role_sees_only_what_it_may(world, monkeypatch, roles, offered, withheld):
    person = Person("s-1", frozenset(roles))
    monkeypatch.setattr("dashboard.ui.entry.who", lambda: person)
    app = opened()

    assert offered <= keys(app)
    assert not withheld & keys(app)
    assert "desk_name" not in {one.key for one in app.text_input}


def test_plans_and_early_access_are_made_and_taken_back(world):
    settings, _ = world
    app = opened("Anne")
    app.text_input(key="desk_due").set_value("2099-12-01 09:30")
    app.button(key="desk_plan").click().run()
    assert [one.due for one in planning.planned(settings)] == ["2099-12-01T08:30:00+00:00"]
    for key, value in {"to": "s-dora", "opens": "2099-11-30", "closes": "2099-12-01"}.items():
        app.text_input(key=f"desk_{key}").set_value(value)
    app.button(key="desk_give").click().run()
    assert [one.subject for one in planning.early(settings)] == ["s-dora"]
    assert any("1 december 2099" in one.value for one in app.markdown)
    app.button(key="desk_take_s-dora").click().run()
    app.button(key="desk_unplan").click().run()
    assert (planning.early(settings), planning.planned(settings)) == ((), ())
    app.button(key="desk_unplan").click().run()
    assert any("geen publicatie ingepland" in one for one in messages(app))
    assert [one.about["reason"] for one in log.entries(settings, kinds=[Kind.REFUSED])] == ["not_planned"]


def test_where_the_database_is_away_the_list_still_stands(world, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATABASE", "postgresql://lsi@127.0.0.1:1/none")
    app = opened()

    assert not app.exception
    assert any("antwoordt niet" in one for one in messages(app))
    assert keys(app) == set()
    assert len(app.dataframe[-1].value) == 2


def test_a_damaged_release_is_said_and_hides_nothing(world):
    settings, _ = world
    first = pointed(settings)
    (settings.releases / f"{first}.duckdb").write_bytes(b"x")
    app = opened("Anne")

    assert not app.exception
    assert any("beschadigd" in one for one in messages(app))
    assert "desk_check" in keys(app)


@pytest.mark.browser
def test_a_build_outlives_the_page_and_is_stopped_by_another(world, contexts, tmp_path):
    """One visitor begins it and leaves; another finds it, stops it; what is published stands."""
    settings, _ = world
    first = pointed(settings)
    with desk_server(settings.data, tmp_path / "server.log") as address:
        for name, button in (("Anne", "Bouwen"), ("Bram", "Bouw stoppen")):
            tab = Visit(contexts(1440, 900, "light").new_page(), address)
            tab.page.goto(f"{address}/releases")
            tab.page.get_by_label("Uw naam").fill(name)
            tab.page.keyboard.press("Enter")
            if name == "Anne":
                tab.page.get_by_role("button", name=button, exact=True).click()
                tab.page.get_by_role("button", name="Bouw stoppen").wait_for()
                group = building._read(settings.data / "building")["group"]
                building.os.killpg(group, signal.SIGSTOP)  # so that it is still at work when the other one comes
                tab.page.close()
                continue
            tab.page.get_by_text("local:anne").first.wait_for()
            tab.page.get_by_role("button", name=button).click()
            building.os.killpg(group, signal.SIGCONT)
            tab.page.get_by_text("gestopt of halverwege").wait_for()
            tab.page.close()
    with (settings.data / "building" / building.LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    assert building.job(settings).is_stopped
    assert pointed(settings) == first


@pytest.mark.browser
def test_in_the_browser_two_persons_publish_and_one_withdraws(world, contexts, tmp_path):
    settings, release_id = world
    with desk_server(settings.data, tmp_path / "server.log") as address:

        def come(tab, name):
            tab.open("/releases")
            tab.page.get_by_label("Uw naam").fill(name)
            tab.page.keyboard.press("Enter")
            tab.page.get_by_text("Vul eerst uw naam in").wait_for(state="detached")
            tab.settle()

        def press(tab, button, said):
            tab.page.get_by_role("button", name=button, exact=True).click()
            try:
                tab.page.get_by_text(said).wait_for()
            except TimeoutError:
                pytest.fail(f"{said!r} is not said: {tab.text()}")
            tab.settle()

        anne, bram = (Visit(contexts(1440, 900, "light").new_page(), address) for _ in range(2))
        come(anne, "Anne")
        press(anne, "Ik heb gecontroleerd", "is gecontroleerd. Nu keurt")
        come(bram, "Bram")
        bram.page.get_by_label("Waarom keurt u goed?").fill("Totalen vergeleken.")
        assert faults(bram) == ()
        press(bram, "Goedkeuren", "is goedgekeurd en kan")
        press(bram, "Publiceren", "Iedereen ziet haar")
        assert current_release(settings).id == release_id
        bram.page.locator("summary", has_text="Intrekken").click()
        bram.page.get_by_label("Reden, voor lezers").fill("Verkeerde buurt.")
        press(bram, "Intrekken", f"Release {release_id} is ingetrokken")
        assert [*anne.trouble, *bram.trouble] == []
        for tab in (anne, bram):
            tab.page.close()
    assert read_release(settings, release_id).status == "withdrawn"
