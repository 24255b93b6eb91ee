"""Each answer of Projecten and Partners against small tables with an outcome known beforehand."""

from __future__ import annotations

import pytest

from dashboard.catalogue import query
from tests.queries.conftest import small_marts

MARTS = """
create schema mart;
create table mart.partner as select * from (values
    ('GEM', 'Gemeenten', 'Municipalities', date '2003-01-01', null::date),
    ('NLA', 'Inspectie SZW', 'Inspectorate', date '2012-01-01', date '2021-12-31'),
    ('NLA', 'Arbeidsinspectie', 'Labour Authority', date '2022-01-01', null)
) as t(partner_code, name_nl, name_en, valid_from_date, valid_to_date);
create table mart.project as select * from (values
    ('P1', 'Een', 'area', 'NLA', ['NLA', 'GEM'], ['GM1'], 'done', date '2021-12-01', date '2022-01-01', date '2021-01-01'),
    ('P2', 'Twee', 'area', 'NLA', ['NLA'], ['GM2'], 'done', date '2021-12-01', date '2021-12-31', null)
) as t(project_code, title, type_code, lead_partner_code, partner_codes, municipality_codes, status, planned_start_date,
    start_date, dpia_date);
alter table mart.project add column planned_end_date date;
alter table mart.project add column end_date date;
alter table mart.project add column extended_until_date date;
alter table mart.project add column extension_reason varchar;
alter table mart.project add column stated_on_date date;
alter table mart.project add column reason varchar;
alter table mart.project add column manager_organisation varchar;
alter table mart.project add column manager_role varchar;
alter table mart.project add column covenant_version varchar;
alter table mart.project add column council_decision_date date;
alter table mart.project add column has_prior_goal boolean;
create table mart.project_type as select 'area' as type_code, 'Wijk' as name_nl, 'Area' as name_en;
create table mart.project_area as select * from (values
    ('P1', 'GM1', 'PV1', 'WK1', 'BU1'), ('P1', 'GM2', 'PV1', 'WK2', 'WK2'), ('P2', 'GM2', 'PV1', 'WK2', 'BU3')
) as t(project_code, municipality_code, province_code, current_district_code, current_area_code);
create table mart.area as select * from (values
    ('GM1', 'Aa', 'municipality', 'PV1', null), ('GM2', 'Bee', 'municipality', 'PV1', null),
    ('PV1', 'Zuid', 'province', 'PV1', null), ('BU2', 'Bee 2', 'neighbourhood', 'PV1', 'WK2')
) as t(area_code, area_name, level, province_code, district_code);
create table mart.step as select * from (values ('S01', 'P0', 1), ('S02', 'P0', 2), ('S03', 'P1', 3))
    as t(step_code, phase_code, position);
alter table mart.step add column phase_name_nl varchar;
alter table mart.step add column phase_name_en varchar;
create table mart.project_step as select * from (values
    ('P1', 'S01', date '2021-01-01', date '2021-01-05', null),
    ('P1', 'S02', date '2021-02-01', null, 'niet gedaan'),
    ('P1', 'S03', date '2021-03-01', date '2021-03-09', null)
) as t(project_code, step_code, planned_date, actual_date, note);
create table mart.referral as select * from (values
    ('GEM', 'NLA', date '2022-01-01', 'area', 'GM1', 'PV1', 10, 5),
    ('GEM', 'NLA', date '2022-02-01', 'area', 'GM2', 'PV1', 5, 0),
    ('GEM', 'NLA', date '2023-01-01', 'area', 'GM1', 'PV1', 50, 0)
) as t(from_partner_code, to_partner_code, month, type_code, municipality_code, province_code, n_passed_on, n_settled);
create table mart.outcome_area as select * from (values
    ('NL', 'visits', 'NLA', date '2022-12-01', 'area', 7), ('NL', 'visits', 'GEM', date '2022-01-01', 'area', 20),
    ('NL', 'visits', 'GEM', date '2022-05-01', 'park', 10), ('NL', 'checks', 'GEM', date '2022-01-01', 'area', 0),
    ('NL', 'other', 'GEM', date '2022-01-01', 'area', 99), ('GM1', 'visits', 'GEM', date '2022-01-01', 'area', 5),
    ('NL', 'visits', 'GEM', date '2021-12-01', 'area', 50), ('NL', 'visits', 'GEM', date '2023-01-01', 'area', 50)
) as t(area_code, measure_code, partner_code, month, type_code, n_value);
create table mart.settlement as select * from (values ('NLA', 2021, 30, 7), ('NLA', 2022, 30, 5), ('NLA', 2022, 60, 2))
    as t(to_partner_code, year, days_from, n_settled);
create table mart.measure as select * from (values ('fine', 'established'), ('tax', 'established'), ('got', 'collected'))
    as t(measure_code, money_kind);
create table mart.delivery as select * from (values
    ('GM2', 'GEM', 'PV1', date '2021-10-01', false), ('GM2', 'GEM', 'PV1', date '2022-01-01', false),
    ('NLA', 'NLA', null, date '2022-01-01', true)
) as t(source_code, partner_code, province_code, quarter, is_missing);
create table mart.project_quarter as select 'P2' as project_code, source_code, partner_code, quarter from mart.delivery;
alter table mart.delivery add column reference_date date;
alter table mart.delivery add column first_reference_date date;
alter table mart.delivery add column is_provisional boolean;
alter table mart.delivery add column is_restated boolean;
alter table mart.delivery add column is_expected boolean default true;
alter table mart.delivery add column due_date date default date '2022-05-15';
alter table mart.delivery add column days_late integer default 0;
"""
YEAR = {"from_month": "2022-01-01", "until_month": "2022-12-01"}
SCOPE = {"area": None, "project_type": None}


@pytest.fixture(scope="module")
def ask():
    connection = small_marts(MARTS)
    return lambda name, **given: connection.execute(query("answers", name).sql, given).df()


def test_a_lead_bears_the_name_of_the_day_its_project_started(ask):
    found = ask("projects__list", area=None).set_index("project_code")

    assert found["lead_name_nl"].to_dict() == {"P1": "Arbeidsinspectie", "P2": "Inspectie SZW"}
    assert found["has_dpia"].to_dict() == {"P1": True, "P2": False}
    assert str(found.loc["P1", "last_step_date"].date()) == "2021-03-09"


@pytest.mark.parametrize(
    ("area", "expected"), [("GM1", ["P1"]), ("GM2", ["P1", "P2"]), ("PV1", ["P1", "P2"]), ("GM9", [])]
)
def test_a_project_counts_in_every_area_it_works_in(ask, area, expected):
    assert ask("projects__list", area=area)["project_code"].tolist() == expected


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        (["GM1"], ["P1"]),
        (["WK2"], ["P2", "P1"]),
        (["BU3"], ["P2"]),
        (["BU2"], ["P1"]),  # a project of the whole wijk
        (["BU1", "BU3"], ["P2", "P1"]),
        (["BU9"], []),
    ],
)
def test_an_area_has_the_projects_that_ever_worked_in_it_oldest_first(ask, areas, expected):
    assert ask("area__projects", areas=areas, until_month="2026-01-01")["project_code"].tolist() == expected


def test_an_area_has_no_project_that_began_after_the_period(ask):
    assert ask("area__projects", areas=["GM1"], until_month="2021-12-01")["project_code"].tolist() == []


def test_the_card_names_partners_and_municipalities(ask):
    row = ask("projects__card", project="P1").iloc[0]

    assert row["partners_nl"] == "Arbeidsinspectie, Gemeenten"
    assert row["municipalities"] == "Aa"


def test_a_phase_has_its_first_and_last_dates_and_its_notes(ask):
    found = ask("projects__phases", projects=["P1"])

    assert found["phase_code"].tolist() == ["P0", "P1"]
    assert (found.loc[0, "n_steps"], found.loc[0, "n_done"]) == (2, 1)
    assert str(found.loc[0, "planned_until_date"].date()) == "2021-02-01"
    assert str(found.loc[0, "actual_until_date"].date()) == "2021-01-05"
    assert found.loc[0, "note"] == "niet gedaan"


REALISED = """
create schema mart;
create table mart.project as select * from (values
    ('P1', 'area', date '2025-01-01', date '2026-01-01'), ('P2', 'area', date '2025-12-01', date '2026-01-01'),
    ('P3', 'park', null, date '2026-01-01')
) as t(project_code, type_code, end_date, stated_on_date);
create table mart.project_type as select * from (values ('area', 'Wijk', 'Area'), ('park', 'Park', 'Park'))
    as t(type_code, name_nl, name_en);
create table mart.project_step as select * from (values
    ('P1', 'S01', date '2024-01-01', date '2024-01-31'), ('P1', 'S02', date '2024-01-01', date '2024-02-01'),
    ('P1', 'S03', null, date '2024-03-01'), ('P1', 'S22', null, null), ('P1', 'S25', date '2025-01-01', date '2025-01-01'),
    ('P1', 'S26', date '2025-07-01', date '2025-07-20'), ('P1', 'S27', date '2025-12-31', null),
    ('P1', 'S28', date '2027-01-01', null), ('P2', 'S22', null, null), ('P3', 'S22', null, date '2025-12-31')
) as t(project_code, step_code, planned_date, actual_date);
create table mart.sustainment as select * from (values ('P1', 'A1', 6), ('P1', 'A2', 6))
    as t(project_code, agreement_code, moment_months);
"""


def test_steps_count_in_time_within_30_days_and_what_is_not_due_is_not_missed():
    """Of P1 one of four dated steps was a day too late; the evaluation of P2 is not due yet, that of P3 came early."""
    connection = small_marts(REALISED)
    sql = query("answers", "projects__realisation").sql
    found = connection.execute(sql, {"projects": ["P1", "P2", "P3"]}).df().set_index("type_code")

    assert found.loc["area", ["n_projects", "n_dated", "n_in_time"]].tolist() == [2, 4, 3]
    assert found.loc["area", ["n_evaluations_due", "n_evaluated"]].tolist() == [1, 0]
    assert found.loc["area", ["n_follow_ups_due", "n_followed_up"]].tolist() == [2, 1]
    assert found.loc["park", ["n_evaluations_due", "n_evaluated", "n_follow_ups_due"]].tolist() == [1, 1, 0]


@pytest.mark.parametrize(("month", "name"), [("2021-12-01", "Inspectie SZW"), ("2022-01-01", "Arbeidsinspectie")])
def test_names_are_those_of_the_end_of_the_period(ask, month, name):
    assert ask("partners__names", until_month=month).set_index("partner_code").loc["NLA", "name_nl"] == name


def test_flows_add_months_of_the_period_and_follow_the_area(ask):
    whole = ask("partners__flows", **YEAR, **SCOPE).iloc[0]
    part = ask("partners__flows", **YEAR, **(SCOPE | {"area": "GM1"})).iloc[0]

    assert (whole["n_passed_on"], whole["n_settled"]) == (15, 5)
    assert part["n_passed_on"] == 10


def test_lead_times_add_the_years_of_the_period(ask):
    assert ask("partners__settlement", **YEAR)["n_settled"].tolist() == [5, 2]
    assert ask("partners__settlement", from_month="2021-01-01", until_month="2022-12-01")["n_settled"].tolist() == [
        12,
        2,
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("checks", "GEM", 0), ("visits", "GEM", 30), ("visits", "NLA", 7)]),
        ({"measures": ["visits"], "project_type": "park"}, [("visits", "GEM", 10)]),
        ({"area": "GM1"}, [("visits", "GEM", 5)]),
        ({"measures": []}, []),
    ],
)
def test_counts_of_the_asked_measures_stand_by_partner(ask, given, expected):
    found = ask("partners__counts", **YEAR, **({"measures": ["visits", "checks"]} | SCOPE | given))

    assert list(found.itertuples(index=False, name=None)) == expected


def test_every_quarter_of_every_source_is_told_and_the_period_marked(ask):
    found = ask("partners__deliveries", **YEAR, **SCOPE)

    assert found["source_code"].tolist() == ["NLA", "GM2", "GM2"]
    assert found["name_nl"].tolist() == ["Arbeidsinspectie", "Bee", "Bee"]
    assert found["province_name"].fillna("").tolist() == ["", "Zuid", "Zuid"]
    assert found["is_chosen"].tolist() == [True, False, True]
    assert found["is_missing"].tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("area", "sources"), [("GM1", []), ("GM2", ["NLA", "GM2", "GM2"]), ("PV1", ["NLA", "GM2", "GM2"])]
)
def test_of_an_area_only_those_are_told_who_deliver_for_its_projects(ask, area, sources):
    assert ask("partners__deliveries", **YEAR, area=area, project_type=None)["source_code"].tolist() == sources
