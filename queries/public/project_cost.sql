-- title:   Kosten en uren van projecten, voor zover een deelnemer ze opgaf
-- grain:   one row per project and partner
select
    result.project_code,
    result.partner_code,
    sum(result.value) filter (where measure.money_kind = 'cost')::double as cost_eur,
    sum(result.value) filter (where measure.unit = 'hours')::double as effort_hours,
    max(result.month) as stated_until_month
from exact.result_period as result
inner join seed.measure as measure on result.measure_code = measure.code
where measure.money_kind = 'cost' or measure.unit = 'hours'
group by result.project_code, result.partner_code
