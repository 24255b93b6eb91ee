-- title:   Cellen uit het blad resultaten
-- grain:   one row per project, partner, area, component, class and month
select
    'result' as origin,
    r.project_code,
    r.partner_code,
    coalesce(nullif(m.family, ''), m.code) as family,
    m.code as component,
    coalesce(try_cast(m.family_rank as integer), 1) as family_rank,
    m.protection as rule,
    r.area_code,
    r.area_year,
    r.subject as class_code,
    r.month,
    r.value::bigint as value
from exact.result_period as r
inner join seed.measure as m on r.measure_code = m.code
where m.unit = 'count'
