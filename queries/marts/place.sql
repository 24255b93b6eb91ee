-- title:   Elk gebied van elk jaar, met zijn plaats in de nieuwste indeling
-- grain:   one row per area and area year
-- protect: area_year public
-- notes:   current codes are null where the crosswalk says the area is not comparable; whole cells only
with

area as (
    select * from areas.area
),

newest as (
    select max(area_year) as area_year from area
),

crosswalk as (
    select * from areas.crosswalk
    where is_comparable
),

placed as (
    select
        area.area_code,
        area.area_year::integer as area_year,
        area.level,
        area.municipality_code,
        area.province_code,
        case
            when area.area_year = newest.area_year then area.area_code
            else crosswalk.to_code
        end as current_area_code
    from area
    cross join newest
    left join crosswalk
        on
            area.area_code = crosswalk.from_code
            and area.area_year = crosswalk.from_year
            and newest.area_year = crosswalk.to_year
)

select
    placed.*,
    case
        when placed.level = 'district' then placed.current_area_code
        else home.district_code
    end as current_district_code
from placed
left join (
    select
        area_code,
        district_code
    from area
    where area_year = (select newest.area_year from newest)
) as home
    on placed.current_area_code = home.area_code
order by placed.area_code, placed.area_year
