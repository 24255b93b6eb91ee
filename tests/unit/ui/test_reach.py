"""What the first HTML names for everybody's reach: files that are there."""

from __future__ import annotations

import re

from dashboard.settings import PACKAGE
from dashboard.ui.reach import for_reach, source_mark


def test_the_html_names_files_that_are_there():
    named = re.findall(r"static/([\w.]+)", for_reach())

    assert named == ["reach.css", "reach.js"]
    assert all((PACKAGE / "app" / "static" / name).exists() for name in named)


def test_the_mark_is_of_our_files_and_of_streamlit():
    assert re.fullmatch("[0-9a-f]{16}", source_mark())
