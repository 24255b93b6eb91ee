-- title:   Kosten van projecten, voor zover een deelnemer ze opgaf
-- grain:   one row per project and partner
-- protect: cost_eur public
-- notes:   what an organisation spent on a project is no figure about people and passes unrounded; a partner without a
--          row stated nothing, which is not zero
select
    result.project_code,
    result.partner_code,
    sum(result.value)::double as cost_eur,
    max(result.month) as stated_until_month
from exact.result_period as result
inner join seed.measure as measure on result.measure_code = measure.code
inner join mart.project as project on result.project_code = project.project_code
where measure.money_kind = 'cost'
group by result.project_code, result.partner_code
order by result.project_code, result.partner_code
