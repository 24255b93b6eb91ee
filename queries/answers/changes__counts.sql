-- title:   Alle aantallen per partner en kwartaal, om releases te vergelijken
-- grain:   one row per measure, partner and quarter; ordered by measure_code, partner_code, quarter
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: measure_code varchar, partner_code varchar, quarter date, value double [as the measure]
-- source:  mart.outcome_area
select
    measure_code,
    partner_code,
    date_trunc('quarter', month)::date as quarter,
    sum(n_value)::double as value
from mart.outcome_area
where
    area_code = mart.area_or_all($area)
    and month between $from_month and $until_month
    and mart.is_chosen(type_code, $project_type)
group by measure_code, partner_code, quarter
order by measure_code, partner_code, quarter
