"""No release, a withdrawn one, a damaged one: one clear sentence each, never a traceback."""

from __future__ import annotations

import shutil

import pytest

from dashboard.settings import Settings
from dashboard.steward.release import desk
from dashboard.store import FORMAT

AT = "2026-11-01T09:00:00+00:00"


@pytest.fixture
def copy(data, tmp_path, monkeypatch):
    """The sample's releases in a folder of their own, and a page on them."""
    shutil.copytree(data / "releases", tmp_path / "releases")
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    return Settings(data=tmp_path)


def opened():
    from streamlit.testing.v1 import AppTest

    from tests.conftest import ROOT, TIMEOUT

    app = AppTest.from_file(str(ROOT / "dashboard" / "app" / "main.py"), default_timeout=TIMEOUT).run()
    assert not app.exception
    return app.error[0].value


def test_no_release(copy):
    (copy.releases / "current").unlink()

    said = opened()

    assert "nog geen release" in said
    assert str(copy.data) not in said
    assert "lsi build" not in said


def test_withdrawn(copy, release):
    desk.withdraw(copy, release.id, "fout in een **levering**", AT)

    assert "ingetrokken" in opened()
    assert "fout in een &#42;&#42;levering&#42;&#42;" in opened()


def test_damaged(copy, release):
    (copy.releases / f"{release.id}.duckdb").write_bytes(b"half")

    assert "beschadigd" in opened()


def test_newer_format(copy, release):
    path = copy.releases / f"{release.id}.json"
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', '"format": 9'))

    assert "past niet bij dit programma" in opened()


def test_older_method(copy, release):
    """Euros of release 0.1 may not be read beside those of now: they could be subtracted."""
    path = copy.releases / f"{release.id}.json"
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', '"format": 1'))

    assert "past niet bij dit programma" in opened()
