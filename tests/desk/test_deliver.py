"""A source hands in through a real browser: from a real file to its receipt, a bad file mended, another source refused."""

from __future__ import annotations

import io
import os
import shutil
import time

import openpyxl
import pytest

from dashboard.state.log import entries, verify
from dashboard.steward.intake import archive
from tests.browser.axe import faults
from tests.browser.conftest import PATIENCE, QUIET, Visit
from tests.conftest import ROOT
from tests.desk.conftest import DELIVERED
from tests.desk.serving import desk, flawless_tab

pytestmark = pytest.mark.browser
STEPS = "Wat deze levering verandert"


@pytest.fixture(scope="module")
def address(kept, tmp_path_factory):
    with desk(kept.data, tmp_path_factory.mktemp("log") / "desk.log") as address:
        yield address


@pytest.fixture
def tab(left, address):
    with flawless_tab(left, address, "/") as tab:
        yield tab


def choose(tab, source):
    tab.page.locator(".st-key-deliver_source input").fill(source)
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("Invulbestand ophalen").wait_for()
    tab.settle()


def bring(tab, *paths):
    tab.page.locator("input[type=file]").set_input_files([str(path) for path in paths])


def wait(tab, words):
    tab.page.get_by_text(words).first.wait_for()
    tab.wait_until(QUIET)


def press(tab, key):
    tab.page.locator(f".st-key-{key} button").click()


def taking_in(settings):
    """Files being taken in; a folder may go while it is listed, which ``os.walk`` takes for empty."""
    folders = settings.archive.glob(f"{archive.TAKING_IN}*")
    return [name for folder in folders for _, _, files in os.walk(folder) for name in files]


def test_from_a_real_file_to_a_receipt_that_is_in_archive_and_log(tab, kept, later):
    path, _ = later("UWV_2026Q3_nieuw.xlsx")
    before = {one.sha256 for one in archive.receipts(kept)}
    choose(tab, "UWV")
    bring(tab, path)
    wait(tab, STEPS)

    said = tab.text()
    assert "UWV_2026Q3_nieuw.xlsx is in orde." in said
    assert "Zij komen in de plaats van levering" in said
    assert "Signalen: van" in said
    assert {one.sha256 for one in archive.receipts(kept)} == before  # nothing is kept before it is sent
    assert tab.page.locator(".st-key-deliver_send button").is_disabled()
    tab.page.get_by_text("Ik verstuur dit namens UWV").click()
    tab.settle()
    press(tab, "deliver_send")
    wait(tab, "is aangenomen")

    (new,) = [one for one in archive.receipts(kept) if one.sha256 not in before]
    assert new.status == "accepted"
    assert new.sha256 in tab.text()
    with tab.page.expect_download() as got:
        press(tab, "deliver_receipt")
    assert new.sha256 in got.value.path().read_text(encoding="utf-8")
    (entry,) = [one for one in entries(kept) if one.about["delivery"] == new.number]
    assert (entry.kind, entry.about["delivery"], entry.about["sources"]) == ("delivered", new.number, "UWV")

    tab.page.get_by_text("Eerdere leveringen", exact=True).click()
    wait(tab, "De nieuwste staat bovenaan")
    tab.page.locator(".st-key-deliver_chosen input").fill(new.number)
    tab.page.keyboard.press("Enter")
    wait(tab, "Deze levering geldt voor al haar maanden.")
    tab.page.get_by_text("Deze levering intrekken").click()
    tab.page.get_by_label("Reden").fill("verkeerde peildatum")
    tab.page.get_by_label("Reden").press("Tab")
    tab.wait_until(QUIET)
    press(tab, "deliver_withdraw")
    wait(tab, f"Levering {new.number} is ingetrokken.")

    assert archive.numbered(kept, new.number).why == "verkeerde peildatum"
    assert [one.kind for one in entries(kept) if one.about["delivery"] == new.number] == [
        "delivery_withdrawn",
        "delivered",
    ]
    assert verify(kept).n_entries == len(entries(kept))


def test_a_bad_file_comes_back_marked_and_is_in_order_once_mended(tab, later, tmp_path):
    path, row = later("fout.xlsx", day="12-11-2026", maatstaf="signaaltjes")
    choose(tab, "UWV")
    bring(tab, path)
    wait(tab, "kan nog niet worden verstuurd")

    assert "Deze code is onbekend." in tab.text()
    assert STEPS not in tab.text()
    assert faults(tab) == ()
    with tab.page.expect_download() as got:
        press(tab, "deliver_marked")
    book = openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes()))
    marked = [cell for line in book["resultaten"].iter_rows(min_row=2) for cell in line if cell.comment]
    assert [(cell.row, cell.value) for cell in marked] == [(row, "signaaltjes")]
    marked[0].value = "signalen"
    book.save(tmp_path / "verbeterd.xlsx")
    bring(tab, tmp_path / "verbeterd.xlsx")
    wait(tab, "verbeterd.xlsx is in orde.")


def test_a_delivery_of_another_source_is_refused(tab, kept):
    before = len(archive.receipts(kept))
    choose(tab, "SVB")
    bring(tab, DELIVERED)
    wait(tab, "Op het blad levering staat dat dit van UWV is")

    assert STEPS not in tab.text()
    assert len(archive.receipts(kept)) == before


def test_csv_files_are_one_delivery_and_all_is_gone_with_the_tab(tab, kept, tmp_path):
    shutil.unpack_archive(ROOT / "data" / "sample" / "deliveries" / "BD_2026Q3.zip", tmp_path / "bd")
    head, row = (tmp_path / "bd" / "levering.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = dict(zip(head.split(";"), row.split(";"), strict=True)) | {"peildatum": "14-11-2026"}
    (tmp_path / "bd" / "levering.csv").write_text(f"{head}\n{';'.join(cells.values())}\n", encoding="utf-8")
    choose(tab, "Belastingdienst")
    bring(tab, *sorted((tmp_path / "bd").rglob("*.csv")))
    wait(tab, STEPS)
    assert taking_in(kept)
    tab.page.goto("about:blank")
    deadline = time.monotonic() + PATIENCE / 1000  # the server notices when it next looks at its sessions
    while taking_in(kept) and time.monotonic() < deadline:
        tab.page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    assert taking_in(kept) == []


def test_the_workbook_of_a_source_is_filled(tab):
    choose(tab, "Nieuw-Oosterdijk")
    press(tab, "deliver_workbook")
    with tab.page.expect_download() as got:
        press(tab, "job_download")
    book = openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes()))

    assert book["levering"]["B2"].value == "GM9001"
    assert book["projecten"]["A2"].value
    tab.page.get_by_text("Hoe u ervoor staat", exact=True).click()
    wait(tab, "Onderzocht in uw gemeente")


def test_without_its_database_checking_goes_on_and_sending_is_closed(contexts, kept, later, tmp_path):
    before = len(archive.receipts(kept))
    with desk(
        kept.data, tmp_path / "desk.log", DASHBOARD_DATABASE="postgresql://nobody@127.0.0.1:1/nothing"
    ) as address:
        tab = Visit(contexts(1440, 900, "light").new_page(), address)
        tab.open("/")
        choose(tab, "UWV")
        bring(tab, later("later.xlsx", day="16-11-2026")[0])
        wait(tab, "Versturen kan nu niet")

        assert tab.page.locator(".st-key-deliver_send").count() == 0
        assert STEPS in tab.text()
        tab.page.close()
    assert len(archive.receipts(kept)) == before
