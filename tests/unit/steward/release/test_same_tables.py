"""The same figures give the same tables, row by row: whatever the order of rows in a delivery and the number of threads."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dashboard.private import private_folder
from dashboard.steward import vault
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release.build import build
from dashboard.store import cursor
from tests.unit.steward.release.conftest import AT, empty_world, project_row, write_zip

MONTHS = ("2025-04", "2025-05", "2025-06")


@pytest.fixture(scope="module")
def sheets(neighbourhoods):
    """A quarter of fines and examined addresses; one fine of each three was decided the year before: few files, or just enough."""
    project = "LSI-2025-001"
    areas = [area for area in neighbourhoods if area[2:6] == neighbourhoods[0][2:6]][:4]
    results = [
        {
            "projectcode": project, "gebiedcode": area, "gebiedjaar": 2024, "partner": "GEM", "maatstaf": measure,
            "onderwerp": "uitkering", "maand": month, "waardebasis": "periode", **more,
        }
        for place, area in enumerate(areas)
        for time, month in enumerate(MONTHS)
        for measure, more in (
            ("onderzochte_adressen", {"waarde": 7 + 3 * place + time}),
            *(
                ("boetes_bedrag", {
                    "waarde": 900 + 800 * number, "aantal_dossiers": 1 + number,
                    "grootste_bijdrage": 900, "besluitmaand": decided,
                })
                for number, decided in enumerate(("2024-12", month))
            ),
        )
    ]  # fmt: skip
    delivery = {"partner": "GEM", "peildatum": "2025-07-10", "periode_van": MONTHS[0], "periode_tot": MONTHS[-1]}
    return {
        "levering": [delivery | {"status": "definitief"}],
        "projecten": [project_row(areas[0]) | {"start_gepland": "2024-10-01", "start": "2024-10-01"}],
        "projectgebieden": [
            {"projectcode": project, "gebiedcode": area, "gebiedjaar": 2024, "adressen_in_gebied": 900}
            for area in areas
        ],
        "resultaten": results,
    }


@pytest.fixture
def tables(tmp_path, imported_areas, sheets):
    """``tables(name, rows, threads)``: every table of a release built of these rows, as lists of rows; one key for all."""
    key = tmp_path / "key"

    def made(name, rows, threads):
        (tmp_path / name).mkdir()
        world = empty_world(tmp_path / name, imported_areas)
        write_zip(tmp_path / name / "GEM.zip", sheets | {"resultaten": rows})
        assert take_in(world, [tmp_path / name / "GEM.zip"], AT, str) == 0
        if key.exists():
            shutil.copytree(key, world.vault)
        else:
            private_folder(world.vault)
            vault.read_key(world)
            shutil.copytree(world.vault, key)
        # Connections of one process to one file are one database: the builder's has these threads too.
        with duckdb.connect(world.vault / "vault.duckdb", config={"memory_limit": vault.MEMORY}) as connection:
            connection.execute(f"set threads = {threads}")
            release = build(world, str, AT).release
        with cursor(release) as connection:
            return {name: connection.sql(f"from mart.{name}").fetchall() for name in release.manifest["tables"]}

    return made


def test_order_of_rows_and_threads_change_no_table(tables, sheets):
    rows = sheets["resultaten"]

    first = tables("first", rows, threads=1)

    assert len(first["amount_total"]) > 20
    assert len(first["outcome"]) > 5
    assert tables("second", rows[::-1], threads=4) == first
    assert tables("third", rows[1::2] + rows[::2], threads=2) == first
