"""Catalogues and areas as every builder finds them."""

from __future__ import annotations

import duckdb

from dashboard.steward.references import load_areas, load_crosswalks, load_seeds


def test_what_is_empty_in_a_catalogue_is_an_empty_text():
    with duckdb.connect() as connection:
        load_seeds(connection)
        (missing,) = connection.execute("select count(*) from seed.measure where family is null").fetchall()[0]
        (blank,) = connection.execute("select count(*) from seed.measure where family = ''").fetchall()[0]

    assert (missing, blank > 0) == (0, True)


def test_only_the_areas_asked_for_are_read(imported_areas):
    with duckdb.connect() as connection:
        connection.execute("create schema areas")
        load_areas(connection, imported_areas, "area")
        tables = connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
        years = connection.execute("select distinct area_year from areas.area order by 1").fetchall()

    assert (tables, years) == ([("area",)], [(2022,), (2024,)])


def test_without_crosswalks_there_is_an_empty_table(tmp_path):
    with duckdb.connect() as connection:
        connection.execute("create schema areas")
        load_crosswalks(connection, tmp_path)

        assert connection.execute("select count(*) from areas.crosswalk").fetchall() == [(0,)]
