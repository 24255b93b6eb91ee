-- title:   Een kerncijfer per gebied
-- grain:   one row per area on land of one level inside one parent; ordered by area_name, area_code
-- params:  figure varchar = 'n_inhabitants', level varchar = 'municipality', parent varchar? = null
-- returns: area_code varchar, area_name varchar, value double? [as the figure], year integer?, source varchar?
-- source:  mart.area, mart.area_figure
-- notes:   public, not protected; year and source are those of the level, the newest in which it has the figure, so an
--          area without a value was secret or absent then
with

newest as (
    select * from mart.area_figure
    where
        figure_code = $figure
        and level = $level
        and is_newest
),

published as (
    select
        any_value(year) as year,
        any_value(source) as source
    from newest
)

select
    area.area_code,
    area.area_name,
    newest.value,
    published.year,
    published.source
from mart.area as area
cross join published
left join newest on area.area_code = newest.area_code
where
    area.level = $level
    and not area.is_water
    and mart.lies_inside($parent, area.province_code, area.municipality_code, area.district_code)
order by area.area_name, area.area_code
