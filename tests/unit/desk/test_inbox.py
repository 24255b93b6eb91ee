"""What is brought lies in a private folder, within its limits, and is gone with whoever brought it."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.desk.deliver.inbox import Inbox, routes, safe_name
from dashboard.errors import UserError
from dashboard.settings import Settings
from dashboard.steward.intake.check import check

BATCH = "0123456789ab"
DIES = """
import os, signal, sys
from pathlib import Path
from dashboard.desk.deliver.inbox import Inbox
from dashboard.settings import Settings

box = Inbox(Settings(data=Path(sys.argv[1])))
(box.begin("0123456789ab") / "geheim.xlsx").write_bytes(b"geheim")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "var", upload_mb=1)


@pytest.fixture
def box(settings):
    box = Inbox(settings)
    yield box
    box.close()


@pytest.fixture
def send(box):
    """``send("a.csv", b"…")``: send a file as the browser does; the status."""
    client = TestClient(Starlette(routes=routes()))

    def put(name, content, ticket=None, batch=BATCH):
        return client.put(f"/api/deliver/{ticket or box.ticket}/{batch}/{name}", content=content).status_code

    return put


def test_a_file_lies_there_as_it_was_sent_for_its_owner_alone(box, send):
    assert send("levering.xlsx", b"PK bytes") == 200
    path = box.delivery(BATCH)

    assert (path.name, path.read_bytes()) == ("levering.xlsx", b"PK bytes")
    assert [one.stat().st_mode & 0o077 for one in (box.folder, path.parent)] == [0, 0]


def test_csv_files_become_one_zip_that_the_check_reads(box, send, csv_folder, sheets):
    for file in csv_folder(sheets).iterdir():
        assert send(file.name, file.read_bytes()) == 200
    path = box.delivery(BATCH)

    assert path.suffix == ".zip"
    assert check(path).problems == ()
    assert [name for name, _ in box.hashes(BATCH)] == sorted(zipfile.ZipFile(path).namelist())


def test_nobody_sends_without_the_ticket_and_nothing_lands_outside(box, send):
    assert send("a.csv", b"x", ticket="geraden") == 404
    assert send("a.csv", b"x", batch="..") == 404
    assert send("a.csv", b"x", batch="zzzzzzzzzzzz") == 400
    assert send("..%2f..%2fa.csv", b"x") in {200, 404}
    assert send("%2e%2e", b"x") in {400, 404}
    assert {path.parent for path in box.folder.rglob("*") if path.is_file()} <= {box.folder / BATCH}


@pytest.mark.parametrize("name", ["", "..", ".", "a\0b", "é" * 100])
def test_a_name_that_can_be_no_file_is_refused(name):
    with pytest.raises(UserError):
        safe_name(name)


def test_more_than_the_limit_is_refused_and_not_kept(box, send):
    assert send("a.csv", b"x" * 900_000) == 200
    assert send("b.csv", b"x" * 200_000) == 413
    assert [path.name for path in (box.folder / BATCH).iterdir()] == ["a.csv"]


def test_a_full_disk_is_told_and_leaves_nothing_half(box, send):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        assert send("a.csv", b"x" * 500_000) == 507
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list((box.folder / BATCH).iterdir()) == []


def test_another_batch_takes_the_place_of_the_one_before(box, send):
    send("a.csv", b"x")
    send("b.csv", b"x", batch="aaaaaaaaaaaa")

    assert [path.name for path in box.folder.iterdir()] == ["aaaaaaaaaaaa"]


@pytest.mark.parametrize("names", [(), ("a.xlsx", "b.xlsx"), ("a.xlsx", "b.csv")])
def test_what_is_not_one_delivery_is_refused(box, send, names):
    for name in names:
        send(name, b"x")
    with pytest.raises(UserError):
        box.delivery(BATCH)


def test_it_is_gone_with_whoever_brought_it(box, send):
    send("a.csv", b"x")
    box.close()

    assert not box.folder.exists()
    assert send("a.csv", b"x") == 404


def test_what_a_killed_process_left_goes_when_the_next_inbox_opens(settings):
    subprocess.run([sys.executable, "-c", DIES, str(settings.data)], check=False)
    assert [path.read_bytes() for path in settings.archive.rglob("geheim.xlsx")] == [b"geheim"]

    box = Inbox(settings)
    assert list(settings.archive.rglob("geheim.xlsx")) == []
    box.close()
