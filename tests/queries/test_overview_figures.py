"""Series, partners and completeness of Overzicht against small tables with an outcome known beforehand."""

from __future__ import annotations

import pytest

MARTS = """
create schema mart;
create table mart.outcome_area as select * from (values
    ('NL', 'visits', 'B', date '2025-02-01', 'area', 7), ('NL', 'visits', 'A', date '2025-01-01', 'area', 20),
    ('NL', 'visits', 'A', date '2025-03-01', 'park', 10), ('NL', 'visits', 'A', date '2025-04-01', 'area', 5),
    ('NL', 'checks', 'A', date '2025-12-01', 'area', 90),
    ('NL', 'visits', 'A', date '2024-12-01', 'area', 500), ('NL', 'visits', 'A', date '2026-01-01', 'area', 500),
    ('PV1', 'visits', 'A', date '2025-01-01', 'area', 15), ('GM1', 'visits', 'A', date '2025-01-01', 'area', 10)
) as t(area_code, measure_code, partner_code, month, type_code, n_value);
create table mart.referral as select * from (values
    (date '2025-06-01', 'area', 'GM1', 'PV1', 10, 0), (date '2025-04-01', 'park', 'GM2', 'PV1', 20, 15),
    (date '2025-03-01', 'area', 'GM3', 'PV2', 5, 5),
    (date '2024-12-01', 'area', 'GM1', 'PV1', 70, 70), (date '2026-01-01', 'area', 'GM1', 'PV1', 70, 70)
) as t(month, type_code, municipality_code, province_code, n_passed_on, n_settled);
create table mart.partner as select * from (values
    ('C', 'Later', 'Later', date '2026-01-01', null), ('B', 'Dienst', 'Service', date '2003-01-01', null),
    ('A', 'Nieuw', 'New', date '2024-01-01', date '2025-12-31'), ('A', 'Oud', 'Old', date '2003-01-01', date '2023-12-31'),
    ('A', 'Straks', 'Soon', date '2026-01-01', null), ('D', 'Stil', 'Silent', date '2003-01-01', null)
) as t(partner_code, name_nl, name_en, valid_from_date, valid_to_date);
create table mart.delivery as select * from (values
    ('A', date '2025-01-01', false, false), ('A', date '2025-04-01', false, true), ('A', date '2025-07-01', false, true),
    ('B', date '2025-01-01', false, false), ('B', date '2025-04-01', true, false), ('B', date '2025-07-01', true, false),
    ('D', date '2025-01-01', true, false), ('D', date '2025-04-01', false, true), ('D', date '2025-07-01', false, false),
    ('E', date '2025-01-01', false, false), ('E', date '2025-04-01', false, false), ('E', date '2025-07-01', false, false),
    ('A', date '2024-10-01', true, true), ('A', date '2026-01-01', true, true)
) as t(source_code, quarter, is_missing, is_provisional);
alter table mart.delivery add column is_restated boolean default false;
create table mart.project_quarter as
    select 'P1' as project_code, source_code, source_code as partner_code, quarter from mart.delivery;
create table mart.area as select 'GM1' as area_code, 'Stad' as area_name, 'municipality' as level, 'PV1' as province_code;
create table mart.project as select * from (values
    ('P1', 'area', date '2024-05-01', null), ('P2', 'area', date '2025-04-01', date '2025-09-30'),
    ('P3', 'park', date '2025-02-01', date '2025-02-20'), ('P4', 'area', date '2024-01-01', date '2025-04-01'),
    ('P5', 'area', null, null), ('P6', 'area', date '2020-01-01', date '2024-12-31')
) as t(project_code, type_code, start_date, end_date);
create table mart.project_area as select *, project.type_code from (values
    ('P1', 'BU1', 'WK1', 'GM1', 'PV1'), ('P1', 'BU2', 'WK1', 'GM1', 'PV1'), ('P2', null, null, 'GM2', 'PV1'),
    ('P3', 'BU3', 'WK2', 'GM1', 'PV1'), ('P4', 'WK3', 'WK3', 'GM3', 'PV2'), ('P5', 'BU1', 'WK1', 'GM1', 'PV1'),
    ('P6', 'BU1', 'WK1', 'GM1', 'PV1')
) as t(project_code, current_area_code, current_district_code, municipality_code, province_code)
inner join mart.project as project using (project_code);
create table mart.sustainment as select * from (values
    ('P1', 'A1', 6, 'working'), ('P1', 'A1', 0, 'assigned'), ('P1', 'A2', 0, 'working'),
    ('P2', 'A1', 0, 'assigned'), ('P2', 'A1', 12, 'stopped'), ('P2', 'A1', 6, 'working'),
    ('P3', 'A1', 0, 'assigned'), ('P3', 'A1', 24, 'working')
) as t(project_code, agreement_code, moment_months, status);
"""
YEAR = {"from_month": "2025-01-01", "until_month": "2025-12-01"}
Q1, Q2, Q3, Q4 = (f"2025-{month}-01 00:00:00" for month in ("01", "04", "07", "10"))


def test_counts_of_all_partners_stand_by_measure_and_quarter(rows):
    columns = "measure_code quarter n_value"

    assert rows("overview__counts", columns, **YEAR) == [
        ("checks", Q4, "90"),
        ("visits", Q1, "37"),
        ("visits", Q2, "5"),
    ]
    assert rows("overview__counts", columns, project_type="park", **YEAR) == [("visits", Q1, "10")]
    assert rows("overview__counts", columns, area="PV1", **YEAR) == [("visits", Q1, "15")]
    assert rows("overview__counts", columns, area="GM1", **YEAR) == [("visits", Q1, "10")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [(Q1, "5", "5"), (Q2, "30", "15")]),
        ({"project_type": "area"}, [(Q1, "5", "5"), (Q2, "10", "0")]),
        ({"area": "PV1"}, [(Q2, "30", "15")]),
        ({"area": "GM2"}, [(Q2, "20", "15")]),
    ],
)
def test_referrals_of_the_period_stand_by_quarter(rows, given, expected):
    assert rows("overview__referrals", "quarter n_passed_on n_settled", **given, **YEAR) == expected


def test_a_partner_without_results_is_there_with_its_missing_quarters(rows):
    columns = "partner_code name_nl name_en n_value n_missing n_provisional"

    assert rows("overview__partners", columns, measure="visits", **YEAR) == [
        ("A", "Nieuw", "New", "35", "0", "2"),
        ("B", "Dienst", "Service", "7", "2", "0"),
        ("D", "Stil", "Silent", "<NA>", "1", "1"),
    ]


def test_completeness_is_that_of_the_projects_of_an_area_and_type(rows):
    asked = {"columns": "n_sources", **YEAR}

    assert rows("overview__completeness", **asked, area="GM1") == [("4",)]
    assert rows("overview__completeness", **asked, area="GM3") == [("0",)]
    assert rows("overview__completeness", **asked, project_type="area") == [("4",)]
    assert rows("overview__completeness", **asked, project_type="park") == [("0",)]


def test_counts_of_a_partner_follow_area_and_type(rows):
    def found(**given):
        return rows("overview__partners", "n_value", measure="visits", **given, **YEAR)

    assert found(area="GM1") == [("10",), ("<NA>",), ("<NA>",)]
    assert found(project_type="park") == [("10",), ("<NA>",), ("<NA>",)]


def test_a_period_is_complete_for_who_missed_no_quarter_of_it(rows):
    columns = "n_sources n_complete n_provisional missing first_provisional_quarter"

    assert rows("overview__completeness", columns, **YEAR) == [("4", "2", "2", "B, D", Q2)]
    in_quarter = {"from_month": "2025-02-01", "until_month": "2025-03-01"}
    assert rows("overview__completeness", columns, **in_quarter) == [("4", "3", "0", "D", "NaT")]
    assert rows("overview__completeness", "n_sources", from_month="2030-01-01", until_month="2030-12-01") == [("0",)]


@pytest.mark.parametrize(
    ("given", "running", "closed"),
    [
        ({}, "2 2 1 1", "1 1 1 0"),
        ({"project_type": "park"}, "0 0 0 0", "1 0 0 0"),
        ({"area": "PV1"}, "1 2 1 1", "1 0 1 0"),
        ({"area": "GM3"}, "1 0 0 0", "0 1 0 0"),
        ({"area": "WK1"}, "1 1 1 1", "0 0 0 0"),
        ({"area": "BU3"}, "0 0 0 0", "1 0 0 0"),
        ({"area": "GM9"}, "0 0 0 0", "0 0 0 0"),
    ],
)
def test_a_project_runs_at_the_end_of_a_quarter_or_closed_in_it(rows, given, running, closed):
    found = rows("overview__projects", "quarter n_running n_closed", **given, **YEAR)

    expected = zip((Q1, Q2, Q3, Q4), running.split(), closed.split(), strict=True)
    assert found == list(expected)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("4", "2", "1")),
        ({"project_type": "area"}, ("3", "1", "1")),
        ({"area": "PV1"}, ("4", "2", "1")),
        ({"area": "GM2"}, ("1", "0", "0")),
        ({"area": "WK1"}, ("2", "1", "1")),
        ({"area": "BU3"}, ("1", "1", "0")),
        ({"area": "GM9"}, ("0", "0", "0")),
    ],
)
def test_an_agreement_counts_once_by_its_last_measured_status(rows, given, expected):
    assert rows("overview__sustainment", "n_agreed n_working n_unmeasured", **given) == [expected]
