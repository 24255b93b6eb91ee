-- title:   Wijken en buurten van een gemeente om een eigen gebied van te maken
-- grain:   one row per district and neighbourhood on land; ordered by area_name, area_code
-- params:  municipality varchar = 'GM9001'
-- returns: area_code varchar, area_name varchar, level varchar, district_code varchar, municipality_code varchar,
--          province_code varchar, n_inhabitants bigint? [inhabitants], n_dwellings bigint? [dwellings],
--          owner_occupied_pct double? [percent], low_income_pct double? [percent],
--          urbanity_class bigint? [class 1 to 5]
-- source:  mart.area
select
    area_code,
    area_name,
    level,
    district_code,
    municipality_code,
    province_code,
    n_inhabitants::bigint as n_inhabitants,
    n_dwellings::bigint as n_dwellings,
    owner_occupied_pct::double as owner_occupied_pct,
    low_income_pct::double as low_income_pct,
    urbanity_class::bigint as urbanity_class
from mart.area
where
    level in ('district', 'neighbourhood')
    and municipality_code = $municipality
    and not is_water
order by area_name, area_code
