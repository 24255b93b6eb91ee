-- title:   Welke projecten er ooit in gebieden werkten, en waarom
-- grain:   one row per project; ordered by first_date, project_code
-- params:  areas varchar[] = ['GM9001'], until_month date = '2025-12-01'
-- returns: project_code varchar, title varchar, type_name_nl varchar, type_name_en varchar, first_date date,
--          end_date date?, stated_reason varchar?
-- source:  mart.project, mart.project_area, mart.project_type
-- notes:   an area is a province, gemeente, wijk or buurt; a project of a whole wijk worked in each buurt of it too;
--          first_date is the planned start where a project has not begun
with

district as (
    select district_code from mart.area
    where level = 'neighbourhood' and list_contains($areas, area_code)
),

place as (
    select distinct project_code
    from mart.project_area
    where
        list_contains($areas, province_code)
        or list_contains($areas, municipality_code)
        or list_contains($areas, current_district_code)
        or list_contains($areas, current_area_code)
        or current_area_code in (select district.district_code from district)
)

select
    project.project_code,
    project.title,
    kind.name_nl as type_name_nl,
    kind.name_en as type_name_en,
    coalesce(project.start_date, project.planned_start_date) as first_date,
    project.end_date,
    project.reason as stated_reason
from mart.project as project
inner join place on project.project_code = place.project_code
inner join mart.project_type as kind on project.type_code = kind.type_code
where coalesce(project.start_date, project.planned_start_date) <= last_day($until_month::date)
order by first_date, project.project_code
