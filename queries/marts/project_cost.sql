-- title:   Kosten en uren van projecten, voor zover een deelnemer ze opgaf
-- grain:   one row per project and partner
-- protect: cost_eur public, effort_hours public
-- notes:   a partner without a row stated nothing, which is not zero; cost or hours may be missing, not both
select
    cost.project_code,
    cost.partner_code,
    cost.cost_eur,
    cost.effort_hours,
    cost.stated_until_month
from public.project_cost as cost
inner join mart.project as project on cost.project_code = project.project_code
order by cost.project_code, cost.partner_code
