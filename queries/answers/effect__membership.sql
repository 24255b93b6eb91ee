-- title:   Welke buurten in welk project zaten, en wanneer
-- grain:   one row per project and neighbourhood of today; ordered by project_code, area_code
-- params:  parents varchar[] = ['GM9001']
-- returns: project_code varchar, area_code varchar, start_date date, end_date date?
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
),

placed as (
    select
        place.project_code,
        inside.area_code
    from mart.project_area as place
    inner join inside on place.current_area_code = inside.area_code
    union
    select
        place.project_code,
        inside.area_code
    from mart.project_area as place
    inner join inside on place.current_district_code = inside.district_code
    where starts_with(place.area_code, 'WK')
    union
    select
        place.project_code,
        inside.area_code
    from mart.project_area as place
    inner join inside on place.area_code = inside.municipality_code
)

select
    placed.project_code,
    placed.area_code,
    project.start_date,
    project.end_date
from placed
inner join mart.project as project on placed.project_code = project.project_code
where project.start_date is not null
order by placed.project_code, placed.area_code
