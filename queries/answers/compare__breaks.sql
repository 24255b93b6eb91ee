-- title:   Gebieden die niet te vergelijken zijn met een eerdere indeling
-- grain:   one row per area of today and level; ordered by area_code
-- params:  level varchar = 'neighbourhood'
-- returns: area_code varchar, break_year integer [year]
-- source:  mart.area_crosswalk, mart.area
-- notes:   figures of before that year lie in other borders; whole cells are never split, so they are left out
select
    crosswalk.to_code as area_code,
    max(crosswalk.to_year)::integer as break_year
from mart.area_crosswalk as crosswalk
inner join mart.area as area
    on
        crosswalk.to_code = area.area_code
        and crosswalk.to_year = area.area_year
where
    not crosswalk.is_comparable
    and crosswalk.from_year < crosswalk.to_year
    and area.level = $level
group by crosswalk.to_code
order by area_code
