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
BU4       | eur_imposed  | 200   | 2
BU5       | eur_fines    | 300   | 0
BU6       | eur_fines    | 200   | 2
BU6       | eur_fines    | 300   | 3
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
    fines = {("BU1", "fines"): 3, ("BU2", "fines"): 4, ("BU3", "fines"): 2}
    files = {("BU1", "eur_fines"): 3, ("BU2", "eur_fines"): 4, ("BU4", "eur_imposed"): 8}
    assert exact("result_cell") == fines | {("BU6", "fines"): 5}  # of two months of decision
    assert exact("files_cell") == files | {("BU6", "eur_fines"): 5}


SUPPLIED = """
delivery_id | supplier | decision_month | value
own         | GEM      | 2024-01-01     | 100
own         | GEM      | 2024-02-01     | 200
other       | UWV      | 2024-01-01     | 999
other       | UWV      | .              | 50
"""


def test_the_partner_s_own_delivery_wins_a_cell_with_all_its_months_of_decision():
    rows = table(SUPPLIED).assign(
        project_code="P1", area_code="BU1", area_year=2024, partner_code="GEM", measure_code="eur_collected"
    )
    rows = rows.assign(subject="wonen", month="2024-03-01")
    with duckdb.connect() as connection:
        connection.execute("create schema stg; create schema exact")
        connection.register("rows", rows)
        connection.execute(
            "create table stg.result as select * exclude (supplier) replace (month::date as month) from rows;"
            "create table stg.source as select distinct delivery_id, supplier as partner_code,"
            " if(supplier = 'GEM', 'GM' || substr(area_code, 3, 4), supplier) as source_code from rows;"
            "create table exact.current_month as select distinct source.*, month::date as month"
            " from stg.source as source inner join rows using (delivery_id)"
        )
        found = connection.sql(f"select value from ({query('exact', 'current_result').sql}) order by 1").fetchall()

    assert [int(value) for (value,) in found] == [100, 200]


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
