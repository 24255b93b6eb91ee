-- title:   Gebieden van de nieuwste indeling met de openbare kerncijfers waarin zij op elkaar lijken
-- grain:   one row per area
-- protect: area_year public, n_inhabitants public, n_dwellings public, owner_occupied_pct public,
--          low_income_pct public, urbanity_class public, area_km2 public, label_x public, label_y public,
--          change_flag public
-- notes:   all figures stand in area_figure, with their year; here those of the newest year of each level
with

figure as (
    select
        area_code,
        max(value) filter (where figure_code = 'n_inhabitants') as n_inhabitants,
        max(value) filter (where figure_code = 'n_dwellings') as n_dwellings,
        max(value) filter (where figure_code = 'owner_occupied_pct') as owner_occupied_pct,
        max(value) filter (where figure_code = 'low_income_pct') as low_income_pct,
        max(value) filter (where figure_code = 'urbanity_class') as urbanity_class
    from mart.area_figure
    where is_newest
    group by area_code
)

select
    area.area_code,
    area.area_year::integer as area_year,
    area.level,
    area.area_name,
    area.parent_code,
    area.district_code,
    area.municipality_code,
    area.province_code,
    area.is_water,
    area.change_flag,
    figure.n_inhabitants::bigint as n_inhabitants,
    figure.n_dwellings::bigint as n_dwellings,
    figure.owner_occupied_pct,
    figure.low_income_pct,
    figure.urbanity_class::tinyint as urbanity_class,
    area.area_km2,
    area.label_x,
    area.label_y
from areas.area as area
left join figure on area.area_code = figure.area_code
where area.area_year = (select max(every_year.area_year) from areas.area as every_year)
order by area.area_code
