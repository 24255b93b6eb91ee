-- title:   Buurten waaruit projectgebieden en vergelijkingsgebieden komen
-- grain:   one row per neighbourhood of today; ordered by area_code
-- params:  parents varchar[] = ['GM9001']
-- returns: area_code varchar, area_name varchar, municipality_code varchar, municipality_name varchar,
--          urbanity_class tinyint? [1 to 5], n_dwellings bigint? [dwellings], neighbours varchar[]
-- source:  mart.area, mart.area_neighbour
-- notes:   parents are codes of municipalities or provinces; water is left out
with

beside as (
    select
        area_code,
        list_sort(list(neighbour_code)) as neighbours
    from mart.area_neighbour
    where level = 'neighbourhood'
    group by area_code
)

select
    area.area_code,
    area.area_name,
    area.municipality_code,
    town.area_name as municipality_name,
    area.urbanity_class,
    area.n_dwellings,
    coalesce(beside.neighbours, []) as neighbours
from mart.area as area
inner join mart.area as town
    on
        area.municipality_code = town.area_code
        and area.area_year = town.area_year
left join beside on area.area_code = beside.area_code
where
    area.level = 'neighbourhood'
    and not area.is_water
    and (
        list_contains($parents::varchar[], area.municipality_code)
        or list_contains($parents::varchar[], area.province_code)
    )
order by area.area_code
