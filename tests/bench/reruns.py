"""Server time of a rerun per page, over the websocket: nothing changed, a filter never chosen before, one fragment."""

from __future__ import annotations

import asyncio
import statistics
from typing import TYPE_CHECKING

from dashboard.addresses import ADDRESSES
from dashboard.store import cursor
from tests.bench.budgets import Row
from tests.bench.viewer import Viewer

if TYPE_CHECKING:
    from psutil import Process

    from dashboard.store import Release

TIMES = 12
PERIODS = ("2019-2026", "2022-2025", "2024")


def pages() -> dict[str, str]:
    """Address of each page in the menu, by name."""
    return {room: kind.path for room, kind in ADDRESSES.items()}


def municipalities(release: Release) -> list[str]:
    """Codes, the busiest first."""
    with cursor(release) as connection:
        sql = "select municipality_code from mart.outcome where municipality_code is not null group by 1 order by count(*) desc, 1"
        return [row[0] for row in connection.execute(sql).fetchall()]


def measure(port: int, process: Process, release: Release) -> list[Row]:
    """Rows of every page."""
    areas = municipalities(release)
    return [row for name, url in pages().items() for row in asyncio.run(_page(port, process, name, url, areas))]


async def _page(port: int, process: Process, name: str, url: str, areas: list[str]) -> list[Row]:
    choices = [{"g": area, "p": period} for area in areas for period in PERIODS][: 3 * TIMES]
    async with Viewer(port) as viewer:
        for period in PERIODS:
            first = await viewer.run(url, p=period)
        rows = [
            await _row("rerun", f"rerun {name}, filter never chosen", process, viewer, [(url, "", c) for c in choices]),
            await _row(
                "rerun", f"rerun {name}, filter chosen before", process, viewer, [(url, "", c) for c in choices]
            ),
            await _row(
                "rerun_told", f"rerun {name}, nothing changed", process, viewer, [(url, "", choices[-1])] * TIMES
            ),
        ]
        for part in first.fragments[:1]:
            again = [(url, part, choices[-1])] * TIMES
            rows.append(await _row("rerun_told", f"rerun {name}, one fragment", process, viewer, again))
    return rows


async def _row(budget: str, what: str, process: Process, viewer: Viewer, clicks: list) -> Row:
    """The median of these clicks; beside it the processor time, which a busy machine does not stretch."""
    before = sum(process.cpu_times()[:2])
    runs = [await viewer.run(page, fragment, **query) for page, fragment, query in clicks]
    spent = 1000 * (sum(process.cpu_times()[:2]) - before) / len(runs)
    assert not any(run.is_error for run in runs), f"{what}: an exception on the page"
    return Row(budget, what, statistics.median(run.milliseconds for run in runs), f"{spent:.0f} ms processor time")
