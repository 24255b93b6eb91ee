"""Marts see what is protected or named public: everything else is not there to be read."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from dashboard.catalogue import Query, query
from dashboard.errors import PolicyViolation
from dashboard.settings import Settings
from dashboard.steward import vault
from dashboard.steward.protect.policy import load_policy
from dashboard.steward.protect.run import Protected
from dashboard.steward.release import ledger
from dashboard.steward.release.freeze import write_mart
from dashboard.steward.release.mart_sources import FILE, mart_sources, take_public


@pytest.fixture
def sources(drafted):
    """Sources of marts as a build gives them, with an empty release beside them."""
    world, release = drafted
    cells = ledger.published_cells(world, release.id)
    with (
        vault.locked_vault(world) as exact,
        mart_sources(exact, world, Protected(cells, *[cells.head(0)] * 2), world.data / "marts.duckdb") as connection,
    ):
        connection.execute("create schema release.mart")
        yield connection


def test_they_hold_protected_public_areas_and_seeds(sources):
    rows = sources.execute(
        "select distinct schema_name from duckdb_tables() where database_name <> 'release' order by 1"
    ).fetchall()

    assert rows == [("areas",), ("protected",), ("public",), ("seed",)]
    assert sources.execute("select project_code from public.project").fetchall() == [("LSI-2025-001",)]


def test_a_mart_that_reads_the_vault_is_not_made(sources, drafted):
    world, _ = drafted
    files = (f"'{world.vault / 'vault.duckdb'}'", f"read_text('{world.vault / 'key'}')")
    for table in ("stg.project", "exact.count_cell", "raw.result", *files):
        with pytest.raises(PolicyViolation) as error:
            write_mart(sources, Query("leak", f"select * from {table}", {}), load_policy())

        assert error.value.key == "error.mart_reads_more"
        assert error.value.values["mart"] == "leak"


def test_a_mart_of_public_facts_is_made(sources):
    write_mart(sources, Query("title", "select title from public.project", {}), load_policy())

    assert sources.execute("from release.mart.title").fetchall() == [("Wijkgerichte aanpak",)]


def test_an_event_of_the_steward_is_one_beside_those_of_the_product(sources):
    sources.execute("insert into seed.own_event values ('2025-03-01', 'Werkwijze', 'Way', 'Besluit', 'GM0344')")
    write_mart(sources, query("marts", "event"), load_policy())
    rows = sources.execute("select kind, area_code from release.mart.event order by event_date").fetchall()

    assert ("own", "GM0344") in rows
    assert {area for kind, area in rows if kind != "own"} == {None}


def test_the_least_denominator_of_a_share_is_the_one_of_the_policy(sources):
    write_mart(sources, query("marts", "measure"), replace(load_policy(), percentage_denominator=37))
    rows = sources.execute(
        "select distinct protection = 'derived', min_denominator from release.mart.measure"
    ).fetchall()

    assert sorted(rows) == [(False, None), (True, 37)]


def test_a_fact_with_a_column_nobody_named_does_not_pass():
    files = Query("project", "select 'LSI-2025-001' as project_code, 43 as n_files", {})
    with duckdb.connect() as connection, duckdb.connect() as exact:
        connection.execute("create schema public")
        with pytest.raises(PolicyViolation) as error:
            take_public(connection, exact, files)
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()

    assert error.value.values == {"table": "project", "columns": "n_files"}
    assert tables == []


def test_nothing_of_them_is_left(one_release):
    vault_folder = Settings(data=one_release[0]).vault

    assert (vault_folder / "vault.duckdb").exists()
    assert not list(vault_folder.glob(f"{FILE}*"))
