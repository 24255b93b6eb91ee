"""Key figures on their way to a page: of today's areas, of one year per level, with what was secret left open."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.catalogue import query
from dashboard.steward.areas.columns import KEPT
from dashboard.steward.intake.contract import seed

SOURCES = """
create schema public; create schema mart; create schema seed; create schema areas;
create table seed.figure as select * from (values
    ('n_inhabitants', 'Inwoners', 'Inhabitants', 'a', 'b', 'count', 'CBS'),
    ('rented_pct', 'Huur', 'Rented', 'a', 'b', 'percent', 'CBS')
) as t(code, name_nl, name_en, definition_nl, definition_en, unit, source);
create table areas.area as select *, null as parent_code, 'WK1' as district_code, 'GM1' as municipality_code,
    'PV1' as province_code, area_code = 'BU9' as is_water, 1::tinyint as change_flag, 1.5 as area_km2, 1.0 as label_x,
    1.0 as label_y from (values
    ('BU1', 'Markt', 2024, 'neighbourhood'), ('BU2', 'Haven', 2024, 'neighbourhood'), ('BU9', 'Meer', 2024, 'neighbourhood'),
    ('GM1', 'Stad', 2024, 'municipality'), ('BU0', 'Oud', 2022, 'neighbourhood')
) as t(area_code, area_name, area_year, level);
create table mart.place as select * from (values -- BU0 became BU1; BU7 was split
    ('BU0', 2022, 'neighbourhood', 'BU1'), ('BU2', 2022, 'neighbourhood', 'BU2'), ('BU7', 2022, 'neighbourhood', null),
    ('GM1', 2022, 'municipality', 'GM1'), ('BU1', 2024, 'neighbourhood', 'BU1'), ('BU2', 2024, 'neighbourhood', 'BU2'),
    ('GM1', 2024, 'municipality', 'GM1')
) as t(area_code, area_year, level, current_area_code);
create table public.area_figure as select *, 'CBS ' || area_year as source from (values
    ('BU0', 2022, 'n_inhabitants', 100.0), ('BU2', 2022, 'n_inhabitants', 200.0), ('BU7', 2022, 'n_inhabitants', 700.0),
    ('BU1', 2024, 'n_inhabitants', 110.0), -- BU2 is secret in 2024
    ('BU0', 2022, 'rented_pct', 40.0), ('BU2', 2022, 'rented_pct', 60.0), -- not yet published for 2024
    ('GM1', 2022, 'n_inhabitants', 900.0), ('GM1', 2024, 'n_inhabitants', 950.0)
) as t(area_code, area_year, figure_code, value);
"""


@pytest.fixture(scope="module")
def marts():
    connection = duckdb.connect()
    connection.execute(SOURCES)
    for name in ("area_figure", "area", "figure"):
        connection.execute(f"create table mart.{name} as {query('marts', name).sql}")
    connection.execute(query("macros", "lies_inside").sql)
    return connection


def test_an_earlier_year_belongs_to_the_area_of_today_that_is_the_same(marts):
    found = marts.execute(
        "select area_code, year, value from mart.area_figure where figure_code = 'n_inhabitants' and level = 'neighbourhood'"
        " order by all"
    ).fetchall()
    assert found == [("BU1", 2022, 100.0), ("BU1", 2024, 110.0), ("BU2", 2022, 200.0)]


@pytest.mark.parametrize(
    ("figure", "level", "expected"),
    [
        ("n_inhabitants", "neighbourhood", [("BU2", "nan", "2024", "CBS 2024"), ("BU1", "110.0", "2024", "CBS 2024")]),
        ("rented_pct", "neighbourhood", [("BU2", "60.0", "2022", "CBS 2022"), ("BU1", "40.0", "2022", "CBS 2022")]),
        ("n_inhabitants", "municipality", [("GM1", "950.0", "2024", "CBS 2024")]),
    ],
)
def test_a_map_of_a_figure_is_of_one_year_and_leaves_open_what_was_secret_then(rows, figure, level, expected):
    assert rows("map__context", "area_code value year source", figure=figure, level=level, parent="PV1") == expected


def test_a_figure_that_no_area_has_still_names_every_area(rows):
    found = rows("map__context", "area_code value year", figure="rented_pct", level="municipality")
    assert found == [("GM1", "nan", "<NA>")]


@pytest.mark.parametrize(("parent", "codes"), [("WK1", "BU2 BU1"), ("GM1", "BU2 BU1"), ("PV2", "")])
def test_a_map_of_a_figure_follows_the_parent_on_land(rows, parent, codes):
    found = rows("map__context", "area_code", figure="n_inhabitants", level="neighbourhood", parent=parent)
    assert [code for (code,) in found] == codes.split()


def test_a_level_offers_the_figures_it_has_with_their_year(rows):
    columns = "figure_code name_nl unit year"
    assert rows("map__figures", columns, level="neighbourhood") == [
        ("n_inhabitants", "Inwoners", "count", "2024"),
        ("rented_pct", "Huur", "percent", "2022"),
    ]
    assert rows("map__figures", "figure_code", level="municipality") == [("n_inhabitants",)]


def test_areas_that_are_compared_bear_the_figures_of_that_same_year(marts):
    found = marts.execute("select area_code, n_inhabitants, n_dwellings from mart.area order by all").fetchall()
    assert found == [("BU1", 110, None), ("BU2", None, None), ("BU9", None, None), ("GM1", 950, None)]


def test_the_catalogue_describes_every_figure_the_import_keeps_and_no_other():
    assert {row["code"] for row in seed("figures")} == set(KEPT)
    assert all(text for row in seed("figures") for text in row.values())
