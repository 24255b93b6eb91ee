-- title:   Gebieden om te vergelijken, met openbare kerncijfers
-- grain:   one row per area of one level on land; ordered by area_name, area_code
-- params:  level varchar = 'municipality', parent varchar? = null
-- returns: area_code varchar, area_name varchar, parent_name varchar?, n_inhabitants bigint? [inhabitants],
--          n_dwellings bigint? [dwellings], owner_occupied_pct double? [percent], low_income_pct double? [percent],
--          urbanity_class bigint? [class 1 to 5]
-- source:  mart.area
select
    area.area_code,
    area.area_name,
    case
        when area.level = 'municipality' then province.area_name else municipality.area_name
    end as parent_name,
    area.n_inhabitants::bigint as n_inhabitants,
    area.n_dwellings::bigint as n_dwellings,
    area.owner_occupied_pct::double as owner_occupied_pct,
    area.low_income_pct::double as low_income_pct,
    area.urbanity_class::bigint as urbanity_class
from mart.area as area
left join mart.area as municipality on area.municipality_code = municipality.area_code
left join mart.area as province on area.province_code = province.area_code
where
    area.level = $level
    and not area.is_water
    and mart.lies_inside($parent, area.province_code, area.municipality_code, area.district_code)
order by area.area_name, area.area_code
