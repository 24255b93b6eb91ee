"""A server as who looks after it sees it: its numbers, its log, whether it is ready, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import time
import urllib.error
import urllib.request

import pytest

from dashboard.settings import Settings
from dashboard.state.engine import FILE, looking
from dashboard.state.log import entries
from tests.browser.conftest import START, Visit, process

pytestmark = pytest.mark.browser


def answer(address, **headers):
    """Status and text of an address."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=START) as got:
            return got.status, got.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until(holds):
    """Look again until something holds; a machine that is busy is no failure."""
    end = time.monotonic() + START
    while not holds():
        assert time.monotonic() < end
    return True


@pytest.fixture(scope="module")
def home(data, tmp_path_factory):
    """A data folder with the published release and a state of its own."""
    home = tmp_path_factory.mktemp("served")
    (home / "releases").mkdir()
    for path in (data / "releases").iterdir():
        (home / "releases" / path.name).symlink_to(path)
    with looking(Settings(data=home)):  # makes its tables
        pass
    return home


def test_a_server_tells_how_it_is_and_ends_what_runs(home, contexts, tmp_path):
    """One server for all of it, because starting one takes seconds."""
    log = tmp_path / "server.log"
    with process("serve", home, log, LSI_ACCESS="open", DASHBOARD_LOG="json") as (address, server):
        tab = Visit(contexts(1440, 900, "light").new_page(), address)
        tab.open("/?gebied=GM9001")
        numbers_are_for_who_looks_after_it(home, address)
        it_is_ready_as_long_as_a_release_can_be_read(home, address)
        what_runs_ends_before_it_does(home, tab, server, log)
        tab.page.close()
    words, *lines = log.read_text().splitlines()  # what the command says stands before what the server does
    lines = [json.loads(line) for line in lines]

    assert address.rsplit(":", 1)[1] in words
    assert [line["event"] for line in lines if line["level"] == "info"] == ["serving", "stopping", "stopped"]
    (damaged,) = [line for line in lines if line["level"] == "error"]
    assert damaged["reason"] == "error.damaged"
    assert damaged["request"]
    assert "current_release" in damaged["exception"]
    assert "GM9001" not in log.read_text()


def numbers_are_for_who_looks_after_it(home, address):
    status, text = answer(f"{address}/metrics")
    release = (home / "releases" / "current").read_text()

    assert status == 200
    assert f'lsi_release_info{{id="{release}"}} 1.0' in text
    assert "lsi_sessions 1.0" in text
    assert re.search(r'lsi_run_seconds_count\{extent="page",page="overview"\} [1-9]', text)
    assert "GM9001" not in text
    for path in ("/metrics", "/_stcore/metrics"):
        assert answer(f"{address}{path}", **{"X-Forwarded-For": "10.0.0.9"})[0] == 403
        assert answer(f"{address}{path}")[0] == 200


def it_is_ready_as_long_as_a_release_can_be_read(home, address):
    pointer = home / "releases" / "current"
    manifest = home / "releases" / f"{pointer.read_text()}.json"
    assert answer(f"{address}/api/ready") == answer(f"{address}/api/health")
    assert answer(f"{address}/api/ready")[0] == 200
    target = manifest.readlink()
    manifest.unlink()
    manifest.write_text("{")
    status, text = answer(f"{address}/api/ready")
    assert status == 503
    assert json.loads(text)["message"].endswith(".")
    assert answer(f"{address}/api/live")[0] == 200
    manifest.unlink()
    manifest.symlink_to(target)
    assert answer(f"{address}/api/ready")[0] == 200


def what_runs_ends_before_it_does(home, tab, server, log):
    """Somebody agreed; the write waits for another writer while the server is asked to stop."""
    other = sqlite3.connect(home / "state" / FILE, isolation_level=None)
    other.execute("begin immediate")
    tab.page.locator(".st-key-agree button").click()
    until(lambda: "lsi_runs 1.0" in answer(f"{tab.address}/metrics")[1])
    os.kill(server.pid, signal.SIGTERM)
    until(lambda: '"stopping"' in log.read_text())
    assert server.poll() is None
    other.execute("rollback")
    other.close()
    assert server.wait(START) == -signal.SIGTERM
    kinds = [entry.kind for entry in entries(Settings(data=home))]
    assert "acknowledged" in kinds
