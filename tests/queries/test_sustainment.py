"""Each answer of Borging against small tables with an outcome known beforehand."""

from __future__ import annotations

MARTS = """
create schema mart;
create table mart.project as select * from (values
    ('P1', 'Een', 'area', 'GEM', date '2025-10-01'), ('P2', 'Twee', 'address', 'GEM', date '2025-04-01')
) as t(project_code, title, type_code, lead_partner_code, stated_on_date);
create table mart.project_type as select * from (values ('area', 'Wijk', 'Area'), ('address', 'Adres', 'Address'))
    as t(type_code, name_nl, name_en);
create table mart.partner as select * from (values
    ('GEM', 'Gemeente', 'Municipality', date '2003-01-01', date '2020-12-31'),
    ('GEM', 'Gemeenten', 'Municipalities', date '2021-01-01', null)
) as t(partner_code, name_nl, name_en, valid_from_date, valid_to_date);
create table mart.project_area as select * from (values ('P1', 'GM1', 'PV1'), ('P2', 'GM2', 'PV1'))
    as t(project_code, municipality_code, province_code);
create table mart.project_step as select * from (values
    ('P1', 'S25', date '2024-06-01', date '2024-06-15'),
    ('P1', 'S26', date '2024-12-01', date '2024-12-03'),
    ('P1', 'S27', date '2025-06-01', null),
    ('P2', 'S25', null, date '2025-03-10')
) as t(project_code, step_code, planned_date, actual_date);
create table mart.sustainment as select * from (values
    ('P1', 'A1', 0, 'assigned', 'fines', 100::bigint),
    ('P1', 'A1', 6, 'working', 'fines', 95),
    ('P1', 'A2', 0, 'not_started', null, null),
    ('P2', 'A1', 0, 'assigned', null, null),
    ('P2', 'A1', 12, 'stopped', null, null)
) as t(project_code, agreement_code, moment_months, status, measure_code, n_value);
alter table mart.sustainment add column agreement varchar default 'Overleg';
alter table mart.sustainment add column owner_organisation varchar default 'Gemeente';
alter table mart.sustainment add column owner_role varchar default 'Teamleider';
alter table mart.sustainment add column embedded_in varchar default 'werkproces';
alter table mart.sustainment add column due_date date;
alter table mart.sustainment add column evidence varchar;
"""


def test_an_agreement_has_its_last_status_and_every_value(rows):
    columns = "project_code agreement_code status measured_months n_0 n_6 n_12"

    assert rows("sustainment__agreements", columns) == [
        ("P1", "A1", "working", "6", "100", "95", "<NA>"),
        ("P1", "A2", "not_started", "0", "<NA>", "<NA>", "<NA>"),
        ("P2", "A1", "stopped", "12", "<NA>", "<NA>", "<NA>"),
    ]


def test_the_day_of_a_year_after_is_planned_or_counted_from_closing(rows):
    found = rows("sustainment__agreements", "project_code due_12_date stated_on_date")

    assert found[0] == ("P1", "2025-06-01 00:00:00", "2025-10-01 00:00:00")
    assert found[2] == ("P2", "2026-03-10 00:00:00", "2025-10-01 00:00:00")


def test_area_and_type_narrow_the_agreements(rows):
    assert len(rows("sustainment__agreements", "title", area="GM1")) == 2
    assert rows("sustainment__agreements", "title", project_type="address") == [("Twee",)]
    assert len(rows("sustainment__agreements", "title", area="PV1")) == 3


def test_what_is_measured_or_stepped_is_no_longer_due(rows):
    columns = "project_code moment_months due_date n_agreements lead_name_nl"

    assert rows("sustainment__follow_ups", columns) == [
        ("P1", "12", "2025-06-01 00:00:00", "2", "Gemeenten"),
        ("P2", "6", "2025-09-10 00:00:00", "1", "Gemeenten"),
        ("P1", "24", "2026-06-15 00:00:00", "2", "Gemeenten"),
        ("P2", "24", "2027-03-10 00:00:00", "1", "Gemeenten"),
    ]
