"""A measure through time, of all partners and of one."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.catalogue import query

MARTS = """
create schema mart;
create table mart.outcome_area as select *, 'irregular_addresses' as measure_code, 'area' as type_code, 'NL' as area_code
from (values ('A', date '2025-01-01', 20), ('A', date '2025-02-01', 10), ('B', date '2025-01-01', 5)) as t(partner_code, month, n_value);
create table mart.amount as select *, 'fines' as measure_code, 'area' as type_code, 'GM1' as municipality_code,
    'PV1' as province_code from (values ('A', date '2025-01-01', 300.0), ('B', date '2025-01-01', 50.0))
    as t(partner_code, quarter, amount_eur);
create table mart.file_count as select partner_code, quarter, measure_code, type_code, municipality_code, province_code,
    30 as n_files from mart.amount;
create table mart.delivery as select * from (values
    ('A', date '2025-01-01', false, false), ('B', date '2025-01-01', false, false),
    ('A', date '2025-04-01', false, false), ('B', date '2025-04-01', false, true)
) as t(partner_code, quarter, is_provisional, is_missing);
"""
YEAR = {"from_month": "2025-01-01", "until_month": "2025-12-01", "area": None, "project_type": None, "grain": "quarter"}


@pytest.fixture(scope="module")
def ask():
    connection = duckdb.connect()
    connection.execute(MARTS)
    return lambda name, **given: connection.execute(query("answers", name).sql, YEAR | given).df()


@pytest.mark.parametrize(
    ("partner", "values", "missing"), [(None, [35, 0], [0, 1]), ("A", [30, 0], [0, 0]), ("B", [5], [0])]
)
def test_counts_of_one_partner_leave_out_what_it_did_not_deliver(ask, partner, values, missing):
    found = ask("trend__count", measure="irregular_addresses", partner=partner)

    assert found["n_value"].tolist() == values
    assert found["n_missing"].tolist() == missing


@pytest.mark.parametrize(
    ("partner", "values", "files"), [(None, [350, 0], [60, 0]), ("A", [300, 0], [30, 0]), ("B", [50], [30])]
)
def test_euros_of_one_partner_leave_out_what_it_did_not_deliver(ask, partner, values, files):
    found = ask("trend__eur", measure="fines", partner=partner)

    assert found["n_value"].tolist() == values
    assert found["n_files"].tolist() == files
