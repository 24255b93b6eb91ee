"""What every test may lean on: the sample built once, a page run in-process, frames drawn as tables."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args, get_type_hints

import hypothesis
import pandas as pd
import pytest
from streamlit.components.v2 import manifest_scanner

from dashboard import text
from dashboard.policy import use_policy
from dashboard.settings import SAMPLE, Settings
from dashboard.steward.protect.policy import load_policy

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
AT = "2026-11-01T09:00:00+00:00"
TIMEOUT = 60
use_policy(load_policy())  # for what a module of tests makes when it is read
# A busy machine is no failure.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")
# Every page run in-process reads the papers of all installed packages anew to look for components; they stay the same.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def pytest_collection_modifyitems(items) -> None:
    """One file that needs the sample first, then all that do not: so one worker builds it while the other works.

    Of the rest those in the browser come first, because they are long and no worker should end with one alone.
    """
    needing = {item.path for item in items if "data" in item.fixturenames}
    first = next((item.path for item in items if item.path in needing), None)

    def turn(item):
        is_seen = item.get_closest_marker("browser") is not None
        return item.path != first, item.path in needing, not is_seen, item.path.name

    items.sort(key=turn)


@pytest.fixture(scope="session")
def data(tmp_path_factory) -> Path:
    """A data folder with the sample built and published; made once, shared by all workers.

    SAMPLE_DATA names a folder that is kept from run to run, for who works on pages only.
    """
    base = tmp_path_factory.getbasetemp()
    passing = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "sample-data"
    home = Path(os.environ.get("SAMPLE_DATA", passing)).absolute()
    home.mkdir(exist_ok=True, parents=True)
    with (home / "made.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        from dashboard.steward.set_up import set_up_sample

        set_up_sample(Settings(data=home), SAMPLE, AT, lambda _step: None)
    return home


@pytest.fixture(scope="session")
def settings(data) -> Settings:
    """Settings of the sample's data folder."""
    return Settings(data=data)


@pytest.fixture(scope="session")
def release(settings):
    """The published release of the sample."""
    from dashboard.store import current_release

    return current_release(settings)


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL of this worker's own."""
    from tests.postgresql import PostgreSQL, programs

    where = programs()
    if where is None:
        pytest.skip("there is no PostgreSQL on this machine")
    server = PostgreSQL(where)
    yield server
    server.end()


@pytest.fixture(scope="session")
def storage():
    """An object storage of this worker's own."""
    from tests.storage import Storage

    server = Storage()
    yield server
    server.end()


@pytest.fixture
def bucket(storage, monkeypatch):
    """The address of an empty place in it, that this process may write to."""
    for name, value in storage.environment.items():
        monkeypatch.setenv(name, value)
    return f"s3://{storage.new()}/lsi"


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a worker, whichever folder they are in: a second one cannot be started beside it."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS

    if not Path(CHROMIUM).exists():
        pytest.fail(f"{CHROMIUM} is missing: run sh tests/programs.sh or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(chromium):
    """One browser profile per size and theme, so that a tab finds the scripts of the one before it in the cache.

    Nothing moves, as people can ask of their system: drawing what fades and turns is what a browser without a GPU does most.
    """
    from tests.browser.conftest import PATIENCE

    made = {}

    def of(width, height, theme):
        if (width, height, theme) not in made:
            size = {"width": width, "height": height}
            made[width, height, theme] = chromium.new_context(
                viewport=size, color_scheme=theme, locale="nl-NL", accept_downloads=True, reduced_motion="reduce"
            )
            made[width, height, theme].set_default_timeout(PATIENCE)
        return made[width, height, theme]

    yield of
    for context in made.values():
        context.close()


@pytest.fixture(autouse=True)
def _keep_main_module(monkeypatch) -> None:
    """Streamlit makes a page Python's main module; a process spawned afterwards would run that page again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(autouse=True)
def _use_shipped_policy() -> None:
    """Words and percentages follow the shipped policy, as they follow that of a release on a page; words are Dutch."""
    use_policy(load_policy())
    text.use("nl")


@pytest.fixture
def page(data, monkeypatch):
    """Run a page in-process: ``page("kaart", g="GM9001")`` gives the AppTest after its first run."""
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    return open_page


def open_page(name: str = "overview", **query: str):
    """A page of the data folder of DASHBOARD_DATA after its first run."""
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    from dashboard.addresses import ADDRESSES

    app = AppTest.from_file(str(ROOT / "dashboard" / "app" / "main.py"), default_timeout=TIMEOUT)
    app._page_hash = calc_hash(ADDRESSES[name].path or "overview")  # switch_page knows pages in files only
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def run_apart(task):
    """What a task of asyncio gives, in a thread of its own: a browser of another test may keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


def figures(app) -> list[dict]:
    """The figures a page shows, as Plotly gets them."""
    from dashboard.ui.chart import NAME

    shown = [one.proto for one in app.get("bidi_component") if one.proto.component_name == NAME]
    return [json.loads(json.loads(proto.json)["figure"]) for proto in shown]


def table(text: str) -> pd.DataFrame:
    """A frame from a table drawn in ASCII: a header line, then rows, columns parted by ``|``; ``.`` is missing."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    head, *rows = lines
    return pd.DataFrame([[None if cell == "." else cell for cell in row] for row in rows], columns=head)


EMPTY = {str: "", int: 0, float: 0.0, bool: False, date: date(2025, 1, 1), bytes: b"", tuple[str, ...]: ()}


def row(kind, **given):
    """A row of an answer; what is not given is missing where it may be, and otherwise empty."""
    assert set(given) <= set(kind._fields), set(given) - set(kind._fields)
    return kind(**{name: EMPTY.get(hint) for name, hint in get_type_hints(kind).items()} | given)


READ = {date: date.fromisoformat, int: int, float: float, bool: "1".__eq__}


def drawn(kind, text: str, **same):
    """Rows of an answer from a table drawn as for ``table``; 1 is yes, and ``same`` holds for each of them."""
    hints = {name: (get_args(hint) or (hint,))[0] for name, hint in get_type_hints(kind).items()}
    lines = table(text).to_dict("records")
    cells = [{name: cell for name, cell in line.items() if isinstance(cell, str)} for line in lines]
    return [
        row(kind, **same, **{name: READ.get(hints[name], str)(cell) for name, cell in line.items()}) for line in cells
    ]


RECITED = re.compile(r"(?<![\w.,–-])0 (?=[^\W\d_])|: \**0\b(?![.,%])")
# A zero that does tell something, and why.
TELLING = re.compile(
    r"(?:tussen|between) 0 (?:en|and) "  # an end of an interval
    r"|(?<=\b)0 (?:tot en met|to) \d"  # the same, of what a shown number can be in truth
    r"|(?:getoonde|shown) 0 (?:is|alles|can)\b|\b0 (?:betekent|means)\b"  # what a shown zero stands for
)


def zeros(text: str) -> list[str]:
    """Where prose recites a zero, such as ``0 bedrijven`` or ``verlengd: 0``: it is to say nothing, or *geen*."""
    plain = TELLING.sub("", text)
    return [plain[max(0, one.start() - 40) : one.end() + 20] for one in RECITED.finditer(plain)]


def said(app) -> str:
    """What a page says in sentences: text, small text, messages, and key figures with what they say on demand."""
    texts = [str(element.value) for kind in ("markdown", "caption", "info") for element in getattr(app, kind)]
    return "\n".join([*texts, *(f"{one.label}: {one.value}. {one.help}" for one in key_figures(app))])


class KeyFigure(NamedTuple):
    """A key figure as it stands on a page, with the short line under it."""

    label: str
    value: str
    help: str
    line: str


def key_figures(app) -> list[KeyFigure]:
    """Key figures of a page in order, of either kind: a number in large letters, or words under a heading that explains."""
    every = [one for one in app.main if one.type in {"metric", "caption", "markdown"}]
    found = []
    for first, second, third in zip(every, every[1:], [*every[2:], None], strict=False):
        if first.type == "metric":
            found.append(KeyFigure(first.label, first.value, first.help, second.value))
        elif first.type == "caption" and first.proto.help and re.fullmatch(r"\*\*[^*]+\*\*", second.value):
            found.append(
                KeyFigure(first.value, second.value.strip("*"), first.proto.help, third.value if third else "")
            )
    return found


def headings(app) -> list[str]:
    """The names of the parts of a page, of whatever level."""
    return [element.value for element in app.main if element.type in {"header", "subheader"}]
