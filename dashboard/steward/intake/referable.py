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
    return Known(areas=areas, moved=_moved(settings, areas))


def _moved(settings: Settings, areas: dict[int, frozenset[str]]) -> dict[int, dict[str, tuple[str, ...]]]:
    """Codes that a year does not have but its neighbour does, from the crosswalks in both directions."""
    found: dict[int, dict[str, set[str]]] = {}
    for path in listed(settings.areas, "crosswalk_*.parquet"):
        rows = duckdb.execute(
            "select from_year, from_code, to_year, to_code from read_parquet(?)", [str(path)]
        ).fetchall()
        for old_year, old, new_year, new in rows:
            for year, code, there in ((new_year, old, new), (old_year, new, old)):
                if code and there and year in areas and code not in areas[year]:
                    found.setdefault(year, {}).setdefault(code, set()).add(there)
    return {year: {code: tuple(sorted(there)) for code, there in codes.items()} for year, codes in found.items()}
