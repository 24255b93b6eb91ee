-- title:   Gebeurtenissen in een periode
-- grain:   one row per event; ordered by event_date, kind, name_nl
-- params:  from_month date = '2020-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null, most_projects integer = 6
-- returns: event_date date, kind varchar, name_nl varchar, name_en varchar, source varchar
-- source:  mart.event, mart.area, mart.project, mart.project_area
-- notes:   events of the programme, of the area or of its province; first and last day of each project of this area and
--          type, unless so many began or ended that they would hide all else
with

event as (
    select * from mart.event
    where
        area_code is null
        or area_code = $area
        or area_code in (
            select area.province_code from mart.area as area
            where area.area_code = $area
        )
),

begun as (
    select
        project_code,
        title,
        start_date,
        end_date
    from mart.project
    where
        mart.is_chosen(type_code, $project_type)
        and project_code in (
            select project_area.project_code from mart.project_area as project_area
            where mart.lies_in($area, project_area.municipality_code, project_area.province_code)
        )
        and (
            start_date between $from_month::date and last_day($until_month::date)
            or end_date between $from_month::date and last_day($until_month::date)
        )
),

few as (
    select * from begun
    qualify count(*) over () <= $most_projects
),

found as (
    select
        event_date,
        kind,
        name_nl,
        name_en,
        source
    from event
    union all
    select
        start_date as event_date,
        'project_start' as kind,
        title as name_nl,
        title as name_en,
        project_code as source
    from few
    union all
    select
        end_date as event_date,
        'project_end' as kind,
        title as name_nl,
        title as name_en,
        project_code as source
    from few
)

select *
from found
where event_date between $from_month and last_day($until_month::date)
order by event_date, kind, name_nl
