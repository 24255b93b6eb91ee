-- title:   Buren van de gebieden van een niveau
-- grain:   one row per pair of areas on land that share a border, both ways; ordered by area_code, neighbour_code
-- params:  level varchar = 'municipality', parent varchar? = null
-- returns: area_code varchar, neighbour_code varchar
-- source:  mart.area, mart.area_neighbour
with

inside as (
    select area_code from mart.area
    where
        level = $level
        and not is_water
        and mart.lies_inside($parent, province_code, municipality_code, district_code)
)

select
    neighbour.area_code,
    neighbour.neighbour_code
from mart.area_neighbour as neighbour
inner join inside as one on neighbour.area_code = one.area_code
inner join inside as other on neighbour.neighbour_code = other.area_code
order by neighbour.area_code, neighbour.neighbour_code
