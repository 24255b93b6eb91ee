"""Each new answer of Overzicht against small tables with an outcome known beforehand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.catalogue import query
from tests.queries.conftest import small_marts

MARTS = """
create schema mart;
create table mart.project as select * from (values
    ('LONG', 'Lang', 'area', 'running', date '2023-01-15', null::date, true),
    ('OVER', 'Over', 'area', 'running', date '2024-03-02', null, false),
    ('NEW', 'Nieuw', 'area', 'running', date '2025-02-01', null, false),
    ('DONE', 'Klaar', 'park', 'closed', date '2022-01-01', date '2024-01-31', false)
) as t(project_code, title, type_code, status, start_date, end_date, has_prior_goal);
create table mart.project_area as select * from (values
    ('LONG', 'GM1', 'PV1', 100), ('OVER', 'GM1', 'PV1', 40), ('NEW', 'GM2', 'PV1', 7), ('DONE', 'GM2', 'PV1', 900)
) as t(project_code, municipality_code, province_code, n_addresses);
create table mart.project_step as select * from (values
    ('DONE', 'S22', null::date, null::date), ('DONE', 'S24', date '2024-02-15', null), ('OVER', 'S22', null, null),
    ('LONG', 'S24', date '2023-01-01', date '2023-01-02')
) as t(project_code, step_code, planned_date, actual_date);
create table mart.project_goal as select * from (values
    ('LONG', 'fines', date '2022-12-01'), ('OVER', 'fines', date '2024-06-01')
) as t(project_code, measure_code, set_on_date);
create table mart.outcome_area as select *, date '2025-02-01' as month, 'area' as type_code from (values
    ('NL', 'selected_addresses', 60), ('NL', 'examined_addresses', 50), ('NL', 'irregular_addresses', 20),
    ('NL', 'referred_addresses', 10), ('GM1', 'examined_addresses', 30)
) as t(area_code, measure_code, n_value);
create table mart.referral as select date '2025-03-01' as month, 'area' as type_code, 'GM1' as municipality_code,
    'PV1' as province_code, 15 as n_passed_on, 5 as n_settled;
"""
YEAR = {"from_month": "2025-01-01", "until_month": "2025-12-01"}
EVERYWHERE = {"area": None, "project_type": None}


@pytest.fixture(scope="module")
def ask():
    connection = small_marts(MARTS)
    return lambda name, **given: connection.execute(query("answers", name).sql, given).df()


def test_the_funnel_counts_what_ran_in_the_period(ask):
    found = ask("overview__funnel", **YEAR, **EVERYWHERE).iloc[0]

    assert found.tolist() == [147, 60, 50, 20, 10, 15, 5]


@pytest.mark.parametrize(("month", "scope", "projects"), [("2024-02-01", 100, 1), ("2024-03-01", 140, 2)])
def test_a_project_that_started_in_the_last_month_ran_in_the_period(ask, month, scope, projects):
    given = {"from_month": "2024-02-01", "until_month": month} | EVERYWHERE

    assert ask("overview__funnel", **given)["n_scope"].tolist() == [scope]
    assert ask("overview__goals", measure="fines", **given)["n_projects"].tolist() == [projects]


def test_the_funnel_of_a_place_without_anything_is_zero(ask):
    assert ask("overview__funnel", **YEAR, area="GM9", project_type=None).iloc[0].tolist() == [0] * 7


def test_who_is_over_a_norm_and_since_when(ask):
    found = ask("overview__attention", until_month="2025-06-01", **EVERYWHERE)

    assert list(zip(found["reason"], found["project_code"], strict=True)) == [
        ("no_evaluation", "DONE"),
        ("not_destroyed", "DONE"),
        ("over_12", "OVER"),
        ("over_24", "LONG"),
    ]
    assert found["since_date"].tolist() == [
        pd.Timestamp(day) for day in ("2024-07-31", "2024-02-15", "2025-03-02", "2025-01-15")
    ]


def test_nobody_is_over_a_norm_before_it_has_passed(ask):
    assert ask("overview__attention", until_month="2023-06-01", **EVERYWHERE).empty


def test_a_goal_counts_when_it_was_set_before_the_start(ask):
    found = ask("overview__goals", measure="fines", **YEAR, **EVERYWHERE).iloc[0]

    assert found.tolist() == [3, 1, 1]
