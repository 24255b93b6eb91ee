"""The state on both databases: SQLite in a folder, and a real PostgreSQL that these tests start and end."""

from __future__ import annotations

import os

import pytest

from dashboard.settings import Settings
from dashboard.state.engine import forget


@pytest.fixture(params=["sqlite", "postgresql"])
def state(request, tmp_path) -> Settings:
    """Settings of an empty state."""
    database = "" if request.param == "sqlite" else request.getfixturevalue("postgresql").new()
    settings = Settings(data=tmp_path / "data", database=database)
    yield settings
    forget(settings)


@pytest.fixture
def environment(state) -> dict[str, str]:
    """The same for another process."""
    told = {"DASHBOARD_DATA": str(state.data)} | ({"DASHBOARD_DATABASE": state.database} if state.database else {})
    return os.environ | told
