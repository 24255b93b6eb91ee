"""Figures of Wijzigingen per partner and quarter, against small tables with an outcome known beforehand."""

from __future__ import annotations

import pytest

MARTS = """
create schema mart;
create table mart.outcome_area as select * from (values
    ('NL', 'visits', 'B', date '2025-02-01', 'area', 7),
    ('NL', 'visits', 'A', date '2025-01-01', 'area', 20),
    ('NL', 'visits', 'A', date '2025-03-01', 'park', 10),
    ('NL', 'visits', 'A', date '2025-04-01', 'area', 0), -- delivered, and nothing found
    ('NL', 'checks', 'B', date '2025-12-01', 'area', 5),
    ('NL', 'visits', 'A', date '2024-12-01', 'area', 100), ('NL', 'visits', 'A', date '2026-01-01', 'area', 100),
    ('PV1', 'visits', 'A', date '2025-01-01', 'area', 15),
    ('GM1', 'visits', 'A', date '2025-01-01', 'area', 10)
) as t(area_code, measure_code, partner_code, month, type_code, n_value);
create table mart.amount as select * from (values
    ('fines', 'B', date '2025-01-01', 'area', 'GM1', 'PV1', 50.5),
    ('fines', 'A', date '2025-04-01', 'area', 'GM1', 'PV1', 40.0),
    ('fines', 'A', date '2025-01-01', 'area', 'GM1', 'PV1', 300.0),
    ('fines', 'A', date '2025-01-01', 'park', 'GM2', 'PV1', 200.0),
    ('costs', 'B', date '2025-10-01', 'area', 'GM3', 'PV2', 10.0),
    ('fines', 'A', date '2024-10-01', 'area', 'GM1', 'PV1', 900.0), ('fines', 'A', date '2026-01-01', 'area', 'GM1', 'PV1', 900.0)
) as t(measure_code, partner_code, quarter, type_code, municipality_code, province_code, amount_eur);
"""
YEAR = {"from_month": "2025-01-01", "until_month": "2025-12-01"}
COLUMNS = "measure_code partner_code quarter value"
FIRST, SECOND, LAST = (f"2025-{month}-01 00:00:00" for month in ("01", "04", "10"))


def test_months_become_quarters_and_what_was_not_delivered_has_no_row(rows):
    assert rows("changes__counts", COLUMNS, **YEAR) == [
        ("checks", "B", LAST, "5.0"),
        ("visits", "A", FIRST, "30.0"),
        ("visits", "A", SECOND, "0.0"),
        ("visits", "B", FIRST, "7.0"),
    ]


@pytest.mark.parametrize(("area", "value"), [("PV1", "15.0"), ("GM1", "10.0")])
def test_counts_of_an_area_are_its_own(rows, area, value):
    assert rows("changes__counts", COLUMNS, area=area, **YEAR) == [("visits", "A", FIRST, value)]


def test_counts_follow_the_project_type(rows):
    assert rows("changes__counts", COLUMNS, project_type="park", **YEAR) == [("visits", "A", FIRST, "10.0")]


def test_euros_are_added_per_partner_and_quarter_of_the_period(rows):
    assert rows("changes__amounts", COLUMNS, **YEAR) == [
        ("costs", "B", LAST, "10.0"),
        ("fines", "A", FIRST, "500.0"),
        ("fines", "A", SECOND, "40.0"),
        ("fines", "B", FIRST, "50.5"),
    ]


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ({"area": "PV1"}, ["500.0", "40.0", "50.5"]),
        ({"area": "GM1"}, ["300.0", "40.0", "50.5"]),
        ({"area": "PV2"}, ["10.0"]),
        ({"area": "GM9"}, []),
        ({"project_type": "park"}, ["200.0"]),
        ({"area": "GM1", "project_type": "park"}, []),
    ],
)
def test_euros_follow_area_and_project_type(rows, given, values):
    assert [value for (value,) in rows("changes__amounts", "value", **given, **YEAR)] == values
