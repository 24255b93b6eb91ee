-- title:   Twee aantallen per gebied en jaar
-- grain:   one row per area of one level and year with a figure; ordered by area_code, year
-- params:  level varchar = 'municipality', measure varchar = 'irregular_addresses',
--          denominator varchar? = 'examined_addresses', from_month date = '2019-01-01',
--          until_month date = '2025-12-01', project_type varchar? = null
-- returns: area_code varchar, year integer, n_value bigint [as the measure], n_denominator bigint [as the denominator]
-- source:  mart.outcome_area
select
    area_code,
    year(month)::integer as year,
    coalesce(sum(n_value) filter (where measure_code = $measure), 0)::bigint as n_value,
    coalesce(sum(n_value) filter (where measure_code = $denominator), 0)::bigint as n_denominator
from mart.outcome_area
where
    level = $level
    and measure_code in ($measure, $denominator)
    and month between $from_month and $until_month
    and mart.is_chosen(type_code, $project_type)
group by area_code, year(month)
order by area_code, year
