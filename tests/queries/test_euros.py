"""Euros of a view: what a choice of filters reads, and a trend with gaps where nothing may be shown."""

from __future__ import annotations

import pytest

MARTS = """
create schema mart;
create table mart.amount_total as select * from (values
    ('programme', 'year', 'total', 'fines', 'established', false, null, null, null, null, null, date '2023-01-01', 800.0, 10, 40, null),
    ('programme', 'year', 'total', 'fines', 'established', false, null, null, null, null, null, date '2024-01-01', null, null, 10, 'dominant'),
    ('programme', 'year', 'total', 'fines', 'established', false, null, null, null, null, null, date '2025-01-01', 500.0, 8, 30, null),
    ('programme', 'year', 'total', 'fines', 'established', true, null, null, null, null, null, date '2025-01-01', 300.0, 15, 20, null),
    ('programme', 'quarter', 'total', 'fines', 'established', false, null, null, null, null, null, date '2025-01-01', 400.0, 15, 20, null),
    ('programme', 'quarter', 'rest_of_year', 'fines', 'established', false, null, null, null, null, null, date '2025-01-01', 100.0, 20, 10, null),
    ('partner', 'year', 'total', 'fines', 'established', false, null, null, 'A', null, null, date '2025-01-01', 400.0, 10, 20, null),
    ('partner', 'year', 'total', 'fines', 'established', false, null, null, 'B', null, null, date '2025-01-01', null, null, 5, 'few'),
    ('partner', 'year', 'remainder', 'fines', 'established', false, null, null, null, null, null, date '2025-01-01', 100.0, 20, 10, null),
    ('municipality', 'year', 'total', 'fines', 'established', false, 'PV1', 'GM1', null, null, null, date '2025-01-01', 300.0, 10, 20, null),
    ('municipality', 'year', 'remainder', 'fines', 'established', false, 'PV1', null, null, null, null, date '2025-01-01', 200.0, 10, 20, null),
    ('type', 'year', 'total', 'fines', 'established', false, null, null, null, 'park', null, date '2025-01-01', 200.0, 10, 20, null),
    ('project', 'all', 'total', 'fines', 'established', false, null, null, null, null, 'P1', null, 200.0, 10, 20, null)
) as t(view, grain, part, measure_code, money_kind, is_mixed, province_code, municipality_code, partner_code, type_code,
    project_code, period, amount_eur, margin_pct, n_files, reason);
create table mart.delivery as select *, if(is_missing, 0, 3) as n_months from (values
    ('A', date '2022-01-01', false, false), ('A', date '2023-01-01', false, false), ('A', date '2024-01-01', false, false),
    ('A', date '2025-01-01', true, false), ('B', date '2025-01-01', false, true)
) as t(source_code, quarter, is_provisional, is_missing);
create table mart.project_quarter as
    select 'P1' as project_code, source_code, source_code as partner_code, quarter from mart.delivery;
create table mart.project as select 'P1' as project_code, 'park' as type_code;
create table mart.project_area as select 'P1' as project_code, 'GM1' as municipality_code, 'PV1' as province_code;
create table mart.area as select 'GM1' as area_code, 'municipality' as level, 'PV1' as province_code;
"""
EVER = {"from_month": "2022-01-01", "until_month": "2025-12-01"}
YEAR = {"from_month": "2025-01-01", "until_month": "2025-12-01"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"view": "programme"}, [("total", "500.0"), ("total", "300.0")]),
        ({"view": "partner"}, [("remainder", "100.0"), ("total", "400.0"), ("total", "nan")]),
        ({"view": "partner", "partner": "A"}, [("total", "400.0")]),
        ({"view": "municipality", "municipality": "GM1"}, [("total", "300.0")]),
        ({"view": "municipality", "province": "PV1"}, [("remainder", "200.0"), ("total", "300.0")]),
        ({"view": "type", "project_type": "park"}, [("total", "200.0")]),
        ({"view": ""}, []),
    ],
)
def test_a_view_has_its_totals_and_what_is_not_broken_down(rows, given, expected):
    assert rows("euros__totals", "part amount_eur", grain="year", **given, **YEAR) == expected


def test_a_project_has_one_total_over_all_years(rows):
    asked = {"view": "project", "grain": "all", "project": "P1"}

    assert rows("euros__totals", "amount_eur margin_pct", **asked, **YEAR) == [("200.0", "10")]


def test_a_quarter_has_what_is_left_of_its_year(rows):
    found = rows("euros__totals", "part amount_eur", view="programme", grain="quarter", **YEAR)

    assert found == [("rest_of_year", "100.0"), ("total", "400.0")]


def test_a_trend_begins_with_the_first_amount_and_has_a_gap_where_nothing_may_be_shown(rows):
    asked = {"measure": "fines", "view": "programme", "grain": "year"} | EVER
    found = rows("trend__eur", "period n_value margin_pct mixed_eur mixed_margin_pct n_missing", **asked)

    assert [row[1:] for row in found] == [
        ("800.0", "10", "nan", "<NA>", "0"),
        ("nan", "<NA>", "nan", "<NA>", "0"),
        ("500.0", "8", "300.0", "15", "1"),
    ]
    assert found[0][0].startswith("2023")


def test_of_one_partner_what_it_did_not_deliver_is_missing_and_not_zero(rows):
    asked = {"measure": "fines", "view": "partner", "grain": "year", "partner": "B"} | EVER

    assert rows("trend__eur", "n_value reason", **asked) == [("nan", "few")]
