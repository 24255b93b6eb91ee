-- title:   Gebieden van projecten in een gemeente
-- grain:   one row per project and area; ordered by project_code, area_code
-- params:  parent varchar = 'GM9001', level varchar = 'neighbourhood', from_month date = '2022-01-01',
--          until_month date = '2025-12-01', project_type varchar? = null
-- returns: project_code varchar, title varchar, status varchar, area_code varchar, level varchar
-- source:  mart.project_area, mart.project, mart.area
-- notes:   a project area that is wider than the level counts for every area of the level inside it
with

area as (
    select
        area_code,
        level,
        unnest([area_code, district_code, municipality_code]) as covered_by_code
    from mart.area
    where
        level = $level
        and $parent in (municipality_code, district_code)
),

project as (
    select
        project_code,
        title,
        status
    from mart.project
    where
        start_date <= last_day($until_month::date)
        and coalesce(end_date, $until_month) >= $from_month
        and mart.is_chosen(type_code, $project_type)
),

place as (
    select
        project_code,
        unnest([current_area_code, current_district_code]) as covering_code,
        unnest([false, true]) as is_district
    from mart.project_area
)

select distinct
    project.project_code,
    project.title,
    project.status,
    area.area_code,
    area.level
from area
inner join place
    on
        area.covered_by_code = place.covering_code
        and (not place.is_district or area.area_code = place.covering_code)
inner join project on place.project_code = project.project_code
order by project.project_code, area.area_code
