"""Examine every page and write what the accessibility statement tells of it, and what is heard on each page.

``python -m tests.accessibility`` opens the pages of the viewers and of the desk on the sample in ``build/sample`` (or
``SAMPLE_DATA``), in each look, with every table open. It takes some minutes.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from shutil import copytree

from playwright.sync_api import sync_playwright

from dashboard.addresses import ADDRESSES
from dashboard.pages.accountability.accessibility.words import REPORT
from dashboard.ui.reach import source_mark
from tests.browser.axe import examine
from tests.browser.conftest import CHROMIUM, FLAGS, PATIENCE, ROOT, Visit, process
from tests.browser.heard import GOLDEN, heard

# Theme, language, width and height; the tests in the browser see the others.
LOOKS = (("light", "nl", 1440, 900), ("dark", "en", 390, 844))
HEARD = ("dark", 1024, 768)  # as ``test_screens`` opens them
QUERIES = {
    "project": "&project=LSI-2021-009&chapter=all",
    "effect": "&project=LSI-2021-009",
    "own_area": "&area=GM9001",
}
DESK = ("", "releases", "berichten", "logboek")


def main() -> None:
    """Write the report and the golden files."""
    data = Path(os.environ.get("SAMPLE_DATA", ROOT / "build" / "sample")).absolute()
    found, undecided, passed, seen = Counter(), Counter(), set(), ""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        copytree(data, folder / "data")  # the desk writes in its log
        app, _ = stack.enter_context(process("serve", folder / "data", folder / "app.log"))
        desk, _ = stack.enter_context(process("desk", folder / "data", folder / "desk.log"))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        viewers = [f"{app}/{kind.path}?period=2019-2026{QUERIES.get(room, '')}" for room, kind in ADDRESSES.items()]
        pages = [*viewers, *(f"{desk}/{path}?" for path in DESK)]
        GOLDEN.mkdir(exist_ok=True)
        context = _context(browser, *HEARD)
        for room, kind in ADDRESSES.items():
            if room == "story":
                continue  # it says what the other pages say, as the figures have it
            tab = _open(context, f"{app}/{kind.path}{'?period=2019-2026' if room == 'area_map' else ''}")
            (GOLDEN / f"{room}.txt").write_text(heard(tab), encoding="utf-8")
            tab.page.close()
        for theme, language, width, height in LOOKS:
            context = _context(browser, theme, width, height)
            for address in pages:
                tab = _open(context, f"{address}&language={language}")
                tab.open_tables()
                one = examine(tab)
                found.update(line.partition(" ")[0] for line in one.violations)
                undecided += one.undecided
                passed |= one.passed
                seen = one.version
                sys.stdout.write("\n".join([f"{theme} {language} {width} {address}", *one.violations, ""]))
                tab.page.close()
        report = {
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "axe": seen,
            "browser": f"Chromium {browser.version.partition('.')[0]}",
            "streamlit": version("streamlit"),
            "pages": len(pages),
            "looks": len(LOOKS),
            "rules": len(passed),
            "found": dict(found),
            "undecided": dict(undecided),
            "source": source_mark(),
        }
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _context(browser, theme, width, height):
    """One for all pages of a look, so that a tab finds the scripts of the one before it."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, locale="nl-NL", reduced_motion="reduce"
    )
    context.set_default_timeout(4 * PATIENCE)
    return context


def _open(context, address):
    tab = Visit(context.new_page(), "")
    tab.open(address)
    return tab


if __name__ == "__main__":
    main()
