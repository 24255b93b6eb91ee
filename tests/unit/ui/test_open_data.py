"""Open data by address: the bytes of the export, whole or in parts, for who may have them; one sentence for who may not."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard.access import NOBODY, VIEWER, Person, Rights
from dashboard.answers import Reader
from dashboard.documents.open_data.export import export
from dashboard.ui import open_data

DRAFT, TAKEN_BACK = "d" * 10, "e" * 10


def history(*statuses):
    return [{"status": one, "at": "2026-11-01T09:00:00+00:00", "why": "Een fout in Markenhaven."} for one in statuses]


@pytest.fixture(scope="module")
def world(release, tmp_path_factory):
    """A data folder with the sample's release, a draft and one that was withdrawn."""
    home = tmp_path_factory.mktemp("addressed")
    folder = home / "releases"
    folder.mkdir()
    manifest = json.loads(release.path.with_suffix(".json").read_text(encoding="utf-8"))
    for name, statuses in ((DRAFT, ["draft"]), (TAKEN_BACK, ["published", "withdrawn"]), (release.id, [])):
        told = manifest | ({"id": name, "history": history(*statuses)} if statuses else {})
        (folder / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
        shutil.copyfile(release.path, folder / f"{name}.duckdb")
    return home


@contextmanager
def served(rights=VIEWER):
    """The routes alone on a free port, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        free.listen()
        server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=open_data.routes(lambda _: Person("s-1", rights=rights))), log_level="error"
            )
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
        thread.start()  # what is asked before it answers waits in the socket
        try:
            yield f"http://127.0.0.1:{free.getsockname()[1]}{open_data.ROOT}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def address(world):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(world))
        with served() as root:
            yield root


def test_the_files_of_those_who_asked_longest_ago_go(release, monkeypatch):
    monkeypatch.setattr(open_data, "MOST", 2)
    kept, viewers = open_data.Kept(), [Rights(True, (f"GM000{number}",)) for number in range(3)]
    first, second = (kept.of(rights, release) for rights in viewers[:2])
    for files in (first, second):
        files.path("measure.csv")
    assert kept.of(viewers[0], release) is first
    kept.of(viewers[2], release)

    assert kept.of(viewers[0], release) is first
    assert first.path("measure.csv").exists()
    assert not second.folder.exists()


def ask(url, method="GET", **headers):
    """The answer to a plain request, also a refusal."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        return urllib.request.urlopen(urllib.request.Request(url, headers=named, method=method), timeout=20)
    except urllib.error.HTTPError as refused:
        return refused


def test_the_bytes_are_those_of_the_export(address, release, tmp_path):
    export(Reader(VIEWER, release), tmp_path / "out")
    different = [
        path.name
        for path in (tmp_path / "out").iterdir()
        if ask(f"{address}/{release.id}/{path.name}").read() != path.read_bytes()
    ]

    assert different == []


def test_a_file_says_what_it_is_and_is_sent_again_only_when_it_changed(address, release):
    url = f"{address}/{release.id}/area.parquet"
    got, head = ask(url), ask(url, "HEAD")
    again = ask(url, if_none_match=f'"other", W/{got.headers["etag"]}')

    assert got.headers["content-type"] == "application/vnd.apache.parquet"
    assert got.headers["cache-control"] == "private, no-cache"
    assert got.headers["accept-ranges"] == "bytes"
    assert (head.status, head.read()) == (200, b"")
    assert head.headers["content-length"] == str(len(got.read()))
    assert (again.status, again.read()) == (304, b"")
    assert ask(url, if_none_match='"other"').status == 200
    assert ask(f"{address}/{release.id}/area.csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert ask(f"{address}/{release.id}/area.csv-metadata.json").headers["content-type"] == "application/csvm+json"


def test_a_part_of_a_file_is_sent_as_a_part(address, release):
    url = f"{address}/{release.id}/area.parquet"
    whole = ask(url)
    content, stamp = whole.read(), whole.headers["etag"]
    first, last = ask(url, range="bytes=0-3"), ask(url, range="bytes=-8", if_range=stamp)

    assert (first.status, first.read()) == (206, b"PAR1")
    assert first.headers["content-range"] == f"bytes 0-3/{len(content)}"
    assert (last.status, last.read()) == (206, content[-8:])
    assert ask(url, range="bytes=0-3", if_range='"another"').status == 200
    assert ask(url, range="bytes=99999999-").status == 416


class Distant(io.RawIOBase):
    """A file that is read over HTTP in parts, as programs for Parquet do."""

    def __init__(self, url):
        self.url, self.at = url, 0
        self.size = int(ask(url, "HEAD").headers["content-length"])

    def seek(self, offset, whence=io.SEEK_SET):
        self.at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        return self.at

    def tell(self):
        return self.at

    def seekable(self):
        return True

    def readable(self):
        return True

    def readinto(self, room):
        if not len(room) or self.at >= self.size:
            return 0
        part = ask(self.url, range=f"bytes={self.at}-{min(self.at + len(room), self.size) - 1}").read()
        room[: len(part)] = part
        self.at += len(part)
        return len(part)


def test_programs_read_a_table_where_it_lies(address, release):
    url = f"{address}/{release.id}/outcome_area.parquet"
    column = pq.ParquetFile(Distant(url)).read(columns=["n_value"])["n_value"]
    whole = pd.read_parquet(url)

    assert sum(column.to_pylist()) == whole["n_value"].sum()
    assert len(pd.read_csv(url.replace(".parquet", ".csv"))) == len(whole)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("{release}/area.xlsx", 404, "Het bestand area.xlsx bestaat niet"),
        ("{release}/outcome.csv", 404, "Het bestand outcome.csv bestaat niet"),
        ("{release}/%2e%2e%2fcurrent", 404, ""),
        ("{release}/nope.csv?language=en", 404, "The file nope.csv does not exist"),
        ("0000000000/area.csv", 404, "Release 0000000000 is hier nooit gepubliceerd"),
        ("..%2f..%2fvault/area.csv", 404, ""),
        (DRAFT + "/area.csv", 404, f"Release {DRAFT} is hier nooit gepubliceerd"),
        (TAKEN_BACK + "/area.csv", 410, "ingetrokken en wordt niet meer getoond. Reden: Een fout in Markenhaven."),
        (TAKEN_BACK + "/area.csv?language=en", 410, "has been withdrawn"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_sentence(address, release, path, status, told):
    refused = ask(f"{address}/{path.format(release=release.id)}")
    said = refused.read().decode()

    assert refused.status == status
    assert told in said
    assert "\n" not in said
    assert "lsi " not in said
    assert ask(f"{address}/{release.id}/area.csv", "POST").status == 405


def test_rights_are_looked_at(world, release, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(world))
    with served(NOBODY) as root:
        refused = ask(f"{root}/{release.id}/area.csv")
        said = refused.read().decode()
    with served(Rights(may_view=True, municipalities=("GM9001",), elsewhere="district")) as root:
        mine = pd.read_csv(f"{root}/{release.id}/outcome_area.csv")

    assert refused.status == 403
    assert "geen recht" in said
    assert set(mine.loc[mine["level"] == "neighbourhood", "municipality_code"]) == {"GM9001"}


def test_a_damaged_release_is_a_sentence_for_readers(world, release, tmp_path, monkeypatch):
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / f"{release.id}.json").write_bytes((world / "releases" / f"{release.id}.json").read_bytes())
    (folder / f"{release.id}.duckdb").write_bytes(b"broken")
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    with served() as root:
        refused = ask(f"{root}/{release.id}/area.csv")

    assert refused.status == 503
    assert re.fullmatch(r"De release is beschadigd[^\n]*", refused.read().decode())


def test_folders_of_processes_that_were_ended_go(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen(["true"])
    ended.wait()
    left, kept = (tmp_path / f"{open_data.PREFIX}x.{number}" for number in (ended.pid, os.getppid()))
    left.mkdir()
    kept.mkdir()
    with open_data._own_folder() as own:
        assert not left.exists()
        assert kept.exists()
        assert Path(own).suffix == f".{os.getpid()}"
