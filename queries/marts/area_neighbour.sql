-- title:   Buren van elk gebied
-- grain:   one row per pair of areas, both ways
-- protect: area_year public, shared_border_m public
select
    area_code,
    neighbour_code,
    area_year::integer as area_year,
    level,
    shared_border_m
from areas.neighbour
where area_year = (select max(area.area_year) from areas.area as area)
order by area_code, neighbour_code
