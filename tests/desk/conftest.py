"""A tab that the tests of a file have after each other: one that has run the scripts opens a page in half the time."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def left(contexts):
    page = contexts(1440, 900, "light").new_page()
    yield page
    page.close()
