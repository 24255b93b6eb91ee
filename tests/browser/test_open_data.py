"""Open data come through the whole server as they come from their routes."""

from __future__ import annotations

import json
import urllib.request

import pytest

pytestmark = pytest.mark.browser


def test_the_server_hands_out_open_data_whole_and_in_parts(server, release):
    root = f"{server}/api/data/{release.id}"
    asked = urllib.request.Request(f"{root}/datapackage.json", headers={"accept": "text/html"})
    with urllib.request.urlopen(asked, timeout=60) as got:
        package, headers = json.load(got), got.headers
    part = urllib.request.Request(f"{root}/outcome_area.parquet", headers={"range": "bytes=0-3"})

    assert package["version"] == release.id
    assert headers["content-type"] == "application/json"
    assert "content-encoding" not in headers
    with urllib.request.urlopen(part, timeout=60) as got:
        assert (got.status, got.read()) == (206, b"PAR1")
        assert got.headers["x-content-type-options"] == "nosniff"
