"""Area files as the official source has them: one GeoPackage per year and the provincies beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio

from dashboard.tools.sample.figures import ASSISTED

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.tools.sample.land import Land

STAMP = "2026-10-31T00:00:00.000Z"
FIGURES = [
    "jaar", "aantal_inwoners", "aantal_huishoudens", "woningvoorraad", "gemiddelde_woningwaarde", "percentage_koopwoningen",
    "percentage_huurwoningen", "percentage_huishoudens_met_laag_inkomen", "stedelijkheid_adressen_per_km2", ASSISTED,
]  # fmt: skip
CHANGE = "indelingswijziging_wijken_en_buurten"
COLUMNS = {
    "gemeenten": ["gemeentecode", "gemeentenaam", "water", *FIGURES],
    "wijken": ["wijkcode", "wijknaam", "gemeentecode", "gemeentenaam", "water", CHANGE, *FIGURES],
    "buurten": [
        "buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam", "water", CHANGE,
        *FIGURES[:4], "omgevingsadressendichtheid", *FIGURES[4:],
    ],
}  # fmt: skip


def write_areas(folder: Path, land: Land) -> None:
    """Write ``areas_<year>.gpkg`` (layers gemeenten, wijken, buurten) and ``provinces.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    try:
        for year, layers in land.layers.items():
            path = folder / f"areas_{year}.gpkg"
            path.unlink(missing_ok=True)
            for layer, columns in COLUMNS.items():
                frame = layers[layer].sort_values(columns[0])[[*columns, "geometry"]]
                pyogrio.write_dataframe(
                    frame,
                    path,
                    layer=layer,
                    append=path.exists(),
                    geometry_name="geom",
                    fid="fid",
                    promote_to_multi=True,
                )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    land.provinces.to_csv(folder / "provinces.csv", index=False, lineterminator="\n", encoding="utf-8")
