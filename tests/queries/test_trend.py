"""A measure through time, of all partners and of one."""

from __future__ import annotations

import pytest

from dashboard.catalogue import query
from tests.queries.conftest import small_marts

MARTS = """
create schema mart;
create table mart.outcome_area as select *, 'irregular_addresses' as measure_code, 'area' as type_code, 'NL' as area_code
from (values ('A', date '2025-01-01', 20), ('A', date '2025-02-01', 10), ('B', date '2025-01-01', 5)) as t(partner_code, month, n_value);
create table mart.delivery as select *, is_missing and false as is_restated, if(is_missing, 0, 3) as n_months from (values
    ('A', date '2025-01-01', false, false), ('B', date '2025-01-01', false, false),
    ('A', date '2025-04-01', false, false), ('B', date '2025-04-01', false, true)
) as t(source_code, quarter, is_provisional, is_missing);
create table mart.project_quarter as
    select 'P1' as project_code, source_code, source_code as partner_code, quarter from mart.delivery;
create table mart.area as select 'GM1' as area_code, 'municipality' as level, 'PV1' as province_code;
"""
MARTS += """
create table mart.project as select * from (values
    ('P1', 'area', date '2025-01-10', date '2025-04-20', null), ('P2', 'area', date '2025-02-01', null, date '2025-02-20'),
    ('P3', 'area', date '2025-01-01', date '2025-01-31', null)
) as t(project_code, type_code, start_date, planned_end_date, end_date);
alter table mart.project add column title varchar;
update mart.project set title = 'Wijk ' || project_code;
create table mart.project_area as select project_code, 'GM1' as municipality_code, 'PV1' as province_code from mart.project;
create table mart.project_goal as select * from (values
    ('P1', 'fines', 40.0, date '2025-01-01'), ('P2', 'fines', 5.0, date '2025-01-01'), ('P3', 'fines', 99.0, date '2025-01-15')
) as t(project_code, measure_code, target_value, set_on_date);
create table mart.measure as select * from (values ('fines', 'Boetes', 'Fines'), ('visits', 'Bezoeken', 'Visits'))
    as t(measure_code, name_nl, name_en);
create table mart.measure_break as select * from (values
    ('fines', date '2024-01-01', 'Per uur', 'By the hour', 'Wet'), ('visits', date '2023-01-01', 'Anders', 'Other', 'Wet')
) as t(measure_code, break_date, name_nl, name_en, source);
create table mart.event as select * from (values
    (date '2025-05-19', 'ruling', 'Uitspraak', 'Ruling', 'Bron', null), (date '2025-05-19', 'parliament', 'Kamerbrief', 'Letter', 'Bron', null),
    (date '2025-01-01', 'organisation', 'Nieuwe naam', 'New name', 'Bron', null), (date '2024-12-31', 'society', 'Eerder', 'Earlier', 'Bron', null),
    (date '2025-12-31', 'society', 'Oudjaar', 'Last day', 'Bron', null), (date '2026-01-01', 'society', 'Later', 'Later', 'Bron', null),
    (date '2025-06-01', 'own', 'In GM1', 'In GM1', 'Bron', 'GM1'), (date '2025-06-02', 'own', 'In PV1', 'In PV1', 'Bron', 'PV1'),
    (date '2025-06-03', 'own', 'Elders', 'Elsewhere', 'Bron', 'GM2')
) as t(event_date, kind, name_nl, name_en, source, area_code);
"""
YEAR = {"from_month": "2025-01-01", "until_month": "2025-12-01", "area": None, "project_type": None, "grain": "quarter"}


@pytest.fixture(scope="module")
def ask():
    connection = small_marts(MARTS)

    def run(name, **given):
        statement = query("answers", name)
        known = {p.name for p in statement.parameters}
        return connection.execute(statement.sql, {k: v for k, v in (YEAR | given).items() if k in known}).df()

    return run


@pytest.mark.parametrize(
    ("partner", "values", "missing"), [(None, [35, 0], [0, 1]), ("A", [30, 0], [0, 0]), ("B", [5], [0])]
)
def test_counts_of_one_partner_leave_out_what_it_did_not_deliver(ask, partner, values, missing):
    found = ask("trend__count", measure="irregular_addresses", partner=partner)

    assert found["n_value"].tolist() == values
    assert found["n_missing"].tolist() == missing


def test_every_period_says_how_complete_it_is(ask):
    found = ask("trend__deliveries", partner=None)

    assert found["n_missing"].tolist() == [0, 1]
    assert found["n_sources"].tolist() == [2, 2]
    assert ask("trend__deliveries", partner="B")["period"].dt.month.tolist() == [1]


def test_goals_set_beforehand_are_spread_over_the_planned_months(ask):
    found = ask("trend__targets", measure="fines")

    assert found["period"].dt.month.tolist() == [1, 4]
    assert found["target_value"].tolist() == [35.0, 10.0]


def test_a_goal_set_after_the_start_is_none(ask):
    assert ask("trend__targets", measure="fines", grain="month")["target_value"].tolist() == [10.0, 15.0, 10.0, 10.0]


def test_events_of_the_period_stand_by_day_and_name(ask):
    found = ask("trend__events", area=None, project_type=None, most_projects=0)

    assert found["event_date"].dt.strftime("%m-%d").tolist() == ["01-01", "05-19", "05-19", "12-31"]
    assert found[["kind", "name_nl", "name_en"]].to_numpy().tolist() == [
        ["organisation", "Nieuwe naam", "New name"],
        ["parliament", "Kamerbrief", "Letter"],
        ["ruling", "Uitspraak", "Ruling"],
        ["society", "Oudjaar", "Last day"],
    ]


@pytest.mark.parametrize(
    ("area", "names"), [(None, []), ("GM1", ["In GM1", "In PV1"]), ("PV1", ["In PV1"]), ("GM2", ["Elders"])]
)
def test_an_event_of_an_area_is_seen_in_it_and_in_what_lies_in_it(ask, area, names):
    found = ask("trend__events", area=area, project_type=None, most_projects=0)

    assert found.loc[found["kind"] == "own", "name_nl"].tolist() == names


def test_projects_begin_and_end_unless_there_are_too_many(ask):
    few, many = (ask("trend__events", area="GM1", project_type=None, most_projects=most) for most in (3, 2))
    projects = few[few["kind"].str.startswith("project")]

    assert projects[["kind", "source"]].to_numpy().tolist() == [
        ["project_start", "P3"], ["project_start", "P1"], ["project_start", "P2"], ["project_end", "P2"],
    ]  # fmt: skip
    assert not many["kind"].str.startswith("project").any()


def test_a_break_belongs_to_its_measure():
    connection = small_marts(MARTS)

    def run(measure):
        return connection.execute(query("answers", "definitions__breaks").sql, {"measure": measure}).df()

    assert run("fines")["name_nl"].tolist() == ["Per uur"]
    assert run(None)["measure_name_nl"].tolist() == ["Boetes", "Bezoeken"]
