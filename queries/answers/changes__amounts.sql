-- title:   Alle bedragen per partner en kwartaal, om releases te vergelijken
-- grain:   one row per measure, partner and quarter; ordered by measure_code, partner_code, quarter
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: measure_code varchar, partner_code varchar, quarter date, value double [euro]
-- source:  mart.amount
select
    measure_code,
    partner_code,
    quarter,
    sum(amount_eur)::double as value
from mart.amount
where
    quarter between $from_month and $until_month
    and ($project_type is null or type_code = $project_type)
    and ($area is null or $area in (municipality_code, province_code))
group by measure_code, partner_code, quarter
order by measure_code, partner_code, quarter
