"""The sample's vault has one writer at a time: tests that open it wait for each other."""

from __future__ import annotations

import fcntl

import pytest


@pytest.fixture(autouse=True)
def _alone(data):
    """Hold the sample's vault alone, also against other test processes."""
    with (data / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
