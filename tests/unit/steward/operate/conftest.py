"""A small data folder with something in every part of it."""

from __future__ import annotations

import pytest

from dashboard.settings import Settings
from dashboard.state.log import Kind, append
from dashboard.steward import vault

RELEASE = "0123456789"
AT = "2026-11-27T12:00:00+00:00"


@pytest.fixture
def home(tmp_path):
    """Settings of a data folder outside which there is room for backups."""
    settings = Settings(data=tmp_path / "data")
    with vault.held(settings):
        vault.read_key(settings)
    append(settings, Kind.BUILT, "s-1")
    for name, text in {
        "vault/vault.duckdb": "exact",
        "vault/lock": "pid 1",
        "vault/mart_sources.9.duckdb": "half made",
        "vault/ledger/current": RELEASE,
        f"vault/ledger/{RELEASE}/cells.parquet": "cells",
        "vault/ledger/.draft/cells.parquet": "half made",
        "archive/aa.xlsx": "delivery",
        "archive/.taking-in-1-x/brought.xlsx": "not sent",
        "areas/2024/area.parquet": "areas",
        f"releases/{RELEASE}.duckdb": "release",
        "releases/.building-1.duckdb": "half made",
        "events.csv": "date",
        "building/log": "what a build said",
    }.items():
        path = settings.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (settings.releases / "current").write_text(RELEASE)
    (settings.archive / "aa.xlsx").chmod(0o400)
    return settings
