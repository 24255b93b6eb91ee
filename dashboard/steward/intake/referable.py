"""What a delivery may refer to: the areas imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from dashboard.files import listed
from dashboard.steward.intake.facts import Known

if TYPE_CHECKING:
    from dashboard.settings import Settings


def references(settings: Settings) -> Known:
    """What may be referred to now."""
    areas: dict[int, frozenset[str]] = {}
    for path in (folder / "area.parquet" for folder in listed(settings.areas) if (folder / "area.parquet").exists()):
        rows = duckdb.execute("select area_year, area_code from read_parquet(?)", [str(path)]).fetchall()
        for year in {row[0] for row in rows}:
            areas[int(year)] = frozenset(row[1] for row in rows if row[0] == year)
    return Known(areas=areas)
