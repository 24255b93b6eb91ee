"""``python -m tests.bench``: every budget with its measured value, as a table and as build/bench.json."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.store import current_release
from tests.bench import answers, browser, coverage, crowd, data, documents, euros, long, reruns, stats
from tests.bench.served import served

if TYPE_CHECKING:
    from tests.bench.budgets import Row

PARTS = ("build", "euros", "coverage", "answers", "documents", "reruns", "browser", "memory", "crowd")
OUT = Path("build") / "bench.json"
STATS = Path("build") / "bench_stats.json"
LONG = Path("build") / "bench_long.json"
MEASURED = Path("docs") / "measured.md"


def main() -> None:
    """Measure what was asked for, print it, write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--scale", choices=("demo", "programme", "national"), default="programme")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be repeated")
    parser.add_argument(
        "--stats", action="store_true", help="simulate what intervals, limits and effects promise, instead"
    )
    parser.add_argument("--write", action="store_true", help="put what was measured in docs/measured.md")
    parser.add_argument("--runs", type=int, default=500, help="draws per situation of effects, with --stats")
    parser.add_argument("--long", type=float, metavar="MINUTES", help="a working day in so many minutes, instead")
    chosen = parser.parse_args()
    if chosen.long:
        data.prepare(chosen.scale, _tell)
        rows = [_shown(row) for row in long.measure(data.settings(chosen.scale), chosen.long)]
        _write(LONG, {"scale": chosen.scale, "minutes": chosen.long}, rows)
        return
    if chosen.stats:
        rows = [_shown(row) for row in stats.measure(chosen.runs, _tell)]
        _write(STATS, {"runs": chosen.runs}, rows)
        return
    rows = []
    for part in chosen.only or PARTS:
        found = _measure(part, chosen.scale)
        rows += [_shown(row) for row in found]
    _write(OUT, {"scale": chosen.scale}, rows)
    if chosen.write:
        MEASURED.write_text(measured(chosen.scale, rows, f"{datetime.now(tz=UTC):%Y-%m-%d}"), encoding="utf-8")


def measured(scale: str, rows: list[Row], day: str) -> str:
    """What was measured, as a paper."""
    head = [
        "# Measured",
        "",
        f"By `make bench` on {day}: scale `{scale}`, {os.cpu_count()} processors, browser and server on the same machine.",
        "The pace of a machine differs from hour to hour; compare what one run measured.",
        "",
        "| what | measured | budget | |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *(row.as_cells() for row in rows), ""])


def _measure(part: str, scale: str) -> list[Row]:
    made = data.prepare(scale, _tell)
    here = data.settings(scale)
    release = current_release(here)
    if part == "build":
        return made
    if part == "euros":
        return euros.measure(here, release, scale)
    if part == "coverage":
        return coverage.measure(release)
    if part == "answers":
        return answers.measure(release)
    if part == "documents":
        return documents.measure(release)
    with served(here.data.resolve()) as (port, process):
        return {
            "reruns": lambda: reruns.measure(port, process, release),
            "browser": lambda: browser.measure(port, release),
            "memory": lambda: crowd.measure_memory(port, process),
            "crowd": lambda: crowd.measure_waiting(port, release),
        }[part]()


def _shown(row: Row) -> Row:
    print(row.as_line(), flush=True)
    return row


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _write(file: Path, about: dict[str, object], rows: list[Row]) -> None:
    over = [row.what for row in rows if row.verdict == "OVER"]
    load = os.getloadavg()[0]
    print(f"\n{len(rows)} values on {os.cpu_count()} processors (load {load:.1f}), {len(over)} over budget")
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({**about, "load": load, "rows": [row.as_dict() for row in rows]}, indent=1))


if __name__ == "__main__":
    main()
