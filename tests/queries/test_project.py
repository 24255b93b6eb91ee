"""Each answer of a dossier against small tables with an outcome known beforehand."""

from __future__ import annotations

import pytest

from dashboard.catalogue import query

MARTS = """
create schema mart;
create table mart.project as select * from (values
    ('P1', 'Een', 'area', 'GEM', ['GEM', 'UWV'], date '2024-01-15', date '2024-01-20', date '2024-12-01', 'done'),
    ('P2', 'Twee', 'area', 'UWV', ['UWV'], date '2020-01-01', null, null, 'proposed')
) as t(project_code, title, type_code, lead_partner_code, partner_codes, planned_start_date, start_date, end_date, status);
create table mart.project_type as select 'area' as type_code, 'Wijk' as name_nl, 'Area' as name_en;
create table mart.partner as select * from (values
    ('GEM', 'Oud', 'Old', date '2003-01-01', date '2020-12-31'), ('GEM', 'Nieuw', 'New', date '2021-01-01', null),
    ('UWV', 'UWV', 'UWV', date '2003-01-01', null)
) as t(partner_code, name_nl, name_en, valid_from_date, valid_to_date);
create table mart.delivery as select * from (values
    ('GM1', date '2024-01-01', false, true), ('GM1', date '2024-04-01', true, false),
    ('GM1', date '2023-10-01', true, false), ('UWV', date '2024-01-01', false, false)
) as t(source_code, quarter, is_missing, is_provisional);
create table mart.project_quarter as
    select 'P1' as project_code, source_code, if(source_code = 'GM1', 'GEM', source_code) as partner_code, quarter
    from mart.delivery where quarter >= date '2024-01-01';
create table mart.project_area as select * from (values
    ('P1', 'BU1', 2022, 'BU1', 'GM1', 300, 10), ('P1', 'BU2', 2022, null, 'GM1', 100, null),
    ('P2', 'BU3', 2022, 'BU3', 'GM1', 50, 1)
) as t(project_code, area_code, area_year, current_area_code, municipality_code, n_addresses, n_companies);
alter table mart.project_area add column province_code varchar default 'PV1';
create table mart.area as select * from (values
    ('BU1', 'Een', 'neighbourhood', 'WK1', 'GM1', 1, 20.0), ('BU3', 'Drie', 'neighbourhood', 'WK1', 'GM1', 5, 60.0),
    ('GM1', 'Stad', 'municipality', null, 'GM1', 3, 40.0)
) as t(area_code, area_name, level, district_code, municipality_code, urbanity_class, owner_occupied_pct);
create table mart.step as select * from (values ('S01', 1), ('S02', 2)) as t(step_code, position);
alter table mart.step add column phase_code varchar; alter table mart.step add column phase_name_nl varchar;
alter table mart.step add column phase_name_en varchar; alter table mart.step add column name_nl varchar;
alter table mart.step add column name_en varchar;
create table mart.project_step as select 'P1' as project_code, 'S02' as step_code, date '2024-02-01' as planned_date,
    date '2024-03-01' as actual_date, 'dpia' as document, date '2024-03-15' as adopted_on_date, 'klaar' as note;
create table mart.measure as select * from (values
    ('examined_addresses', 1, 'count', 'none', 'count'), ('irregular_addresses', 2, 'count', 'none', 'count'),
    ('eur_fines', 3, 'eur', 'none', 'amount'), ('complaints', 4, 'count', 'less', 'count')
) as t(measure_code, position, unit, polarity, protection);
alter table mart.measure add column name_nl varchar; alter table mart.measure add column name_en varchar;
alter table mart.measure add column theme varchar;
create table mart.outcome_project as select * from (values
    ('P1', 'examined_addresses', 'GEM', date '2024-01-01', 40::bigint), ('P1', 'examined_addresses', 'UWV', date '2024-03-01', 20),
    ('P1', 'irregular_addresses', 'GEM', date '2024-03-01', 15), ('P2', 'examined_addresses', 'GEM', date '2024-01-01', 5)
) as t(project_code, measure_code, partner_code, month, n_value);
create table mart.amount_total as select *, 'project' as view from (values
    ('P1', 'eur_fines', 900.0::double, true, 20, 'all'), ('P1', 'eur_fines', 100.0, false, 15, 'all'),
    ('P1', 'eur_fines', 70.0, false, 15, 'decided')
) as t(project_code, measure_code, amount_eur, is_mixed, margin_pct, grain);
create table mart.referral as select * from (values
    ('P1', 'GEM', 'UWV', date '2024-01-01', 10::bigint, 5::bigint), ('P1', 'GEM', 'UWV', date '2024-04-01', 20, 10)
) as t(project_code, from_partner_code, to_partner_code, month, n_passed_on, n_settled);
create table mart.project_goal as select * from (values
    ('P1', 'examined_addresses', 50.0, date '2024-01-20'), ('P1', 'eur_fines', 500.0, date '2024-01-21'),
    ('P1', 'complaints', 5.0, date '2023-01-01')
) as t(project_code, measure_code, target_value, set_on_date);
create table mart.project_cost as select 'P1' as project_code, 'GEM' as partner_code, 5000.0::double as cost_eur,
    40.0::double as effort_hours, date '2024-12-01' as stated_until_month;
"""


@pytest.fixture
def rows(marts):
    """Run an answer on the small marts: rows as tuples of the wanted columns."""

    def run(name: str, columns: str, **given: object) -> list[tuple[object, ...]]:
        found = marts.execute(query("answers", f"project__{name}").sql, given)
        names = [column[0] for column in found.description]
        return [tuple(row[names.index(one)] for one in columns.split()) for row in found.fetchall()]

    return run


def test_an_area_that_is_no_longer_there_keeps_its_code_and_town(rows):
    columns = "area_code area_name municipality_name is_comparable n_addresses n_companies"

    assert rows("areas", columns, project="P1") == [
        ("BU1", "Een", "Stad", True, 300, 10),
        ("BU2", None, "Stad", False, 100, None),
    ]


def test_the_map_has_the_whole_town_and_says_what_lies_inside(rows):
    given = {"project": "P1", "level": "neighbourhood"}

    assert rows("map", "area_code is_inside", **given) == [("BU1", True), ("BU3", False)]
    assert rows("map", "area_code is_inside", **given | {"level": "municipality"}) == [("GM1", True)]


def test_every_step_is_there_also_one_never_mentioned(rows):
    found = rows("steps", "step_code actual_date note", project="P1")

    assert found[0] == ("S01", None, None)
    assert (found[1][0], str(found[1][1]), found[1][2]) == ("S02", "2024-03-01", "klaar")


def test_a_goal_of_the_first_day_is_prior_and_of_the_next_is_not(rows):
    assert rows("goals", "measure_code is_prior reached", projects=["P1"]) == [
        ("complaints", True, 0.0),
        ("eur_fines", False, 100.0),
        ("examined_addresses", True, 60.0),
    ]


def test_an_amount_reached_has_its_margin_and_is_without_what_is_mixed(rows):
    found = rows("goals", "measure_code reached margin_pct", projects=["P1"])

    assert [row for row in found if row[0] == "eur_fines"] == [("eur_fines", 100.0, 15)]


def test_counts_stand_by_measure_and_partner(rows):
    assert rows("counts", "measure_code partner_code n_value", project="P1") == [
        ("examined_addresses", "GEM", 40),
        ("examined_addresses", "UWV", 20),
        ("irregular_addresses", "GEM", 15),
    ]


def test_partners_bear_the_name_of_then_and_miss_only_quarters_of_the_project(rows):
    columns = "partner_code name_nl is_lead takes_part n_quarters n_missing n_provisional"

    assert rows("partners", columns, project="P1") == [
        ("GEM", "Nieuw", True, True, 2, 1, 1),
        ("UWV", "UWV", False, True, 1, 0, 0),
    ]
    assert rows("partners", "name_nl takes_part n_quarters", project="P2")[0] == ("Oud", False, 0)


def test_a_funnel_stops_counting_at_the_age_asked_for(rows):
    columns = "project_code n_scope n_examined n_irregular n_passed_on n_settled"

    assert rows("funnels", columns, projects=["P1", "P2"], months=2) == [
        ("P1", 400, 40, 0, 10, 5),
        ("P2", 50, 5, 0, 0, 0),
    ]
    assert rows("funnels", columns, projects=["P1"], months=3) == [("P1", 400, 60, 15, 10, 5)]
    assert rows("funnels", columns, projects=["P1"], months=999) == [("P1", 400, 60, 15, 30, 15)]


def test_flows_are_added_up_over_months(rows):
    assert rows("flows", "from_partner_code to_partner_code n_passed_on n_settled", project="P1") == [
        ("GEM", "UWV", 30, 15)
    ]


def test_a_cost_nobody_stated_is_no_row(rows):
    assert rows("costs", "partner_code cost_eur effort_hours", project="P1") == [("GEM", 5000.0, 40.0)]
    assert rows("costs", "partner_code cost_eur", project="P2") == []


def test_kind_of_area_is_weighted_by_addresses_and_falls_back_on_the_town(rows):
    found = rows("features", "project_code partner_codes n_addresses urbanity_class owner_occupied_pct")

    assert found == [("P1", "GEM UWV", 400, 1.5, 25.0), ("P2", "UWV", 50, 5.0, 60.0)]
