-- title:   Gebieden om uit te kiezen
-- grain:   one row per province and municipality; ordered by level, area_name, area_code
-- params:  none
-- returns: area_code varchar, area_name varchar, level varchar, parent_code varchar?
-- source:  mart.area
select
    area_code,
    area_name,
    level,
    parent_code
from mart.area
where level in ('province', 'municipality') and not is_water
order by level desc, area_name asc, area_code asc
