"""Each answer of Gebieden, Vergelijken and Eigen gebied against small tables with an outcome known beforehand."""

from __future__ import annotations

import pytest

MARTS = """
create schema mart;
create table mart.area as select *, n_inhabitants // 2 as n_dwellings, 40.5 as owner_occupied_pct,
    12.5 as low_income_pct, 3 as urbanity_class, 1.0 as label_x, 2.0 as label_y from (values
    ('PV1', 'Zuid', 'province', null, null, 'PV1', false, 9000),
    ('PV2', 'Noord', 'province', null, null, 'PV2', false, 3000),
    ('GM1', 'Stad', 'municipality', null, 'GM1', 'PV1', false, 5000),
    ('GM2', 'Dorp', 'municipality', null, 'GM2', 'PV1', false, 4000),
    ('GM9', 'Zee', 'municipality', null, 'GM9', 'PV1', true, null),
    ('GM3', 'Aa', 'municipality', null, 'GM3', 'PV2', false, 3000),
    ('WK2', 'Rand', 'district', 'WK2', 'GM1', 'PV1', false, 2000),
    ('WK1', 'Centrum', 'district', 'WK1', 'GM1', 'PV1', false, 3000),
    ('WK3', 'Kern', 'district', 'WK3', 'GM2', 'PV1', false, 4000),
    ('BU5', 'Markt', 'neighbourhood', 'WK1', 'GM1', 'PV1', false, 800),
    ('BU1', 'Markt', 'neighbourhood', 'WK1', 'GM1', 'PV1', false, 1200),
    ('BU2', 'Haven', 'neighbourhood', 'WK1', 'GM1', 'PV1', false, 1000),
    ('BU3', 'Veld', 'neighbourhood', 'WK2', 'GM1', 'PV1', false, 2000),
    ('BU9', 'Meer', 'neighbourhood', 'WK2', 'GM1', 'PV1', true, null),
    ('BU4', 'Brink', 'neighbourhood', 'WK3', 'GM2', 'PV1', false, 2500),
    ('BU6', 'Akker', 'neighbourhood', 'WK3', 'GM2', 'PV1', false, 1500)
) as t(area_code, area_name, level, district_code, municipality_code, province_code, is_water, n_inhabitants);
create table mart.area_shape as select *, 'x'::blob as shape, 's'::blob as stripes, 'd'::blob as dots from (values
    ('GM2', 'municipality', 100, false), ('GM1', 'municipality', 100, true), ('GM1', 'municipality', 100, false),
    ('GM1', 'municipality', 25, false), ('GM3', 'municipality', 100, false),
    ('BU1', 'neighbourhood', 100, false), ('BU3', 'neighbourhood', 100, false), ('BU4', 'neighbourhood', 100, false),
    ('BU1', 'neighbourhood', 400, true), ('BU1', 'neighbourhood', 400, false), ('BU3', 'neighbourhood', 400, false),
    ('BU4', 'neighbourhood', 400, false), ('WK1', 'district', 400, false), ('GM2', 'municipality', 400, false)
) as t(area_code, level, tolerance_m, is_water);
create table mart.area_neighbour as
    with pair as (select * from (values
        ('GM1', 'GM3'), ('GM1', 'GM2'), ('GM1', 'GM9'), ('BU1', 'BU3'), ('BU1', 'BU2'), ('BU1', 'BU4'), ('BU3', 'BU9')
    ) as t(one, other))
    select one as area_code, other as neighbour_code from pair union all select other, one from pair;
create table mart.measure as select * from (values
    ('settled_share', 'share', 'settled', 'irregular'), ('hit_rate', 'share', 'irregular', 'examined'),
    ('irregular', 'count', null, null), ('eur_mean', 'eur', 'irregular', 'examined')
) as t(measure_code, unit, numerator, denominator);
create table mart.outcome_area as select * from (values
    ('GM1', 'municipality', 'irregular', date '2024-12-01', 'area', 'A', 100), -- the period before
    ('GM1', 'municipality', 'irregular', date '2025-01-01', 'area', 'A', 15),
    ('GM1', 'municipality', 'irregular', date '2025-01-01', 'area', 'B', 5),
    ('GM1', 'municipality', 'irregular', date '2025-12-01', 'park', 'A', 5),
    ('GM1', 'municipality', 'examined', date '2025-03-01', 'area', 'A', 40),
    ('GM1', 'municipality', 'examined', date '2025-03-01', 'park', 'A', 10),
    ('GM1', 'municipality', 'examined', date '2026-01-01', 'area', 'A', 500), -- the period after
    ('GM1', 'municipality', 'visits', date '2025-03-01', 'area', 'A', 999),
    ('GM2', 'municipality', 'examined', date '2025-02-01', 'area', 'A', 30),
    ('GM3', 'municipality', 'irregular', date '2025-02-01', 'area', 'A', 10),
    ('WK1', 'district', 'irregular', date '2025-01-01', 'area', 'A', 20),
    ('BU1', 'neighbourhood', 'irregular', date '2025-01-01', 'area', 'A', 20),
    ('NL', 'programme', 'irregular', date '2025-01-01', 'area', 'A', 30)
) as t(area_code, level, measure_code, month, type_code, partner_code, n_value);
create table mart.project as select *, 'Project ' || project_code as title, 'any' as status, ['B', 'A'] as partner_codes from (values
    ('P1', 'area', 'A', date '2024-06-30', null), ('P2', 'park', 'B', date '2025-03-01', date '2025-08-31'),
    ('P3', 'area', 'B', date '2025-01-01', null), ('P4', 'area', 'A', date '2020-01-01', date '2024-12-31'),
    ('P5', 'area', 'A', date '2026-01-01', null), ('P6', 'area', 'A', null, null),
    ('P7', 'area', 'B', date '2024-01-01', date '2025-01-01'), ('P8', 'area', 'B', date '2025-01-01', null)
) as t(project_code, type_code, lead_partner_code, start_date, end_date);
create table mart.partner as select * from (values
    ('A', 'Aa', 'Ay', date '2000-01-01', null), ('B', 'Oud', 'Old', date '2000-01-01', date '2024-12-31'),
    ('B', 'Bee', 'Bay', date '2025-01-01', null)
) as t(partner_code, name_nl, name_en, valid_from_date, valid_to_date);
create table mart.project_area as select * from (values
    ('P1', 'BU1', 'WK1', 'GM1', 'PV1', 300), ('P1', 'BU3', 'WK2', 'GM1', 'PV1', 100),
    ('P2', 'WK1', 'WK1', 'GM1', 'PV1', 400), -- a whole district
    ('P3', 'BU4', 'WK3', 'GM2', 'PV1', 50), ('P3', 'BU6', 'WK3', 'GM2', 'PV1', 60),
    ('P4', 'BU2', 'WK1', 'GM1', 'PV1', 7), ('P5', 'BU2', 'WK1', 'GM1', 'PV1', 7), ('P6', 'BU2', 'WK1', 'GM1', 'PV1', 7),
    ('P7', null, null, 'GM3', 'PV2', 70), -- not comparable with the areas of today
    ('P8', 'GM2', null, 'GM2', 'PV1', 200) -- a whole municipality
) as t(project_code, current_area_code, current_district_code, municipality_code, province_code, n_addresses);
alter table mart.project_area add column type_code varchar;
update mart.project_area set type_code = project.type_code from mart.project as project
    where project.project_code = project_area.project_code;
create table mart.referral as select * from (values
    ('P1', 'area', date '2025-02-01', 'GM1', 'PV1', 25, 10), ('P2', 'park', date '2025-04-01', 'GM1', 'PV1', 5, 5),
    ('P3', 'area', date '2025-02-01', 'GM2', 'PV1', 10, 0)
) as t(project_code, type_code, month, municipality_code, province_code, n_passed_on, n_settled);
create table mart.sustainment as select * from (values
    ('P1', 'A1', 0, 'planned'), ('P1', 'A1', 6, 'working'), ('P1', 'A2', 0, 'working'), ('P3', 'A1', 12, 'stopped')
) as t(project_code, agreement_code, moment_months, status);
create table mart.delivery as select *, n_months < 3 as is_missing from (values
    ('A', date '2025-01-01', 3), ('A', date '2025-04-01', 0),
    ('B', date '2024-10-01', 3), ('B', date '2025-01-01', 0), ('B', date '2025-04-01', 0)
) as t(source_code, quarter, n_months);
create table mart.project_quarter as
    select project.project_code, delivery.source_code, delivery.source_code as partner_code, delivery.quarter
    from mart.project as project inner join mart.delivery as delivery
        on project.lead_partner_code = delivery.source_code
        and delivery.quarter >= date_trunc('quarter', project.start_date)
        and delivery.quarter <= coalesce(project.end_date + interval 18 month, '9999-12-31');
"""
PERIOD = {"from_month": "2025-01-01", "until_month": "2025-12-01"}
RATE = {"measure": "irregular", "denominator": "examined"}
MAP = "area_code is_water n_projects n_addresses n_value n_denominator is_undelivered"


def test_a_map_counts_the_period_and_tells_not_delivered_from_nothing(rows):
    assert rows("map__areas", MAP, level="municipality", parent="PV1", **RATE, **PERIOD) == [
        ("GM2", "False", "2", "310", "0", "30", "True"),
        ("GM1", "False", "2", "800", "25", "50", "False"),
        ("GM9", "True", "0", "0", "0", "0", "False"),
    ]


def test_a_map_of_one_project_type_leaves_out_results_and_projects_of_others(rows):
    given = {"level": "municipality", "parent": "PV1", "project_type": "park"} | RATE | PERIOD

    assert rows("map__areas", MAP, **given) == [
        ("GM2", "False", "0", "0", "0", "0", "False"),
        ("GM1", "False", "1", "400", "5", "10", "True"),
        ("GM9", "True", "0", "0", "0", "0", "False"),
    ]


@pytest.mark.parametrize(
    ("level", "parent", "expected"),
    [
        ("province", None, [("PV2", "1", "70"), ("PV1", "4", "1110")]),
        ("municipality", None, [("GM3", "1", "70"), ("GM2", "2", "310"), ("GM1", "2", "800"), ("GM9", "0", "0")]),
        ("district", "GM1", [("WK1", "2", "700"), ("WK2", "1", "100")]),
        ("district", "PV1", [("WK3", "1", "110"), ("WK1", "2", "700"), ("WK2", "1", "100")]),
        ("neighbourhood", "WK1", [("BU2", "0", "0"), ("BU1", "1", "300"), ("BU5", "0", "0")]),
        ("neighbourhood", "GM2", [("BU6", "1", "60"), ("BU4", "1", "50")]),
    ],
)
def test_projects_of_the_period_are_counted_once_in_the_areas_they_lie_in(rows, level, parent, expected):
    found = rows("map__areas", "area_code n_projects n_addresses", level=level, parent=parent, **RATE, **PERIOD)

    assert found == expected


def test_areas_of_several_towns_bear_the_name_of_theirs(rows):
    asked = {"level": "district", **RATE, **PERIOD}

    def named(**more):
        return [name for (name,) in rows("map__areas", "area_name", **asked | more)]

    assert named(parent="PV1") == ["Dorp, Kern", "Stad, Centrum", "Stad, Rand"]
    assert named(parent="GM1") == ["Centrum", "Rand"]
    assert named(parent=None, level="municipality") == ["Aa", "Dorp", "Stad", "Zee"]


def test_a_lead_that_delivered_a_year_earlier_is_not_missing_then(rows):
    given = {"level": "municipality", "parent": "PV2", **RATE}

    assert rows("map__areas", "n_value is_undelivered", **given, **PERIOD) == [("10", "True")]
    before = {"from_month": "2024-01-01", "until_month": "2024-12-01"}
    assert rows("map__areas", "n_value is_undelivered", **given, **before) == [("0", "False")]


def test_a_map_through_the_years_has_every_year_with_a_result(rows):
    columns = "area_code period n_value n_denominator"

    assert rows("map__periods", columns, level="municipality", parent="PV1", **RATE) == [
        ("GM1", "2024", "100", "0"),
        ("GM1", "2025", "25", "50"),
        ("GM1", "2026", "0", "500"),
        ("GM2", "2025", "0", "30"),
    ]
    assert rows("map__periods", columns, level="municipality", project_type="park", **RATE) == [
        ("GM1", "2025", "5", "10"),
    ]
    assert rows("map__periods", columns, level="municipality", measure="irregular") == [
        ("GM1", "2024", "100", "0"),
        ("GM1", "2025", "25", "0"),
        ("GM3", "2025", "10", "0"),
    ]
    assert rows("map__periods", columns, level="neighbourhood", parent="WK1", **RATE) == [("BU1", "2025", "20", "0")]
    assert rows("map__periods", columns, level="neighbourhood", parent="WK2", **RATE) == []


def test_a_map_by_quarter_has_every_quarter_with_a_result(rows):
    given = {"level": "municipality", "parent": "GM1", "project_type": "area", "grain": "quarter"} | RATE

    assert rows("map__periods", "area_code period n_value n_denominator", **given) == [
        ("GM1", str(4 * 2024 + 3), "100", "0"),
        ("GM1", str(4 * 2025), "20", "40"),
        ("GM1", str(4 * 2026), "0", "500"),
    ]


def test_referrals_are_counted_per_municipality_and_province_only(rows):
    given = {"measure": "signals_settled", "denominator": "signals_passed_on"} | PERIOD
    columns = "area_code n_value n_denominator"

    assert rows("map__areas", columns, level="municipality", parent="PV1", **given) == [
        ("GM2", "0", "10"),
        ("GM1", "15", "30"),
        ("GM9", "0", "0"),
    ]
    assert rows("map__areas", columns, level="province", **given) == [("PV2", "0", "0"), ("PV1", "15", "40")]
    assert {row[1:] for row in rows("map__areas", columns, level="district", parent="GM1", **given)} == {("0", "0")}
    del given["from_month"], given["until_month"]
    assert rows("map__periods", "area_code period n_value", level="municipality", project_type="park", **given) == [
        ("GM1", "2025", "5")
    ]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("municipality", [("GM1", "2", "1"), ("GM2", "1", "0")]),
        ("neighbourhood", [("BU1", "2", "1"), ("BU3", "2", "1"), ("BU4", "1", "0"), ("BU6", "1", "0")]),
        ("province", [("PV1", "3", "1")]),
    ],
)
def test_agreements_are_counted_by_their_last_measurement_in_each_area(rows, level, expected):
    assert rows("map__agreements", "area_code n_agreed n_working", level=level) == expected


def test_borders_come_at_one_level_and_tolerance_land_before_water(rows):
    given = {"level": "municipality", "tolerance_m": 100}

    assert rows("map__shapes", "area_code is_water", **given, parent="PV1") == [
        ("GM1", "False"),
        ("GM1", "True"),
        ("GM2", "False"),
    ]
    assert rows("map__shapes", "area_code is_water", **given | {"tolerance_m": 25}) == [("GM1", "False")]
    assert [code for (code,) in rows("map__shapes", "area_code", **given)] == ["GM1", "GM1", "GM2", "GM3"]


@pytest.mark.parametrize(("parent", "codes"), [("PV1", "BU1 BU3 BU4"), ("GM1", "BU1 BU3"), ("WK1", "BU1"), ("PV2", "")])
def test_borders_follow_the_parent_at_every_level(rows, parent, codes):
    found = rows("map__shapes", "area_code", level="neighbourhood", parent=parent, tolerance_m=100)

    assert [code for (code,) in found] == codes.split()


@pytest.mark.parametrize(
    ("level", "parent", "pairs"),
    [
        ("municipality", None, "GM1-GM2 GM1-GM3 GM2-GM1 GM3-GM1"),
        ("municipality", "PV1", "GM1-GM2 GM2-GM1"),
        ("neighbourhood", "PV1", "BU1-BU2 BU1-BU3 BU1-BU4 BU2-BU1 BU3-BU1 BU4-BU1"),
        ("neighbourhood", "GM1", "BU1-BU2 BU1-BU3 BU2-BU1 BU3-BU1"),
        ("neighbourhood", "WK1", "BU1-BU2 BU2-BU1"),
    ],
)
def test_neighbours_lie_both_on_land_and_inside_and_stand_both_ways(rows, level, parent, pairs):
    found = rows("map__neighbours", "area_code neighbour_code", level=level, parent=parent)

    assert ["-".join(pair) for pair in found] == pairs.split()


@pytest.mark.parametrize(
    ("parent", "project_type", "expected"),
    [
        (None, None, "P1-BU1 P1-BU1 P1-BU3 P2-WK1 P3-BU4 P8-GM2"),
        ("PV1", None, "P1-BU1 P1-BU1 P1-BU3 P2-WK1 P3-BU4 P8-GM2"),
        ("GM1", None, "P1-BU1 P1-BU1 P1-BU3 P2-WK1"),
        ("WK1", None, "P1-BU1 P1-BU1 P2-WK1"),
        ("GM1", "area", "P1-BU1 P1-BU1 P1-BU3"),
        ("GM3", None, ""),
    ],
)
def test_projects_come_with_the_borders_of_their_own_areas_at_every_level(rows, parent, project_type, expected):
    given = {"parent": parent, "project_type": project_type, "tolerance_m": 400}
    found = rows("map__projects", "project_code area_code", **given, **PERIOD)

    assert ["-".join(pair) for pair in found] == expected.split()


def test_land_comes_first_and_partners_bear_the_name_of_the_start(rows):
    given = {"parent": "WK1", "tolerance_m": 400} | PERIOD

    assert rows("map__projects", "project_code is_water partners_nl partners_en", **given) == [
        ("P1", "False", "Aa, Oud", "Ay, Old"),
        ("P1", "True", "Aa, Oud", "Ay, Old"),
        ("P2", "False", "Aa, Bee", "Ay, Bay"),
    ]


def test_what_is_drawn_of_areas_comes_with_their_name_and_patterns(rows):
    given = {"level": "municipality", "parent": "PV1", "tolerance_m": 100}

    assert rows("map__drawings", "area_code is_water area_name label_x", **given) == [
        ("GM1", "False", "Stad", "1.0"),
        ("GM1", "True", "Stad", "1.0"),
        ("GM2", "False", "Dorp", "1.0"),
    ]
    assert {(str(s), str(d)) for s, d in rows("map__drawings", "stripes dots", **given)} == {
        ("bytearray(b's')", "bytearray(b'd')")
    }


def test_a_project_that_started_on_the_last_day_ran_in_the_period(rows):
    until_may = {"from_month": "2024-01-01", "until_month": "2024-05-01"}
    until_june = until_may | {"until_month": "2024-06-01"}
    given = {"level": "district", "parent": "WK2"}

    outlined = {"parent": "WK2", "tolerance_m": 400}
    assert rows("map__projects", "project_code", **outlined, **until_may) == []
    assert rows("map__projects", "project_code", **outlined, **until_june) == [("P1",)]
    assert rows("map__areas", "n_projects", **given, **RATE, **until_may) == [("0",)]
    assert rows("map__areas", "n_projects", **given, **RATE, **until_june) == [("1",)]


def test_areas_to_compare_with_bear_their_key_figures_and_the_name_of_what_they_lie_in(rows):
    figures = "n_inhabitants n_dwellings owner_occupied_pct low_income_pct urbanity_class"

    assert rows(
        "compare__areas", f"area_code area_name parent_name {figures}", level="neighbourhood", parent="WK1"
    ) == [
        ("BU2", "Haven", "Stad", "1000", "500", "40.5", "12.5", "3"),
        ("BU1", "Markt", "Stad", "1200", "600", "40.5", "12.5", "3"),
        ("BU5", "Markt", "Stad", "800", "400", "40.5", "12.5", "3"),
    ]
    assert rows("compare__areas", "area_code parent_name", level="municipality") == [
        ("GM3", "Noord"),
        ("GM2", "Zuid"),
        ("GM1", "Zuid"),
    ]
    assert rows("compare__areas", "area_code", level="municipality", parent="PV2") == [("GM3",)]
    assert rows("compare__areas", "area_code", level="neighbourhood", parent="GM2") == [("BU6",), ("BU4",)]


def test_a_share_has_every_area_with_something_below_the_line(rows):
    columns = "measure_code area_code n_value n_denominator"

    assert rows("compare__measures", columns, level="municipality", **PERIOD) == [
        ("hit_rate", "GM1", "25", "50"),
        ("hit_rate", "GM2", "0", "30"),
        ("settled_share", "GM1", "0", "25"),
        ("settled_share", "GM3", "0", "10"),
    ]
    assert rows("compare__measures", columns, level="municipality", project_type="park", **PERIOD) == [
        ("hit_rate", "GM1", "5", "10"),
        ("settled_share", "GM1", "0", "5"),
    ]


def test_years_are_compared_inside_the_period_only(rows):
    columns = "area_code year n_value n_denominator"
    given = {"level": "municipality", "until_month": "2025-12-01"} | RATE

    assert rows("compare__years", columns, **given, from_month="2024-01-01") == [
        ("GM1", "2024", "100", "0"),
        ("GM1", "2025", "25", "50"),
        ("GM2", "2025", "0", "30"),
        ("GM3", "2025", "10", "0"),
    ]
    assert rows("compare__years", columns, **given, from_month="2025-01-01", project_type="park") == [
        ("GM1", "2025", "5", "10"),
    ]
    only_counts = given | {"denominator": None, "level": "district", "from_month": "2025-01-01"}
    assert rows("compare__years", columns, **only_counts) == [("WK1", "2025", "20", "0")]


def test_an_own_area_is_made_of_districts_and_neighbourhoods_of_the_town_on_land(rows):
    columns = "area_code area_name level district_code municipality_code province_code n_inhabitants n_dwellings"

    assert rows("own_area__cells", columns, municipality="GM1") == [
        ("WK1", "Centrum", "district", "WK1", "GM1", "PV1", "3000", "1500"),
        ("BU2", "Haven", "neighbourhood", "WK1", "GM1", "PV1", "1000", "500"),
        ("BU1", "Markt", "neighbourhood", "WK1", "GM1", "PV1", "1200", "600"),
        ("BU5", "Markt", "neighbourhood", "WK1", "GM1", "PV1", "800", "400"),
        ("WK2", "Rand", "district", "WK2", "GM1", "PV1", "2000", "1000"),
        ("BU3", "Veld", "neighbourhood", "WK2", "GM1", "PV1", "2000", "1000"),
    ]
    figures = rows("own_area__cells", "owner_occupied_pct low_income_pct urbanity_class", municipality="GM1")
    assert figures[0] == ("40.5", "12.5", "3")
