"""A viewer that has nothing but the address of object storage."""

from __future__ import annotations

import pytest

from dashboard.settings import Settings
from dashboard.steward.release.sending import send
from tests.browser.conftest import serve
from tests.conftest import run_apart
from tests.deploy.session import Session

pytestmark = pytest.mark.browser


async def look(address, path):
    async with Session(address, path) as one:
        return await one.run()


def test_it_shows_what_was_sent_by_a_steward_elsewhere(data, release, bucket, monkeypatch, tmp_path):
    monkeypatch.setenv("LSI_RELEASES", bucket)
    steward = Settings(data=tmp_path / "steward")
    steward.data.mkdir()
    (steward.data / "releases").symlink_to(data / "releases", target_is_directory=True)
    assert send(steward) == (release.id,)

    with serve(tmp_path / "viewer", tmp_path / "viewer.log") as address:
        screen = run_apart(look(address, "partners"))

    assert release.id in screen.text
    assert not screen.is_error
    fetched = Settings(data=tmp_path / "viewer").fetched
    assert (fetched / f"{release.id}.duckdb").read_bytes() == release.path.read_bytes()
    assert not (tmp_path / "viewer" / "releases").exists()
