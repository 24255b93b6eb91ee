-- title:   Welke buurten in welk project zaten, en wanneer
-- grain:   one row per project and neighbourhood of today; ordered by project_code, area_code
-- params:  parents varchar[] = ['GM9001']
-- returns: project_code varchar, area_code varchar, start_date date, end_date date
-- source:  mart.project_area, mart.project, mart.area
-- notes:   parents are codes of municipalities or provinces; a project in a whole wijk or gemeente is in all its
--          buurten
with

inside as (
    select * from mart.area
    where
        level = 'neighbourhood'
        and not is_water
        and (
            list_contains($parents::varchar[], municipality_code)
            or list_contains($parents::varchar[], province_code)
        )
)

select distinct
    place.project_code,
    inside.area_code,
    project.start_date,
    project.end_date
from mart.project_area as place
inner join mart.project as project on place.project_code = project.project_code
inner join inside
    on
        place.current_area_code = inside.area_code
        or (starts_with(place.area_code, 'WK') and place.current_district_code = inside.district_code)
        or place.area_code = inside.municipality_code
where project.start_date is not null
order by place.project_code, inside.area_code
