-- title:   Gebeurtenissen in een periode
-- grain:   one row per event; ordered by event_date, name_nl
-- params:  from_month date = '2020-01-01', until_month date = '2025-12-01'
-- returns: event_date date, kind varchar, name_nl varchar, name_en varchar
-- source:  mart.event
select
    event_date,
    kind,
    name_nl,
    name_en
from mart.event
where event_date between $from_month and last_day($until_month::date)
order by event_date, name_nl
