"""Server time of a rerun per page, over the websocket: nothing changed, a filter never chosen before, one fragment."""

from __future__ import annotations

import asyncio
import statistics

from dashboard.store import Release, cursor
from dashboard.widgets.navigation import GROUPS
from tests.bench.budgets import Row
from tests.bench.viewer import Viewer

TIMES = 12
PERIODS = ("2019-2026", "2022-2025", "2024")


def pages() -> dict[str, str]:
    """Address of each page in the menu, by name."""
    return {name: url for _, group in GROUPS for name, url, _ in group}


def municipalities(release: Release) -> list[str]:
    """Codes, the busiest first."""
    with cursor(release) as connection:
        sql = "select municipality_code from mart.outcome where municipality_code is not null group by 1 order by count(*) desc, 1"
        return [row[0] for row in connection.execute(sql).fetchall()]


def measure(port: int, release: Release) -> list[Row]:
    """Rows of every page."""
    areas = municipalities(release)
    return [row for name, url in pages().items() for row in asyncio.run(_page(port, name, url, areas))]


async def _page(port: int, name: str, url: str, areas: list[str]) -> list[Row]:
    async with Viewer(port) as viewer:
        first = await viewer.run(url)
        for period in PERIODS:
            await viewer.run(url, p=period)
        same = [await viewer.run(url, g=areas[0]) for _ in range(TIMES)]
        choices = [{"g": area, "p": period} for area in areas for period in PERIODS][: 3 * TIMES]
        fresh = [await viewer.run(url, **choice) for choice in choices]
        again = [await viewer.run(url, **choice) for choice in choices]
        part = [await viewer.run(url, fragment=first.fragments[0]) for _ in range(TIMES)] if first.fragments else []
    assert not any(run.is_error for run in (first, *same, *fresh, *again, *part)), f"{name}: an exception on the page"
    kinds = {"asked before": ("rerun", again), "never asked": ("rerun", fresh), "nothing changed": ("rerun_told", same)}
    rows = [Row(key, f"rerun {name}, {kind}", _median(runs)) for kind, (key, runs) in kinds.items()]
    if part:
        rows.append(Row("rerun_told", f"rerun {name}, one fragment", _median(part)))
    return rows


def _median(runs) -> float:
    return statistics.median(run.milliseconds for run in runs)
