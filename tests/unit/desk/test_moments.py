"""A moment is read as the clock here says it, also on a machine that keeps another."""

from __future__ import annotations

import time

import pytest

from dashboard.desk.moments import moment


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_a_moment_is_that_of_the_netherlands(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    assert moment("2026-07-01T22:30:00+00:00") == "2 juli 2026, 00:30 uur"
    assert moment("2026-12-01T09:30:00+00:00") == "1 december 2026, 10:30 uur"
    assert moment("") == ""
    monkeypatch.undo()
    time.tzset()
