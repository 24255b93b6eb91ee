-- title:   Beveiligde aantallen per project, opgeteld over gebieden en onderwerpen
-- grain:   one row per project, measure, partner and month
-- protect: n_value count
-- notes:   the same cells as outcome, with one project together in the file, so that its dossier reads little
select
    project_code,
    measure_code,
    partner_code,
    month,
    any_value(type_code) as type_code,
    sum(n_value)::bigint as n_value
from mart.outcome
group by project_code, measure_code, partner_code, month
order by project_code, measure_code, partner_code, month
