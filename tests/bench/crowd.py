"""Many sessions on one process: what each costs in memory, and how long they wait for each other."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from typing import TYPE_CHECKING

from tests.bench.budgets import Row
from tests.bench.reruns import PERIODS, municipalities, pages
from tests.bench.viewer import Viewer

if TYPE_CHECKING:
    from dashboard.store import Release

MANY, CROWD = 20, 30
THINK = 5.0  # seconds, the mean of an exponential distribution
LASTING = 60.0


def measure_memory(port: int, process) -> list[Row]:
    """Resident memory with one session and with twenty more, all on the first page."""
    return asyncio.run(_memory(port, process))


async def _memory(port: int, process) -> list[Row]:
    viewers = [Viewer(port) for _ in range(MANY + 1)]
    try:
        for viewer in viewers[:1]:
            await viewer.__aenter__()
            for _ in range(3):
                await viewer.run("")
        before = process.memory_info().rss
        for viewer in viewers[1:]:
            await viewer.__aenter__()
            await viewer.run("")
        after = process.memory_info().rss
    finally:
        for viewer in viewers:
            await viewer.__aexit__()
    note = f"server {before / 1e6:.0f} MB with one session, {after / 1e6:.0f} MB with {MANY + 1}"
    return [Row("session_memory", "memory per extra session", (after - before) / 1e6 / MANY, note)]


def measure_waiting(port: int, release: Release) -> list[Row]:
    """Thirty sessions that click, look and click again."""
    times = asyncio.run(_crowd(port, municipalities(release)))
    note = f"{len(times)} clicks in {LASTING:.0f} s; the clicking shares the processors with the server"
    p95 = statistics.quantiles(times, n=20)[-1]
    return [
        Row("crowd_p95", f"{CROWD} sessions, {THINK:g} s think time, server part, p95", p95, note),
        Row("crowd_told", f"{CROWD} sessions, server part, median", statistics.median(times)),
    ]


async def _crowd(port: int, areas: list[str]) -> list[float]:
    until = time.monotonic() + LASTING
    found = await asyncio.gather(*(_person(port, areas, random.Random(seed), until) for seed in range(CROWD)))
    return [one for times in found for one in times]


async def _person(port: int, areas: list[str], chance: random.Random, until: float) -> list[float]:
    times = []
    async with Viewer(port) as viewer:
        await asyncio.sleep(chance.uniform(0, THINK))
        page = chance.choice(list(pages().values()))
        await viewer.run(page)
        while time.monotonic() < until:
            await asyncio.sleep(chance.expovariate(1 / THINK))
            if chance.random() < 0.2:  # now and then another page
                page = chance.choice(list(pages().values()))
            run = await viewer.run(page, g=chance.choice(areas), p=chance.choice(PERIODS))
            times.append(run.milliseconds)
    return times
