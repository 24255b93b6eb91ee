-- title:   Gebieden van de nieuwste indeling met openbare kerncijfers
-- grain:   one row per area
-- protect: area_year public, n_inhabitants public, n_households public, n_dwellings public,
--          mean_home_value_keur public, owner_occupied_pct public, low_income_pct public,
--          urbanity_class public, address_density public, n_businesses public, area_km2 public,
--          label_x public, label_y public, change_flag public
select
    area_code,
    area_year::integer as area_year,
    level,
    area_name,
    parent_code,
    district_code,
    municipality_code,
    province_code,
    is_water,
    change_flag,
    n_inhabitants,
    n_households,
    n_dwellings,
    mean_home_value_keur,
    owner_occupied_pct,
    low_income_pct,
    urbanity_class,
    address_density,
    n_businesses,
    area_km2,
    label_x,
    label_y
from areas.area
where area_year = (select max(every_year.area_year) from areas.area as every_year)
order by area_code
