-- title:   Een gebied en alles waar het in ligt
-- grain:   one row per area from wide to narrow; ordered by depth
-- params:  area varchar = 'GM9001'
-- returns: area_code varchar, area_name varchar, level varchar, depth integer
-- source:  mart.area
with

area as (
    select * from mart.area
),

chosen as (
    select * from area
    where area_code = $area
),

path as (
    select
        area.area_code,
        area.area_name,
        area.level,
        case area.level
            when 'province' then 1
            when 'municipality' then 2
            when 'district' then 3
            else 4
        end as depth
    from area
    inner join chosen
        on area.area_code in (
            chosen.province_code, chosen.municipality_code,
            chosen.district_code, chosen.area_code
        )
)

select * from path
order by depth
