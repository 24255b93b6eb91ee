"""Somebody takes a report along: made beside the page, downloaded, stopped; and a figure put into a report of one's own."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

pytestmark = pytest.mark.browser
PATIENCE = 120_000  # milliseconds for a document on a busy machine


def test_a_report_is_made_taken_along_and_stopped(visit, release):
    tab = visit()
    tab.open("/rapport?kind=sustainment&area=GM9001")
    make, given = (tab.page.get_by_role("button", name=name) for name in ("Maak het document", "Download ("))
    make.click()
    given.wait_for(timeout=PATIENCE)
    with tab.page.expect_download() as wait:
        given.click()
    pages = pypdf.PdfReader(io.BytesIO(Path(wait.value.path()).read_bytes())).pages

    assert wait.value.suggested_filename == f"lsi_sustainment_GM9001_{release.id}.pdf".replace(
        "GM9001_", "GM9001_202601-202609_"
    )
    assert "Borgingsmonitor" in pages[0].extract_text()
    assert all(release.id in page.extract_text() for page in pages)

    make.click()
    tab.page.get_by_role("button", name="Stop").click()
    tab.page.get_by_text("Gestopt").wait_for(timeout=PATIENCE)
    assert not given.count()


def test_a_figure_goes_along_to_the_report_whatever_way_one_walks(visit):
    tab = visit()
    tab.open("/partners?period=2024")
    tab.page.locator(".st-key-reading_flows button").first.click()
    tab.page.locator(".st-key-report_flows button").click()
    tab.page.wait_for_url("**basket=*")
    tab.page.keyboard.press("Escape")
    tab.page.get_by_role("link", name="Borging").click()
    tab.page.wait_for_url("**/borging*basket=*")
    tab.settle()
    tab.page.get_by_role("link", name="Rapport").click()
    tab.page.wait_for_url("**/rapport*basket=*")
    tab.settle()
    tab.page.get_by_text("Mijn rapport", exact=True).click()

    tab.page.get_by_text("Doorgeleid, van wie naar wie").first.wait_for()
