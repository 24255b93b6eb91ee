-- title:   Grenzen van de gebieden van een niveau
-- grain:   one row per area, land or water; ordered by area_code, is_water
-- params:  level varchar = 'municipality', parent varchar? = null, tolerance_m integer = 100
-- returns: area_code varchar, is_water boolean, shape blob
-- source:  mart.area_shape, mart.area
with

shape as (
    select * from mart.area_shape
    where level = $level and tolerance_m = $tolerance_m
),

area as (
    select * from mart.area
    where level = $level
)

select
    shape.area_code,
    shape.is_water,
    shape.shape
from shape
inner join area on shape.area_code = area.area_code
where
    mart.lies_inside($parent, area.province_code, area.municipality_code, area.district_code)
order by shape.area_code, shape.is_water
