"""The real server on a free port and a real Chromium; what goes wrong in the browser fails the test."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError  # noqa: A004

from tests.forked import Forked

ROOT = Path(__file__).parent.parent.parent
SCREENS = ROOT / "build" / "screens"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-gl=angle",
    "--use-angle=swiftshader",
]
START = 60
PATIENCE = 60_000  # milliseconds; a busy machine is no failure
LOOK_EVERY = 50  # milliseconds; on every frame, as it is by default, looking costs the browser more than drawing
# The script has run and nothing is on its way. A table that scrolls is drawn on a canvas; what a screen reader and a test
# read of it comes a moment later. A part that was opened is open at once; what is in it comes with the run that follows. The
# filters fold beside their head, which holds nothing itself. A figure below the fold is drawn when it comes near.
QUIET = """() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'
  && !document.querySelector('[data-testid=stSkeleton], [data-testid=stSpinner]')
  && [...document.querySelectorAll('[data-testid=stDataFrame]')].every(
    (one) => !one.checkVisibility() || one.querySelector('[role=columnheader]'))
  && [...document.querySelectorAll('[data-figure]')].every(
    (one) => !one.checkVisibility() || one.getBoundingClientRect().top > innerHeight || one.dataset.figure === 'drawn')
  && [...document.querySelectorAll('[data-testid=stMain] details[open] > :last-child')].every(
    (one) => one.closest('.st-key-filters_fold') || one.tagName !== 'SUMMARY' && (one.textContent.trim() || one.querySelector('img, svg, canvas')))"""

# Key figures of which a part is behind the end of its place, such as the margin of an amount.
SHORTENED = """() => [...document.querySelectorAll('[data-testid=stMetricValue] p, [data-testid=stMetricLabel] p')].filter(
  (one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"""

# Streamlit sends what was pressed in one moment as one message, and of two parts that redraw by themselves only the first.
OPEN_EACH = """async (rule) => {
  for (const one of document.querySelectorAll(rule)) {
    one.click();
    await new Promise((done) => setTimeout(done, 20));
  }
}"""


@pytest.fixture(scope="session")
def server_log(tmp_path_factory) -> Path:
    """Everything the server says while the tests run."""
    return tmp_path_factory.mktemp("server") / "server.log"


@pytest.fixture(scope="session")
def server(data, server_log):
    """Address of the dashboard, served as ``lsi serve`` does; ended with the tests."""
    with process("serve", data, server_log) as (address, _):
        yield address


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serve(data, log_file, **environment):
    """The dashboard on a free port with these settings, until the block ends; gives its address."""
    with forked_process("serve", data, log_file, **environment) as address:
        yield address


@contextmanager
def process(command, data, log_file, *, port=0, folder=ROOT, **environment):
    """A server of ``lsi`` started as anybody does, until the block ends; gives its address and its process."""
    port = port or free_port()
    started = [sys.executable, "-m", "dashboard.cli", command, "--port", str(port)]
    with log_file.open("w") as log:
        server = subprocess.Popen(
            started, env=_settings(data, environment), stdout=log, stderr=subprocess.STDOUT, cwd=folder
        )
    with ended_with(server, port) as address:
        yield address, server


@contextmanager
def forked_process(command, data, log_file, *, port=0, **environment):
    """The same server with these settings, forked from a process that has read it; gives its address."""
    port = port or free_port()
    server = Forked((command, "--port", port), _settings(data, environment), log_file, folder=ROOT)
    with ended_with(server, port) as address:
        yield address


def _settings(data, environment):
    return os.environ | {"DASHBOARD_DATA": str(data)} | environment


@contextmanager
def ended_with(server, port):
    """The address of a server, once it answers; it is ended with the block."""
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()  # or it would outlive the tests
            raise


def wait_for(address, process, health="/api/live"):
    """Until it answers."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}{health}", timeout=2).close()
        except OSError:
            look_again_soon(process)
        else:
            return
    raise AssertionError(f"the server did not start: exit code {process.poll()}")


def look_again_soon(process):
    """Leave the processor to what is awaited for a moment, or until it has ended."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(LOOK_EVERY / 1000)


class Visit:
    """A tab that remembers everything that went wrong in it."""

    def __init__(self, page, address):
        self.page, self.address, self.trouble, self._heard = page, address, [], []
        self.listen("console", self._on_console)
        self.listen("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.listen("request", self._on_request)

    def listen(self, event, take):
        """Hear what happens in the tab, until it is left."""
        self.page.on(event, take)
        self._heard.append((event, take))

    def leave(self):
        """Empty the tab and hear no more, so that the next test can have it."""
        self.page.goto("about:blank")
        for event, take in self._heard:
            self.page.remove_listener(event, take)

    def _on_console(self, message):
        if message.type == "error":
            self.trouble.append(f"console: {message.text}")

    def _on_request(self, request):
        own = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        if not request.url.startswith(own):
            self.trouble.append(f"request to another host: {request.url}")

    def open(self, path):
        """Go to a page and wait until nothing is running any more; what the server answered with."""
        answer = self.page.goto(self.address + path)
        self.settle()
        return answer

    def settle(self):
        """Wait until the script has run, the status is quiet and every table that scrolls can be read."""
        self.page.wait_for_selector("[data-testid=stMain] h1", timeout=PATIENCE)
        self.wait_until(QUIET)
        self.page.wait_for_load_state("networkidle")

    def wait_until(self, script, given=None):
        """Wait until a function of JavaScript says yes."""
        self.page.wait_for_function(script, arg=given, polling=LOOK_EVERY)

    def resize(self, width, height):
        """Make the window another size and wait until every figure is drawn in it again."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.wait_until(
            "() => [...document.querySelectorAll('.js-plotly-plot')].every(one => one.scrollWidth <= one.clientWidth + 1)"
        )
        self.settle()

    def open_tables(self):
        """Open every table and part of the page that is closed, also those that come up inside."""
        closed = "[data-testid=stMain] details:not([open]) > summary"
        while count := self.page.locator(closed).count():
            self.page.evaluate(OPEN_EACH, closed)
            self.wait_until("([rule, n]) => document.querySelectorAll(rule).length < n", [closed, count])
            self.settle()

    def downloads(self):
        """The content of every file the page offers, by the key of its button."""
        files = {}
        for place in self.page.locator("[class*=st-key-download_]").all():
            wait = self._pressed(place.get_by_role("button").first)
            key = re.search(r"st-key-download_(\w+)", place.get_attribute("class"))[1]
            files[key] = Path(wait.path()).read_bytes()
        return files

    def _pressed(self, button):
        """The file behind a button; pressed again where the page was drawn anew under the press."""
        for _ in range(2):
            try:
                with self.page.expect_download(timeout=PATIENCE / 3) as wait:
                    button.click()
            except TimeoutError:
                self.settle()
            else:
                return wait.value
        with self.page.expect_download() as wait:
            button.click()
        return wait.value

    def text(self):
        """What a person can read on the page."""
        return self.page.locator("[data-testid=stApp]").inner_text()

    def screenshot(self, path, width, height):
        """The whole page as one picture."""
        path.parent.mkdir(parents=True, exist_ok=True)
        full = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": width, "height": max(height, min(full + 20, 4000))})
        self.settle()
        self.page.screenshot(path=path)
        self.page.set_viewport_size({"width": width, "height": height})


@pytest.fixture(scope="session")
def spare():
    """Tabs that a test has left, by look; a tab that has run the scripts before opens a page in half the time."""
    return defaultdict(list)


@pytest.fixture
def visit(contexts, server, spare):
    """Open tabs: ``visit(width=1024, theme="dark")``; any trouble in one fails the test at its end."""
    made = []

    def new(width=1440, height=900, theme="light"):
        look = width, height, theme
        tab = Visit(spare[look].pop() if spare[look] else contexts(*look).new_page(), server)
        tab.page.set_viewport_size({"width": width, "height": height})  # whoever had it may have made it smaller
        made.append((look, tab))
        return tab

    yield new
    trouble = [line for _, tab in made for line in tab.trouble]
    for look, tab in made:
        tab.leave()
        spare[look].append(tab.page)
    assert trouble == []
