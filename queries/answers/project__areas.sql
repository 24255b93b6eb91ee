-- title:   Gebieden van één project met wat erin ligt
-- grain:   one row per area and area year; ordered by area_code, area_year
-- params:  project varchar = 'LSI-2019-001'
-- returns: area_code varchar, area_year integer, area_name varchar?, municipality_name varchar, is_comparable boolean,
--          n_addresses bigint [addresses], n_companies bigint? [companies]
-- source:  mart.project_area, mart.area
-- notes:   an area that is not in the newest division has no name and is not on the map
select
    place.area_code,
    place.area_year,
    area.area_name,
    town.area_name as municipality_name,
    place.current_area_code is not null as is_comparable,
    place.n_addresses,
    place.n_companies
from mart.project_area as place
left join mart.area as area on place.current_area_code = area.area_code
left join mart.area as town on place.municipality_code = town.area_code
where place.project_code = $project
order by place.area_code, place.area_year
