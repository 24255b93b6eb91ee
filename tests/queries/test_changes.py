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
