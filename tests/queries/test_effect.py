"""Each answer of Effect against small tables with an outcome known beforehand."""

from __future__ import annotations

MARTS = """
create schema mart;
create table mart.project as select * from (values
    ('P1', 'Een', 'area', 'done', date '2022-02-01', date '2022-11-01'),
    ('P2', 'Twee', 'address', 'running', date '2024-02-01', null),
    ('P3', 'Drie', 'address', 'proposed', null, null)
) as t(project_code, title, type_code, status, start_date, end_date);
create table mart.project_type as select * from (values ('area', 'Wijk', 'Area'), ('address', 'Adres', 'Address'))
    as t(type_code, name_nl, name_en);
create table mart.project_area as select * from (values
    ('P1', 'BU1', 'BU1', 'WK1', 'GM1', 'PV1'), ('P1', 'BU1', 'BU1', 'WK1', 'GM1', 'PV1'),
    ('P2', 'WK2', 'WK2', 'WK2', 'GM2', 'PV1'), ('P2', 'GM1', null, null, 'GM1', 'PV1'),
    ('P3', 'BU2', 'BU2', 'WK1', 'GM1', 'PV1')
) as t(project_code, area_code, current_area_code, current_district_code, municipality_code, province_code);
create table mart.area as select * from (values
    ('GM1', 'Stad', 2024, 'municipality', null, 'GM1', 'PV1', false, null, 100),
    ('GM2', 'Dorp', 2024, 'municipality', null, 'GM2', 'PV1', false, null, 100),
    ('BU1', 'Een', 2024, 'neighbourhood', 'WK1', 'GM1', 'PV1', false, 1, 100),
    ('BU2', 'Twee', 2024, 'neighbourhood', 'WK1', 'GM1', 'PV1', false, 2, 100),
    ('BU3', 'Drie', 2024, 'neighbourhood', 'WK2', 'GM2', 'PV1', false, 3, 100),
    ('BU9', 'Meer', 2024, 'neighbourhood', 'WK2', 'GM2', 'PV1', true, null, 0)
) as t(area_code, area_name, area_year, level, district_code, municipality_code, province_code, is_water, urbanity_class,
       n_dwellings);
create table mart.area_neighbour as select * from (values
    ('BU1', 'BU2', 'neighbourhood'), ('BU2', 'BU1', 'neighbourhood'), ('BU1', 'BU9', 'neighbourhood')
) as t(area_code, neighbour_code, level);
create table mart.context as select * from (values
    ('reports', date '2022-01-01', 'BU1', 'GM1', 'PV1', 5), ('reports', date '2022-03-01', 'BU1', 'GM1', 'PV1', 10),
    ('reports', date '2022-04-01', 'BU1', 'GM1', 'PV1', 5), ('reports', date '2022-04-01', 'BU3', 'GM2', 'PV1', 5),
    ('reports', date '2022-04-01', null, 'GM1', 'PV1', 5), ('other', date '2022-01-01', 'BU1', 'GM1', 'PV1', 50)
) as t(measure_code, month, current_area_code, municipality_code, province_code, n_value);
"""


def test_only_projects_that_started_can_be_chosen(rows):
    assert rows("effect__projects", "project_code type_name_nl") == [("P1", "Wijk"), ("P2", "Adres")]


def test_area_and_type_narrow_the_projects(rows):
    assert rows("effect__projects", "project_code", area="GM2") == [("P2",)]
    assert rows("effect__projects", "project_code", project_type="area") == [("P1",)]


def test_a_project_in_a_wijk_or_gemeente_is_in_all_its_buurten_but_not_in_water(rows):
    assert rows("effect__membership", "project_code area_code", parents=["PV1"]) == [
        ("P1", "BU1"),
        ("P2", "BU1"),
        ("P2", "BU2"),
        ("P2", "BU3"),
    ]


def test_parents_may_be_gemeenten(rows):
    assert rows("effect__membership", "project_code area_code", parents=["GM2"]) == [("P2", "BU3")]
    assert rows("effect__areas", "area_code", parents=["GM2"]) == [("BU3",)]


def test_an_area_knows_its_town_and_its_neighbours(rows):
    assert rows("effect__areas", "area_code municipality_name urbanity_class neighbours", parents=["GM1"]) == [
        ("BU1", "Stad", "1", "['BU2' 'BU9']"),
        ("BU2", "Stad", "2", "['BU1']"),
    ]


def test_figures_are_added_up_by_quarter_and_lost_areas_left_out(rows):
    assert rows("effect__series", "area_code quarter n_value", measure="reports", parents=["PV1"]) == [
        ("BU1", "2022-01-01 00:00:00", "15"),
        ("BU1", "2022-04-01 00:00:00", "5"),
        ("BU3", "2022-04-01 00:00:00", "5"),
    ]
