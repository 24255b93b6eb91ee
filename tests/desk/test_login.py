"""The desk behind a login of its own: what somebody sends by its own address comes in under their name."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from dashboard.state.log import entries
from tests.browser.conftest import PATIENCE, free_port, process
from tests.browser.login import access_file, log_in, provider

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(kept, tmp_path_factory):
    """The desk; the dashboard of the viewers, whose logins come back elsewhere, is not even there."""
    logs, port = tmp_path_factory.mktemp("logs"), free_port()
    with provider(logs / "provider.log") as where:
        file = access_file(logs / "access", where, free_port(), port)
        with process("desk", kept.data, logs / "desk.log", port=port, LSI_ACCESS=str(file)) as (address, _):
            yield address


@pytest.fixture
def page(chromium):
    context = chromium.new_context(locale="nl-NL")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_partner_logs_in_hands_in_and_is_named_in_the_log(page, address, kept, later):
    path, _ = later("UWV_2026Q3_nieuw.xlsx")
    log_in(page, address, "partner-1")
    expect(page.get_by_text("Invulbestand ophalen")).to_be_visible(timeout=PATIENCE)
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_text("Wat deze levering verandert").first.wait_for()
    page.get_by_text("Ik verstuur dit namens UWV").click()
    page.locator(".st-key-deliver_send button").click()
    page.get_by_text("Ontvangstbewijs").first.wait_for()

    assert "delivered" in {one.kind for one in entries(kept, subject="partner-1")}


def test_what_is_sent_without_the_login_of_the_desk_finds_nobody_who_waits(address):
    answer = httpx.put(f"{address}/api/deliver/ticket/batch/levering.xlsx", content=b"x")

    assert (answer.status_code, answer.json()) == (404, {"why": "gone"})


def test_nothing_is_kept_that_nobody_asked_for(address):
    """Streamlit would keep it in memory, for whoever has a websocket."""
    answer = httpx.put(f"{address}/_stcore/upload_file/session/file", files={"file": b"x" * 100})

    assert answer.status_code == 404
    assert "hoort geen bestand" in answer.text
