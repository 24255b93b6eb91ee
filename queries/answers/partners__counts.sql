-- title:   Aantallen per partner en maatstaf
-- grain:   one row per measure and partner; ordered by measure_code, partner_code
-- params:  measures varchar[] = ['irregular_addresses'], from_month date = '2022-01-01',
--          until_month date = '2025-12-01', area varchar? = null, project_type varchar? = null
-- returns: measure_code varchar, partner_code varchar, n_value bigint [as the measure]
-- source:  mart.outcome_area
select
    measure_code,
    partner_code,
    sum(n_value)::bigint as n_value
from mart.outcome_area
where
    area_code = mart.area_or_all($area)
    and list_contains($measures::varchar[], measure_code)
    and month between $from_month and $until_month
    and mart.is_chosen(type_code, $project_type)
group by measure_code, partner_code
order by measure_code, partner_code
