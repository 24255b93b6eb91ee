"""Addresses of our own files change when the files do."""

from __future__ import annotations

import re
from importlib.resources import files

from plotly.offline import get_plotlyjs_version

from dashboard.assets import BASIC, FULL, PLOTLY, STATIC, asset, begin_script, mark, source


def test_an_address_holds_a_mark_of_what_stands_in_the_file():
    assert re.fullmatch(r"app/static/print\.js\?v=[0-9a-f]{12}", asset("print.js"))
    assert mark("print.js") != mark("print.css")


def test_both_bundles_of_plotly_are_of_the_installed_version():
    assert get_plotlyjs_version() == PLOTLY
    assert f"v{PLOTLY}\n" in source(BASIC)[:200]
    assert PLOTLY in FULL
    assert f"v{PLOTLY}\n" in files("plotly").joinpath("package_data", "plotly.min.js").read_text(encoding="utf-8")[:200]


def test_the_licence_of_the_bundle_stands_beside_it():
    assert "Plotly" in (STATIC / "plotly-LICENSE.txt").read_text()


def test_the_script_that_stands_in_a_page_asks_no_other_host():
    assert "location.origin" in begin_script()
    assert "http" not in begin_script()
