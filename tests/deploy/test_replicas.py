"""Three viewers behind nginx as it is shipped, over one folder of releases and one PostgreSQL.

One viewer is killed in the middle, one release published in the middle, the killed one put back: nobody sees another figure, an
error or an older release than before.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from dashboard.settings import Settings
from dashboard.state.engine import forget
from dashboard.state.log import verify
from dashboard.steward.release import desk
from tests.browser.conftest import free_port, process
from tests.conftest import run_apart
from tests.deploy.proxy import NGINX, proxy
from tests.deploy.session import REPLICA, Session

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="there is no nginx on this machine"),
]
NEWER = "bbbbbbbbbb"
PATIENCE = 60  # seconds; a busy machine is no failure
AT_ONCE = 10  # sessions that are opened together; one person more comes when one has arrived
SCREENS = (
    ("", {}),
    ("partners", {}),
    ("projecten", {}),
    ("borging", {}),
    ("", {"area": "GM9001"}),
    ("partners", {"area": "GM9002"}),
)


@pytest.fixture
def steward(data, release, tmp_path):
    """The sample's releases and ledger, and a second release that waits to be published."""
    home = Settings(data=tmp_path / "steward")
    shutil.copytree(data / "releases", home.releases)
    shutil.copytree(data / "vault" / "ledger", home.vault / "ledger")
    manifest = json.loads(release.path.with_suffix(".json").read_bytes())
    told = manifest | {"id": NEWER, "continues": release.id, "number": manifest["number"] + 1}
    told["history"] = [{"status": "approved", "at": "2026-11-02T09:00:00+00:00"}]
    (home.releases / f"{NEWER}.json").write_text(json.dumps(told), encoding="utf-8")
    shutil.copyfile(release.path, home.releases / f"{NEWER}.duckdb")
    shutil.copytree(home.vault / "ledger" / release.id, home.vault / "ledger" / NEWER)
    return home


class Cluster:
    """Three viewers with a data folder that holds the releases and nothing else, and nginx before them."""

    def __init__(self, stack, steward, folder, database):
        self._stack, self._folder = stack, folder
        self._data = folder / "viewers"
        self._data.mkdir()
        (self._data / "releases").symlink_to(steward.releases, target_is_directory=True)
        self._settings = {"DASHBOARD_DATABASE": database, "DASHBOARD_PROXIES": "1", "LSI_ACCESS": "open"}
        self._ports = {name: free_port() for name in "abc"}
        self._running = {}
        with ThreadPoolExecutor(2) as pool:  # each takes seconds of a processor to start
            list(pool.map(self.start, self._ports))
        self.address = stack.enter_context(proxy(folder, [f"127.0.0.1:{port}" for port in self._ports.values()]))

    def start(self, name):
        """Let a viewer run, until the test ends."""
        serving = process("serve", self._data, self._folder / f"{name}.log", port=self._ports[name], **self._settings)
        _, self._running[name] = self._stack.enter_context(serving)

    def kill(self, name):
        """As when its machine loses power."""
        self._running[name].kill()
        self._running[name].wait()

    def log(self):
        """What the viewers and nginx wrote."""
        return "".join(file.read_text(encoding="utf-8") for file in self._folder.glob("*.log"))


@pytest.fixture
def cluster(steward, postgresql, tmp_path):
    database = postgresql.new()
    with ExitStack() as stack:
        yield Cluster(stack, steward, tmp_path, database), Settings(data=tmp_path / "none", database=database)
    forget(Settings(data=tmp_path / "none", database=database))


@asynccontextmanager
async def crowd(address, n):
    """So many sessions, spread over the screens, and what each of them saw first."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def arrive(number):
        path, query = SCREENS[number % len(SCREENS)]
        async with turn:
            one = await Session(address, path, **query).__aenter__()
            return one, await one.run()

    came = await asyncio.gather(*(arrive(number) for number in range(n)))
    try:
        yield came
    finally:
        for one, _ in came:
            await one.__aexit__()


async def look_again(sessions):
    """The screen of each of these once more."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def look(one):
        async with turn:
            return await one.run()

    return await asyncio.gather(*map(look, sessions))


async def until_found_again(address, replica):
    """Visit until somebody new is sent to this replica; nginx leaves one that failed alone for some seconds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        async with crowd(address, 1) as new:
            if new[0][0].replica == replica:
                return
    raise AssertionError(f"nobody is sent to {replica} again")


async def live(cluster, steward, release, n):
    async with crowd(cluster.address, n) as came:
        sessions = [one for one, _ in came]
        first = dict(came)
        assert not any(screen.is_error for screen in first.values())
        assert all(release.id in screen.text and screen.n_elements > 20 for screen in first.values())
        spread = Counter(one.replica for one in sessions)
        assert set(spread) == {"a", "b", "c"}
        assert max(spread.values()) - min(spread.values()) <= 1 + n // 10
        # The same figures from every replica.
        shown = {(one.path, str(one.query), screen.digest) for one, screen in came}
        assert len(shown) == len(SCREENS)

        lost = [one for one in sessions if one.replica == "b"]
        cluster.kill("b")
        again = await look_again(sessions)
        assert [screen.digest for screen in again] == [first[one].digest for one in sessions]
        assert {one.replica for one in lost} == {"c"}
        assert [one.n_connections for one in sessions] == [2 if one in lost else 1 for one in sessions]

        desk.publish(steward, NEWER, datetime.now(UTC).isoformat())
        async with crowd(cluster.address, len(SCREENS)) as new:
            assert all(NEWER in screen.text and not screen.is_error for _, screen in new)
            assert {one.replica for one, _ in new} == {"a", "c"}
        later = await look_again(sessions)
        assert not any(screen.is_error for screen in later)
        assert all(NEWER in screen.text for screen in later)
        assert {one.n_connections for one in sessions} == {1, 2}

        cluster.start("b")
        await until_found_again(cluster.address, "b")
        # Who was sent on stays there, because the files of the screen lie there, although the first one is back.
        for one in lost:
            assert await one.another_tab() == "c"
        assert await lost[0].another_tab(**{REPLICA: "b"}) == "b"
        assert {one.n_connections for one in sessions} == {1, 2}

        # Both of a pair.
        cluster.kill("b")
        cluster.kill("c")
        last = await look_again(sessions)
        assert [screen.digest for screen in last] == [screen.digest for screen in later]
        assert {one.replica for one in sessions} == {"a"}


@pytest.mark.parametrize("n", [len(SCREENS), pytest.param(150, marks=pytest.mark.slow)])
def test_nobody_notices_a_replica_that_is_killed_or_a_release_that_is_published(cluster, steward, release, n):
    running, state = cluster
    # Who watches asks the viewers; nobody reads their numbers through the proxy.
    for path, status in (("/api/live", 200), ("/api/ready", 200), ("/metrics", 404), ("/_stcore/metrics", 404)):
        assert httpx.get(running.address + path).status_code == status

    run_apart(live(running, steward, release, n))

    # Every visit stands in one chain, whichever viewer wrote it.
    assert verify(state).n_entries >= 3 * n
    assert "Traceback" not in running.log()
    assert {file.name for file in steward.releases.iterdir()} == {
        "current",
        *(f"{one}.{kind}" for one in (release.id, NEWER) for kind in ("json", "duckdb")),
    }
