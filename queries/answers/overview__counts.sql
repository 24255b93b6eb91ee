-- title:   Aantallen per kwartaal
-- grain:   one row per measure and quarter; ordered by measure_code, quarter
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: measure_code varchar, quarter date, n_value bigint [as the measure]
-- source:  mart.outcome_area
select
    measure_code,
    date_trunc('quarter', month)::date as quarter,
    sum(n_value)::bigint as n_value
from mart.outcome_area
where
    area_code = mart.area_or_all($area)
    and month between $from_month and $until_month
    and mart.is_chosen(type_code, $project_type)
group by measure_code, quarter
order by measure_code, quarter
