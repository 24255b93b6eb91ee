"""What stands above every page: areas, period and project types to choose from, against small tables."""

from __future__ import annotations

import pytest

MARTS = """
create schema mart;
create table mart.area as select *, 2023 as area_year from (values
    ('PV1', 'Zuid', 'province', null, null, null, 'PV1', false),
    ('PV2', 'Noord', 'province', null, null, null, 'PV2', false),
    ('GM1', 'Stad', 'municipality', 'PV1', null, 'GM1', 'PV1', false),
    ('GM9', 'Zee', 'municipality', 'PV1', null, 'GM9', 'PV1', true),
    ('GM2', 'Aa', 'municipality', 'PV2', null, 'GM2', 'PV2', false),
    ('GM4', 'Dorp', 'municipality', 'PV1', null, 'GM4', 'PV1', false),
    ('GM3', 'Dorp', 'municipality', 'PV2', null, 'GM3', 'PV2', false),
    ('BU1', 'Markt', 'neighbourhood', 'WK1', 'WK1', 'GM1', 'PV1', false),
    ('WK1', 'Centrum', 'district', 'GM1', 'WK1', 'GM1', 'PV1', false),
    ('WK2', 'Rand', 'district', 'GM1', 'WK2', 'GM1', 'PV1', false)
) as t(area_code, area_name, level, parent_code, district_code, municipality_code, province_code, is_water);
create table mart.delivery as select * from (values
    ('A', date '2023-10-01', 0), ('B', date '2023-10-01', 0), ('A', date '2024-10-01', 0), ('B', date '2024-10-01', 3),
    ('A', date '2025-01-01', 1), ('B', date '2025-01-01', 0), ('A', date '2026-01-01', 0), ('B', date '2026-01-01', 0)
) as t(partner_code, quarter, n_months);
create table mart.project_type as select * from (values ('park', 'Park', 'Site'), ('area', 'Wijk', 'Area'))
    as t(type_code, name_nl, name_en);
"""


@pytest.fixture
def _nothing_delivered(marts):
    marts.execute("begin; delete from mart.delivery")
    yield
    marts.execute("rollback")


def test_areas_to_choose_from_are_provinces_then_municipalities_on_land_by_name(rows):
    found = rows("frame__areas", "area_code area_name level parent_code")

    assert [row[:3] for row in found[:2]] == [("PV2", "Noord", "province"), ("PV1", "Zuid", "province")]
    assert found[2:] == [
        ("GM2", "Aa", "municipality", "PV2"),
        ("GM3", "Dorp", "municipality", "PV2"),
        ("GM4", "Dorp", "municipality", "PV1"),
        ("GM1", "Stad", "municipality", "PV1"),
    ]


def test_the_path_of_an_area_goes_from_wide_to_narrow_and_ends_with_itself(rows):
    assert rows("frame__area_path", "area_code area_name level depth", area="BU1") == [
        ("PV1", "Zuid", "province", "1"),
        ("GM1", "Stad", "municipality", "2"),
        ("WK1", "Centrum", "district", "3"),
        ("BU1", "Markt", "neighbourhood", "4"),
    ]
    assert rows("frame__area_path", "area_code", area="WK2") == [("PV1",), ("GM1",), ("WK2",)]
    assert rows("frame__area_path", "area_code", area="PV2") == [("PV2",)]
    assert rows("frame__area_path", "area_code", area="GM0") == []


def test_the_period_runs_over_quarters_in_which_anyone_delivered(rows):
    assert rows("frame__period", "first_year last_year last_quarter") == [("2024", "2025", "2025-01-01 00:00:00")]


@pytest.mark.usefixtures("_nothing_delivered")
def test_without_any_delivery_the_period_is_the_year_of_the_areas(rows):
    assert rows("frame__period", "first_year last_year last_quarter") == [("2023", "2023", "2023-10-01 00:00:00")]


def test_project_types_stand_in_order_of_code(rows):
    assert rows("frame__project_types", "type_code name_nl name_en") == [
        ("area", "Wijk", "Area"),
        ("park", "Park", "Site"),
    ]
