"""A long day in a short time: sessions that come, click and go while releases are published; nothing of it may stay behind."""

from __future__ import annotations

import asyncio
import json
import random
import re
import shutil
import statistics
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dashboard.files import write_atomically
from dashboard.settings import Settings
from dashboard.store import POINTER, current_release
from tests.bench.budgets import Row
from tests.bench.reruns import PERIODS, municipalities, pages
from tests.bench.served import served
from tests.bench.viewer import Viewer

if TYPE_CHECKING:
    from psutil import Process

    from dashboard.store import Release

AT_ONCE, SESSIONS, RELEASES, RERUNS = 4, 200, 20, 50_000
WARM = 0.25  # of the time, after which everything that is kept has been asked for
SETTLE = 20  # seconds; a server keeps a session for a while after its tab has closed


class Look(NamedTuple):
    """What a server holds at a moment.

    Attributes:
        share: of the time that has passed.
        memory: bytes.
        files: open files of releases.
        handles: open files and connections of any kind.
        threads: how many.
    """

    share: float
    memory: int
    files: int
    handles: int
    threads: int


def measure(settings: Settings, minutes: float) -> list[Row]:
    """As many of the reruns of a working day as fit in so many minutes, with all of its sessions and releases."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        shutil.copytree(settings.data / "releases", data / "releases", symlinks=False)
        release = current_release(Settings(data=data))
        with served(data) as (port, process):
            return asyncio.run(_day(port, process, release, 60 * minutes))


async def _day(port: int, process: Process, release: Release, seconds: float) -> list[Row]:
    began, looks, times, ended = time.monotonic(), [], [], []
    areas, publish = municipalities(release), iter(range(1, RELEASES + 1))

    def share() -> float:
        return (time.monotonic() - began) / seconds

    async def people(seed: int) -> None:
        chance = random.Random(seed)
        while share() < 1:
            until = share() + AT_ONCE / SESSIONS
            async with Viewer(port) as viewer:
                page = ""
                while share() < min(until, 1):
                    page = chance.choice(list(pages().values())) if chance.random() < 0.3 else page
                    run = await viewer.run(page, g=chance.choice(areas), p=chance.choice(PERIODS))
                    assert not run.is_error, f"an exception on {page}"
                    times.append(run.milliseconds)
            ended.append(seed)

    async def look() -> None:
        published = 0
        while share() < 1:
            if published < share() * RELEASES:
                published = next(publish)
                await asyncio.to_thread(_publish_copy, release, published)
            looks.append(_look(process, share()))
            await asyncio.sleep(seconds / 200)

    await asyncio.gather(look(), *(people(seed) for seed in range(AT_ONCE)))
    await asyncio.sleep(SETTLE)
    last = _look(process, 1)
    return _rows(looks, last, times, len(ended), _sessions(port), seconds / 60)


def _publish_copy(release: Release, number: int) -> None:
    """The same release under another name, as readers see it come; the one before the last goes, as clearing takes it."""
    folder, made = release.path.parent, f"{number:010x}"
    shutil.copy(release.path, folder / f"{made}.duckdb")
    manifest = json.loads(release.path.with_suffix(".json").read_bytes()) | {"id": made}
    write_atomically(folder / f"{made}.json", json.dumps(manifest))
    write_atomically(folder / POINTER, made)
    (folder / f"{number - 3:010x}.duckdb").unlink(missing_ok=True)


def _look(process: Process, share: float) -> Look:
    files = [one for one in process.open_files() if ".duckdb" in one.path]
    return Look(share, process.memory_info().rss, len(files), process.num_fds(), process.num_threads())


def _sessions(port: int) -> float:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer, suppress(TypeError):
        return float(re.search(r"^lsi_sessions (\S+)", answer.read().decode(), re.MULTILINE)[1])
    return -1


def _rows(looks: list[Look], last: Look, times: list[float], n_sessions: int, left: float, minutes: float) -> list[Row]:
    """Growth between the middle of the time and its end, each the median of a tenth of it."""
    warm = [one for one in looks if WARM <= one.share < WARM + 0.1]
    end = [one for one in looks if one.share >= 0.9]
    before, after = (statistics.median(one.memory for one in some) for some in (warm, end))
    about = f"{before / 1e6:.0f} MB after {WARM:.0%} of {minutes:g} minutes, {after / 1e6:.0f} MB at the end"
    peak = max(one.memory for one in looks) / 1e6
    return [
        Row("long_growth", "memory at the end of a long run, beyond its beginning", 100 * (after / before - 1), about),
        Row("long_files", "open files of releases after it", last.files, f"{max(one.files for one in looks)} at most"),
        Row("long_sessions", "sessions the server still keeps after it", left, f"{n_sessions} came and went"),
        Row(
            "long_told",
            "reruns in it",
            len(times),
            f"of {RERUNS} in a day; {RELEASES} releases; {last.handles} handles and {last.threads} threads at the end, "
            f"{max(one.handles for one in warm)} and {max(one.threads for one in warm)} early on; peak {peak:.0f} MB",
        ),
    ]
