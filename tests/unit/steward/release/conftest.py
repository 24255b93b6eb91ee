"""A small world to build in: two years of areas of three municipalities, and deliveries written by hand."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from dashboard.settings import SAMPLE, Settings
from dashboard.steward.areas.official import import_areas
from dashboard.steward.intake.contract import SHEETS
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release import desk
from dashboard.steward.release.build import build
from dashboard.store import read_release

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from dashboard.store import Release

AT = "2026-11-01T09:00:00+00:00"


@pytest.fixture(scope="session")
def imported_areas(tmp_path_factory) -> Path:
    """The sample's areas, imported once."""
    folder = tmp_path_factory.mktemp("areas")
    for file in sorted((SAMPLE / "areas").glob("areas_*.gpkg")):
        import_areas(file, int(file.stem.removeprefix("areas_")), folder, SAMPLE / "areas" / "provinces.csv")
    return folder


@pytest.fixture
def world(tmp_path, imported_areas) -> Settings:
    """An empty data folder that knows the areas."""
    return empty_world(tmp_path, imported_areas)


def empty_world(folder: Path, imported_areas: Path) -> Settings:
    """A data folder in a folder, that knows the areas."""
    settings = Settings(data=folder / "data")
    settings.data.mkdir()
    (settings.data / "areas").symlink_to(imported_areas, target_is_directory=True)
    return settings


@pytest.fixture(scope="session")
def neighbourhoods(imported_areas) -> list[str]:
    """Codes of land neighbourhoods in 2024, in order."""
    area = pd.read_parquet(imported_areas / "2024" / "area.parquet")
    return sorted(area.loc[(area["level"] == "neighbourhood") & ~area["is_water"], "area_code"])


@pytest.fixture
def deliver(tmp_path, neighbourhoods):
    """Write a delivery of GEM: ``deliver(counts={"2025-01": 40}, reference="2025-04-10")``."""
    return delivery_writer(tmp_path, neighbourhoods)


def delivery_writer(folder: Path, neighbourhoods: Sequence[str]) -> Callable[..., Path]:
    """What writes deliveries in a folder."""

    def write(
        counts: dict[str, int],
        reference: str = "2025-04-10",
        months: tuple[str, str] = ("2025-01", "2025-03"),
        agreements: Sequence[dict[str, object]] = (),
        fields: Mapping[str, dict[str, object]] | None = None,
        **more: str,
    ) -> Path:
        area = neighbourhoods[0]
        sheets: dict[str, list[dict[str, object]]] = {
            "levering": [
                {
                    "partner": "GEM",
                    "peildatum": reference,
                    "periode_van": months[0],
                    "periode_tot": months[1],
                    "status": more.get("status", "definitief"),
                }
            ],
            "projecten": [project_row(area) | ({"start": more["start"]} if "start" in more else {})],
            "projectgebieden": [
                {"projectcode": "LSI-2025-001", "gebiedcode": area, "gebiedjaar": 2024, "adressen_in_gebied": 900}
            ],
            "resultaten": [
                {
                    "projectcode": "LSI-2025-001",
                    "gebiedcode": area,
                    "gebiedjaar": 2024,
                    "partner": "GEM",
                    "maatstaf": more.get("measure", "onderzochte_adressen"),
                    "onderwerp": "uitkering",
                    "maand": month,
                    "waarde": value,
                    "waardebasis": more.get("basis", "periode"),
                    **(fields or {}).get(month, {}),
                }
                for month, value in counts.items()
            ],
            "borging": list(agreements),
        }
        path = (
            folder
            / f"GEM_{reference}_{date.fromisoformat(reference):%j}_{abs(hash(str((counts, agreements, fields)))) % 10**6}.zip"
        )
        write_zip(path, sheets)
        return path

    return write


@pytest.fixture
def agreement():
    """A row of the sheet borging: ``agreement("6", 101)`` is its value half a year after closure."""

    def row(moment: str, value: object, code: str = "A01", measure: str = "brp_wijzigingen") -> dict[str, object]:
        return {
            "projectcode": "LSI-2025-001",
            "afspraakcode": code,
            "afspraak": "Nieuwe inschrijvingen worden nagelopen.",
            "eigenaar_organisatie": "Gemeente",
            "eigenaar_functie": "Teamleider",
            "verankerd_in": "werkproces",
            "status": "werkend",
            "meetmoment": moment,
            "maatstaf": measure,
            "waarde": value,
        }

    return row


@pytest.fixture
def held():
    """Note that a release was attacked and held: ``held(world, release)`` gives its id; the attacks are tested apart."""
    return note_as_held


def note_as_held(settings: Settings, release: Release) -> str:
    """The id of a release, after its manifest says that every attack held."""
    desk.keep_attack_report(settings, release.id, {"passed": True, "attacks": []})
    return release.id


@pytest.fixture(scope="session")
def one_release(tmp_path_factory, imported_areas, neighbourhoods) -> tuple[Path, str]:
    """A data folder with a draft of one delivery, of 40 addresses in January; made once, to be copied."""
    folder = tmp_path_factory.mktemp("one")
    world, write = empty_world(folder, imported_areas), delivery_writer(folder, neighbourhoods)
    take_in(world, [write({"2025-01": 40})], AT, str)
    return world.data, build(world, str, AT).release.id


@pytest.fixture
def drafted(one_release, tmp_path) -> tuple[Settings, Release]:
    """A world of one's own with that draft."""
    return copied(one_release, tmp_path)


@pytest.fixture(scope="session")
def two_releases(tmp_path_factory, one_release, neighbourhoods) -> tuple[Path, str, str]:
    """A data folder with that release published and a second built on it; made once, to be copied."""
    folder = tmp_path_factory.mktemp("two")
    world, first = copied(one_release, folder)
    desk.publish(world, note_as_held(world, first), AT)
    take_in(world, [delivery_writer(folder, neighbourhoods)({"2025-01": 90}, reference="2025-07-01")], AT, str)
    return world.data, first.id, note_as_held(world, build(world, str, AT).release)


def copied(one_release: tuple[Path, str], folder: Path) -> tuple[Settings, Release]:
    """The world with one draft, copied to a folder."""
    data, release_id = one_release
    world = Settings(data=folder / "data")
    shutil.copytree(data, world.data, symlinks=True)
    return world, read_release(world, release_id)


@pytest.fixture
def two(two_releases, tmp_path):
    """A world of one's own with two releases, the first published."""
    data, first, second = two_releases
    world = Settings(data=tmp_path / "data")
    shutil.copytree(data, world.data, symlinks=True)
    return world, read_release(world, first), read_release(world, second)


@pytest.fixture
def published(two):
    """A world where the second of two releases is published over the first."""
    world, first, second = two
    desk.publish(world, second.id, AT)
    return world, first, read_release(world, second.id)


def project_row(area: str) -> dict[str, object]:
    """The one project of this world, in the municipality of an area."""
    return {
        "projectcode": "LSI-2025-001",
        "titel": "Wijkgerichte aanpak",
        "projecttype": "wijkgericht",
        "verantwoordelijke_partner": "GEM",
        "deelnemende_partners": "GEM;UWV",
        "gemeentecodes": f"GM{area[2:6]}",
        "status": "lopend",
        "start_gepland": "2025-01-01",
        "start": "2025-01-01",
    }


def write_zip(path: Path, sheets: dict[str, list[dict[str, object]]]) -> None:
    """A delivery as a ZIP of CSV files with the contract's headings."""
    headings = {sheet.heading: [column.heading for column in sheet.columns] for sheet in SHEETS}
    with zipfile.ZipFile(path, "w") as package:
        for name, rows in sheets.items():
            lines = [headings[name]] + [[str(row.get(heading, "")) for heading in headings[name]] for row in rows]
            text = "\r\n".join(";".join(csv_cell(cell) for cell in line) for line in lines)
            package.writestr(f"{name}.csv", text.encode("utf-8-sig"))


@pytest.fixture(scope="session")
def write_sheets():
    """``write_sheets(path, {"levering": [{…}], …})``: a delivery as a ZIP of CSV files."""
    return write_zip


def csv_cell(cell: str) -> str:
    """One cell, quoted where it must be."""
    return f'"{cell}"' if ";" in cell else cell
