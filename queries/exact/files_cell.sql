-- title:   Dossiers achter de bedragen
-- grain:   one row per project, partner, area, component, class and month
select
    'files' as origin,
    r.project_code,
    r.partner_code,
    m.code as family,
    m.code as component,
    1 as family_rank,
    'count' as rule,
    r.area_code,
    r.area_year,
    r.subject as class_code,
    r.month,
    r.n_files::bigint as value
from exact.result_period as r
inner join seed.measure as m on r.measure_code = m.code
where m.protection = 'amount' and r.n_files > 0
