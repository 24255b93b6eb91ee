-- title:   Gebieden rond één project, en welke het beslaat
-- grain:   one row per area; ordered by area_code
-- params:  project varchar = 'LSI-2019-001', level varchar = 'neighbourhood'
-- returns: area_code varchar, is_inside boolean, parent_code varchar?
-- source:  mart.project_area, mart.area
-- notes:   all areas of the level in the project's municipalities; at level municipality inside means that a part is;
--          parent is the smallest area that holds them all, null for the whole country
with

place as (
    select distinct
        current_area_code,
        municipality_code,
        province_code
    from mart.project_area
    where project_code = $project
),

holder as (
    select
        case
            when count(distinct municipality_code) = 1 then min(municipality_code)
            when count(distinct province_code) = 1 then min(province_code)
        end as parent_code
    from place
),

area as (
    select
        *,
        coalesce(municipality_code, area_code) as town_code
    from mart.area
    where level = $level
)

select
    area.area_code,
    coalesce(
        $level = 'municipality'
        or area.area_code in (select place.current_area_code from place)
        or area.district_code in (select place.current_area_code from place)
        or area.municipality_code in (select place.current_area_code from place),
        false
    ) as is_inside,
    holder.parent_code
from area
cross join holder
where area.town_code in (select place.municipality_code from place)
order by area.area_code
