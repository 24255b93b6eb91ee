-- title:   Dossiers achter de bedragen
-- grain:   one row per project, partner, area, component, class and month
-- notes:   where a count measure is the same truth (same_as), the files are that count, however they were delivered
with

delivered as (
    select
        r.project_code,
        r.partner_code,
        r.measure_code,
        r.area_code,
        r.area_year,
        r.subject as class_code,
        r.month,
        sum(r.n_files)::bigint as n_files,
        m.same_as
    from exact.result_period as r
    inner join seed.measure as m on r.measure_code = m.code
    where m.protection = 'amount' and r.n_files > 0
    group by all
)

select
    'files' as origin,
    delivered.project_code,
    delivered.partner_code,
    delivered.measure_code as family,
    delivered.measure_code as component,
    1 as family_rank,
    'count' as rule,
    delivered.area_code,
    delivered.area_year,
    delivered.class_code,
    delivered.month,
    coalesce(same.value, delivered.n_files) as value
from delivered
left join exact.result_cell as same
    on
        delivered.same_as = same.component
        and delivered.project_code = same.project_code
        and delivered.partner_code = same.partner_code
        and delivered.area_code = same.area_code
        and delivered.area_year = same.area_year
        and delivered.class_code = same.class_code
        and delivered.month = same.month
