-- title:   Kosten en uren van één project, voor zover opgegeven
-- grain:   one row per partner that stated a cost or hours; ordered by partner_code
-- params:  project varchar = 'LSI-2019-002'
-- returns: partner_code varchar, cost_eur double? [euro], effort_hours double? [hours],
--          stated_until_month date
-- source:  mart.project_cost
select
    partner_code,
    cost_eur,
    effort_hours,
    stated_until_month
from mart.project_cost
where project_code = $project
order by partner_code
