"""Fines and the files behind their euros are one count, however they were delivered."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.catalogue import query
from dashboard.settings import QUERIES
from dashboard.store import cursor
from tests.conftest import table

DELIVERED = """
area_code | measure_code | value | n_files
BU1       | fines        | 3     | .
BU1       | eur_fines    | 900   | 2
BU2       | eur_fines    | 500   | 4
BU3       | fines        | 2     | .
BU4       | eur_imposed  | 700   | 6
BU5       | eur_fines    | 300   | 0
"""


@pytest.fixture
def exact():
    """The cells made of a few delivered rows."""
    with duckdb.connect() as connection:
        for schema in ("exact", "seed"):
            connection.execute(f"create schema {schema}")
        rows = table(DELIVERED).assign(project_code="P1", partner_code="GEM", area_year=2024, subject="wonen")
        connection.register("rows", rows)
        connection.execute(
            "create table exact.result_period as select * replace (value::double as value, n_files::integer as n_files),"
            " date '2025-01-01' as month from rows"
        )
        connection.execute(
            "create table seed.measure as select columns(*)::varchar from read_csv(?, header = true, all_varchar = true)",
            [str(QUERIES / "seeds" / "measures.csv")],
        )
        connection.execute(
            "update seed.measure set same_as = coalesce(same_as, ''), family = coalesce(family, ''),"
            " family_rank = coalesce(family_rank, '')"
        )
        for name in ("result_cell", "files_cell"):
            connection.execute(f"create table exact.{name} as {query('exact', name).sql}")
        yield lambda name: {
            (area, component): value
            for area, component, value in connection.sql(
                f"select area_code, component, value from exact.{name}"
            ).fetchall()
        }


def test_files_of_fines_are_the_fines_and_fines_never_told_are_the_files(exact):
    assert exact("result_cell") == {("BU1", "fines"): 3, ("BU2", "fines"): 4, ("BU3", "fines"): 2}
    assert exact("files_cell") == {("BU1", "eur_fines"): 3, ("BU2", "eur_fines"): 4, ("BU4", "eur_imposed"): 6}


def test_page_and_download_name_one_number_of_fines(release):
    with cursor(release) as connection:
        files, fines = (
            dict(
                connection.execute(
                    f"select project_code, sum({column})::bigint from mart.{name} group by all"
                ).fetchall()
            )
            for name, column in (
                ("amount_total where view = 'project' and part = 'total' and measure_code = 'eur_fines'", "n_files"),
                ("outcome where measure_code = 'fines'", "n_value"),
            )
        )

    assert {code: n for code, n in files.items() if n} == fines
    assert len(fines) > 10
