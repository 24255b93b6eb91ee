"""The product's own query interfaces as an attacker uses them: ask as any viewer may, download the rows, read them back."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import NAMES, MapAreas
from dashboard.documents.sheet import csv_file
from dashboard.settings import QUERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.answers import Value
    from dashboard.steward.attack.interfaces import QueryInterface
    from dashboard.store import Release

KEPT = 4096  # downloads remembered, so that the same question is asked once


def download_interface(release: Release) -> Callable[..., dict[str, float]]:
    """What an attacker learns of one question: the rows of its download, read back.

    Returns:
        a function of the kind of rows of an answer, its key column and its parameters; gives ``n_value`` per key.
    """

    @lru_cache(maxsize=KEPT)
    def fetch(kind: type[NamedTuple], key: str, asked: tuple[tuple[str, Value], ...]) -> dict[str, float]:
        answer = ask(kind, VIEWER, release, **dict(asked))
        rows = read_back(csv_file(answer.frame, NAMES[kind], release, {}))
        return {row[key]: float(row["n_value"].replace(",", ".")) for row in rows}

    return lambda kind, key, **parameters: fetch(kind, key, tuple(sorted(parameters.items())))


def read_back(file: bytes) -> list[dict[str, str]]:
    """The rows of a download: what stands under the empty line, headings first, everything as text."""
    lines = list(csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))
    start = lines.index([]) + 1
    return [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :]]


def map_interface(release: Release) -> QueryInterface:
    """Counts as the map gives them: the neighbourhoods of a municipality over runs of months, per measure and type.

    A component of nested measures is the difference of two of them, as an attacker would subtract.
    """
    download = download_interface(release)
    chains = _chains()

    def total(measure: str, wanted: Mapping[str, tuple[str, ...]]) -> float:
        found = 0.0
        for first, last in runs(wanted["month"]):
            shown = download(
                MapAreas,
                "area_code",
                measure=measure,
                denominator=None,
                level="neighbourhood",
                parent=wanted["municipality_code"][0],
                from_month=first,
                until_month=last,
                project_type=wanted["type_code"][0],
            )
            found += sum(shown.get(area, 0.0) for area in wanted["area_code"])
        return found

    def interface(wanted: Mapping[str, tuple[str, ...]]) -> float:
        outer, inner = chains[wanted["component"][0]]
        return total(outer, wanted) - (total(inner, wanted) if inner else 0.0)

    return interface


def runs(months: Sequence[str]) -> list[tuple[str, str]]:
    """Months as runs without a gap, each as its first and last month."""
    days = sorted(pd.Timestamp(month) for month in months)
    breaks = [position for position, (a, b) in enumerate(pairwise(days), start=1) if a + pd.DateOffset(months=1) != b]
    borders = [0, *breaks, len(days)]
    return [(str(days[low].date()), str(days[high - 1].date())) for low, high in pairwise(borders)]


def _chains() -> dict[str, tuple[str, str | None]]:
    """Per component the measure that holds it and the next inner measure, which does not."""
    with (QUERIES / "seeds" / "measures.csv").open(encoding="utf-8", newline="") as file:
        measures = list(csv.DictReader(file))
    nested = {(row["family"], row["family_rank"]): row["code"] for row in measures if row["family"]}
    return {
        row["code"]: (
            row["code"],
            nested.get((row["family"], str(int(row["family_rank"]) + 1))) if row["family"] else None,
        )
        for row in measures
    }
