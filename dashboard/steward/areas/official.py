"""Takes in the official Wijk- en Buurtkaart of one year: read, nest, fit, simplify, find neighbours, write.

The steward's side only; the app reads what this writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboard.files import file_hash
from dashboard.steward.areas.columns import LEVELS, OFFICIAL
from dashboard.steward.areas.coverage import GRID_M, Coverage, fit_together
from dashboard.steward.areas.crosswalk import write_crosswalks
from dashboard.steward.areas.layers import Layer, read_layer
from dashboard.steward.areas.nesting import check_nesting
from dashboard.steward.areas.packed import unpacked
from dashboard.steward.areas.provinces import dissolve, read_provinces
from dashboard.steward.areas.stored import FORMAT_VERSION, write_year
from dashboard.steward.areas.tables import area_table, figure_table, neighbour_table, shape_table

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

Progress = Callable[[str, int, int], None]
STEPS = ("read", "nest", "fit", "provinces", "simplify", "neighbours", "write", "crosswalk")


@dataclass(frozen=True)
class ImportReport:
    """What an import took in and what it had to mend; the manifest holds the same.

    Attributes:
        year: year of the areas.
        source: source line to show wherever these borders are drawn.
        sha256: of the area file.
        n_areas: level → land areas.
        n_water: level → water shapes, kept out of the figures.
        n_merged: level → rows that repeated a code and were joined.
        n_repaired: level → invalid geometries that were made valid.
        n_gaps: level → narrow gaps between areas that were filled.
        n_overlaps: level → narrow overlaps that were dealt to one area.
        was_coverage: level → whether its areas fitted together as delivered.
        reprojected_from: level → coordinate system, where it was another than RD New.
        wrong_labels: level → coordinate system the file said, where its numbers were in another.
        tolerances_m: level → wished tolerance → the one used; smaller where the wished one would lose an area.
        n_neighbours: pairs of neighbours, each counted once, over all levels.
        crosswalks: names of the crosswalk files written to the year before and after.
    """

    year: int
    source: str
    sha256: str
    n_areas: dict[str, int]
    n_water: dict[str, int]
    n_merged: dict[str, int]
    n_repaired: dict[str, int]
    n_gaps: dict[str, int]
    n_overlaps: dict[str, int]
    was_coverage: dict[str, bool]
    reprojected_from: dict[str, str]
    wrong_labels: dict[str, str]
    tolerances_m: dict[str, dict[str, float]]
    n_neighbours: int
    crosswalks: tuple[str, ...] = ()


def import_areas(
    file: Path, year: int, target: Path, provinces: Path | None = None, progress: Progress | None = None
) -> ImportReport:
    """Import the areas of one year into ``target/<year>/``.

    Args:
        file: the Wijk- en Buurtkaart as it was downloaded: a ZIP, or a GeoPackage with the layers gemeenten, wijken and buurten.
        year: year of the areas.
        target: folder of all years.
        provinces: the list of gemeenten of CBS (XLSX or CSV); without it there is no province level.
        progress: called before each step with its text key, its number from 1 and the number of steps.

    Raises:
        AreasInvalid: the file cannot be used; the message names the layer, column or first codes.
    """
    begin = _announcer(progress)
    begin("read")
    with unpacked(file) as place:
        layers = {level.name: read_layer(place, level, year) for level in OFFICIAL.values()}
    begin("nest")
    check_nesting({name: layer.areas for name, layer in layers.items()})
    begin("fit")
    fitted = {name: _fit(layer.areas, OFFICIAL[name].layer) for name, layer in layers.items()}
    levels = {name: layer.areas.assign(shape=fitted[name].shapes) for name, layer in layers.items()}
    begin("provinces")
    province_of = _add_provinces(levels, provinces)
    begin("simplify")
    shape, tolerances = shape_table(levels, province_of, year)
    begin("neighbours")
    neighbour = neighbour_table(levels, year)
    tables = {
        "area": area_table(levels, province_of, year),
        "figure": figure_table(levels, year, figure_source(list(levels["municipality"]["area_code"]), year)),
        "shape": shape,
        "neighbour": neighbour,
    }
    report = _report(file, year, layers=layers, fitted=fitted, levels=levels, tables=tables, tolerances=tolerances)
    begin("write")
    write_year(target, year, tables, _manifest(report, file, provinces))
    begin("crosswalk")
    return replace(report, crosswalks=tuple(path.name for path in write_crosswalks(target, year)))


def _add_provinces(levels: dict[str, pd.DataFrame], file: Path | None) -> dict[str, tuple[str, str]]:
    """Add the province level, when a file says which gemeente lies where; gemeentecode → (province code, name)."""
    if file is None:
        return {}
    municipalities = levels["municipality"]
    province_of = read_provinces(file, set(municipalities.loc[~municipalities["is_water"], "area_code"]))
    levels["province"] = dissolve(municipalities, province_of)
    return province_of


def _announcer(progress: Progress | None) -> Callable[[str], None]:
    def begin(step: str) -> None:
        if progress:
            progress(f"areas.progress.{step}", STEPS.index(step) + 1, len(STEPS))

    return begin


def _fit(areas: pd.DataFrame, layer: str) -> Coverage:
    return fit_together(areas["shape"].to_numpy(), list(areas["area_code"]), layer)


def _report(
    file: Path,
    year: int,
    *,
    layers: dict[str, Layer],
    fitted: dict[str, Coverage],
    levels: dict[str, pd.DataFrame],
    tables: dict[str, pd.DataFrame],
    tolerances: dict[str, dict[str, float]],
) -> ImportReport:
    present = [name for name in LEVELS if name in levels]
    return ImportReport(
        year=year,
        source=source_line(list(levels["municipality"]["area_code"]), year),
        sha256=file_hash(file),
        n_areas={name: int((~levels[name]["is_water"]).sum()) for name in present},
        n_water={name: int(levels[name]["is_water"].sum()) for name in present},
        n_merged={name: layer.n_merged for name, layer in layers.items()},
        n_repaired={name: layer.n_repaired for name, layer in layers.items()},
        n_gaps={name: coverage.n_gaps for name, coverage in fitted.items()},
        n_overlaps={name: coverage.n_overlaps for name, coverage in fitted.items()},
        was_coverage={name: coverage.was_valid for name, coverage in fitted.items()},
        reprojected_from={
            name: layer.reprojected_from for name, layer in layers.items() if layer.reprojected_from is not None
        },
        wrong_labels={name: layer.wrong_label for name, layer in layers.items() if layer.wrong_label is not None},
        tolerances_m=tolerances,
        n_neighbours=len(tables["neighbour"]) // 2,
    )


def source_line(municipalities: list[str], year: int) -> str:
    """The line to show wherever these borders are drawn."""
    return f"{'Markerwaard (fictief)' if _is_made_up(municipalities) else 'Kadaster / Centraal Bureau voor de Statistiek'}, {year}"


def figure_source(municipalities: list[str], year: int) -> str:
    """The line to show wherever these key figures are."""
    return f"{'Markerwaard (fictief)' if _is_made_up(municipalities) else 'CBS, Kerncijfers wijken en buurten'}, {year}"


def _is_made_up(municipalities: list[str]) -> bool:
    """Codes from GM9000 on are fictitious."""
    return all(code.startswith("GM9") for code in municipalities)


def _manifest(report: ImportReport, file: Path, provinces: Path | None) -> dict[str, Any]:
    said = asdict(report)
    del said["crosswalks"]  # they are written afterwards, beside the year
    own = {"format_version": FORMAT_VERSION, "file": file.name, "grid_m": GRID_M}
    return {**own, **said, "provinces_sha256": file_hash(provinces) if provinces else None}
