"""A reader of the sample, and what a packed layer holds."""

from __future__ import annotations

import gzip
import json

import pytest

from dashboard.access import VIEWER
from dashboard.answers import Reader


@pytest.fixture
def reader(release):
    return Reader(VIEWER, release)


def unpacked(layer: bytes):
    """The JSON of a layer."""
    return json.loads(gzip.decompress(layer))
