-- title:   Vereenvoudigde grenzen van de nieuwste indeling
-- grain:   one row per area, tolerance and land or water
-- protect: area_year public, tolerance_m public
-- notes:   WKB in RD New (EPSG:28992); shapes simplified as a coverage, stripes and dots lie inside them
select
    area_code,
    area_year::integer as area_year,
    level,
    tolerance_m::integer as tolerance_m,
    is_water,
    shape,
    stripes,
    dots
from areas.shape
where area_year = (select max(area.area_year) from areas.area as area)
order by level, tolerance_m, area_code, is_water
