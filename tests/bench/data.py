"""A data folder of the wanted size: sample, areas and intake, build, published; each stage made once and timed.

A stage is made again when the code or the queries it depends on have changed. Each runs in a process of its own, so that
its peak memory is its own.
"""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from dashboard.settings import Settings
from tests.bench.budgets import Row

ROOT = Path(__file__).parent.parent.parent
BENCH = ROOT / "build" / "bench"
AT = "2026-11-01T09:00:00+00:00"
SEED = 2026
# What each stage depends on, besides the stage before.
DEPENDS = {
    "sample": ("dashboard/tools/sample", "dashboard/steward/intake/contract.py"),
    "intake": ("dashboard/steward/intake", "dashboard/steward/areas"),
    "build": ("dashboard/steward", "queries"),
}


def settings(scale: str) -> Settings:
    """Settings of the data folder of one scale."""
    return Settings(data=BENCH / scale / "data")


def prepare(scale: str, tell) -> list[Row]:
    """Make what is missing; give back what the stages cost when they were made."""
    told, mark = {}, ""
    for stage, parts in DEPENDS.items():
        mark = _mark(mark, parts)
        note = BENCH / scale / f"{stage}.json"
        if not note.exists() or json.loads(note.read_text())["mark"] != mark:
            tell(f"{scale}: {stage}")
            subprocess.run([sys.executable, "-m", "tests.bench.data", stage, scale, mark], cwd=ROOT, check=True)
        told[stage] = json.loads(note.read_text())
    return _rows(told["intake"], told["build"])


def _rows(intake: dict, build: dict) -> list[Row]:
    millions = build["rows"] / 1e6
    size = f"{build['rows']:,} delivered result rows"
    return [
        Row("intake_time", "take deliveries in", intake["seconds"] / millions, size),
        Row("build_time", "build a release from an empty vault", build["seconds"] / millions, size),
        Row("build_memory", "peak memory of the build, largest process", build["gigabytes"]),
    ]


def _mark(before: str, parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256(before.encode())
    for part in parts:
        path = ROOT / part
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in {".py", ".sql", ".csv", ".toml"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def make(stage: str, scale: str, mark: str) -> None:
    """Make one stage in this process and note what it cost."""
    started = time.perf_counter()
    more = {"sample": _sample, "intake": _intake, "build": _build}[stage](scale) or {}
    seconds = more.pop("seconds", time.perf_counter() - started)
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    note = {"mark": mark, "seconds": seconds, "gigabytes": kilobytes / 1e6, **more}
    (BENCH / scale / f"{stage}.json").write_text(json.dumps(note))


def _sample(scale: str) -> None:
    from dashboard.tools.sample.write import write_sample

    shutil.rmtree(BENCH / scale, ignore_errors=True)
    write_sample(BENCH / scale / "sample", scale, SEED)


def _intake(scale: str) -> dict[str, float]:
    from dashboard.steward.areas.official import import_areas
    from dashboard.steward.intake.take_in import take_in

    here, areas = settings(scale), BENCH / scale / "sample" / "areas"
    shutil.rmtree(here.data, ignore_errors=True)
    for file in sorted(areas.glob("areas_*.gpkg")):
        import_areas(file, int(file.stem.removeprefix("areas_")), here.areas, areas / "provinces.csv")
    started = time.perf_counter()
    refused = take_in(here, [BENCH / scale / "sample" / "deliveries"], AT, lambda _line: None)
    assert not refused, f"{refused} deliveries were refused"
    return {"seconds": time.perf_counter() - started}


def _build(scale: str) -> dict[str, int]:
    from dashboard.steward.release.desk import publish
    from dashboard.steward.set_up import build_and_attack
    from dashboard.steward.vault import locked_vault

    here = settings(scale)
    for folder in (here.vault, here.releases):
        shutil.rmtree(folder, ignore_errors=True)
    publish(here, build_and_attack(here, lambda _step: None, AT).release.id, AT)
    with locked_vault(here) as connection:
        return {"rows": connection.execute("select count(*) from raw.result").fetchall()[0][0]}


if __name__ == "__main__":
    make(*sys.argv[1:])
