"""Who comes in, who does not, and what somebody reads, says and leaves behind."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from dashboard.settings import Settings
from dashboard.state.log import Kind, entries, verify
from tests.browser.conftest import PATIENCE, free_port, process
from tests.browser.login import access_file, agree, log_in, provider

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def home(data, tmp_path_factory):
    """The releases of the sample in a data folder of its own, so that its log is of these tests alone."""
    folder = tmp_path_factory.mktemp("door")
    shutil.copytree(data / "releases", folder / "releases")
    return folder


@pytest.fixture(scope="module")
def door(home, tmp_path_factory):
    """The dashboard behind a real provider of logins."""
    logs, port = tmp_path_factory.mktemp("logs"), free_port()
    with provider(logs / "provider.log") as where:
        file = access_file(logs / "access", where, port)
        with process("serve", home, logs / "server.log", port=port, LSI_ACCESS=str(file)) as (address, _):
            yield address


@pytest.fixture
def tab(chromium):
    """A browser nobody used before."""
    context = chromium.new_context(locale="nl-NL")
    page = context.new_page()
    yield page
    context.close()


def test_a_stranger_sees_nothing_but_the_door(tab, door):
    tab.goto(f"{door}/kaart")
    expect(tab.get_by_role("button", name="Aanmelden")).to_be_visible()
    assert tab.get_by_role("combobox").count() == 0
    assert tab.locator(".js-plotly-plot, canvas").count() == 0


def test_somebody_logs_in_reads_and_comes_to_the_page_of_the_link(tab, door, home, release):
    log_in(tab, door, "bestuur-1", "/kaart?measure=hit_rate")
    expect(tab.get_by_role("heading", name="Lees dit eerst")).to_be_visible()
    agree(tab)
    expect(tab.get_by_role("combobox", name="Mijn gebied")).to_be_visible()
    expect(tab.get_by_text("Aangemeld als Proef bestuur")).to_be_visible()
    assert tab.url == f"{door}/kaart?measure=hit_rate"
    kept = entries(Settings(data=home), subject="bestuur-1")
    assert {"login", "acknowledged", "viewed"} <= {one.kind for one in kept}
    assert all(one.about["release"] == release.id for one in kept)
    # Not again for this release, also in another visit.
    tab.goto(f"{door}/partners")
    expect(tab.get_by_role("heading", name="Partners").first).to_be_visible()


@pytest.mark.parametrize("subject", ["niemand-1", "gemeente-zonder"])
def test_who_has_no_role_is_told_so_and_can_leave(tab, door, home, subject):
    log_in(tab, door, subject)
    expect(tab.get_by_text("heeft nog geen rol")).to_be_visible()
    assert [one.kind for one in entries(Settings(data=home), subject=subject)][:1] == ["refused"]
    tab.get_by_role("button", name="Afmelden").click()
    tab.wait_for_url("**/oauth2/end_session**", timeout=PATIENCE)
    tab.goto(door)
    expect(tab.get_by_role("button", name="Aanmelden")).to_be_visible()


def test_a_download_says_what_it_is_for_and_is_kept(tab, door, home):
    log_in(tab, door, "adviseur-1", "/partners")
    agree(tab)
    tab.locator("[class*=st-key-gate_download_]").first.get_by_role("button").click()
    expect(tab.get_by_text("Mag naar buiten").first).to_be_visible()
    tab.get_by_role("button", name="Verder").click()
    expect(tab.get_by_text("Schrijf in één regel")).to_be_visible()
    tab.get_by_label("In één regel").fill("Evaluatie Vogelbuurt")
    tab.get_by_label("In één regel").press("Enter")
    tab.get_by_role("button", name="Verder").click()
    button = tab.locator("[class*=st-key-download_]").first.get_by_role("button")
    with tab.expect_download(timeout=PATIENCE) as taken:
        button.click()
    assert taken.value.suggested_filename.endswith(".csv")
    [export] = entries(Settings(data=home), kinds=[Kind.EXPORTED], subject="adviseur-1")
    assert export.about["line"] == "Evaluatie Vogelbuurt"
    assert export.about["purpose"] == "meeting"
    assert verify(Settings(data=home)).n_entries > 0


def test_an_address_gives_nothing_without_a_login(tab, door, release):
    for path in (f"/api/data/{release.id}/outcome_area.csv", f"/api/areas/{release.id}/municipality/alle"):
        assert tab.request.get(door + path).status == 403
    log_in(tab, door, "bestuur-1")
    assert tab.request.get(f"{door}/api/data/{release.id}/outcome_area.csv").status == 200


def test_a_changed_cookie_is_nobody(tab, door, release):
    log_in(tab, door, "bestuur-1")
    expect(tab.get_by_role("heading").first).to_be_visible()
    [cookie] = [one for one in tab.context.cookies() if one["name"] == "_streamlit_user"]
    assert cookie["httpOnly"]
    tab.context.add_cookies([cookie | {"value": re.sub(r"^(.)(.)", r"\2\1", cookie["value"])}])
    assert tab.request.get(f"{door}/api/data/{release.id}/outcome_area.csv").status == 403
    tab.goto(door)
    expect(tab.get_by_role("button", name="Aanmelden")).to_be_visible()
