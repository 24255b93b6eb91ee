-- title:   Alle gebieden bij naam
-- grain:   one row per area; ordered by area_code
-- params:  none
-- returns: area_code varchar, area_name varchar, level varchar, municipality_code varchar?, municipality_name varchar?
-- source:  mart.area
-- notes:   water is no place to look for
select
    area.area_code,
    area.area_name,
    area.level,
    area.municipality_code,
    municipality.area_name as municipality_name
from mart.area as area
left join mart.area as municipality on area.municipality_code = municipality.area_code
where not area.is_water
order by area.area_code
