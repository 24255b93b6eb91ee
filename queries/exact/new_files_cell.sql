-- title:   Nieuwe dossiers achter bedragen die terugkeren
-- grain:   one row per project, partner, area, component, class and month
-- notes:   files counted for the first time in their measure, where that was delivered; a component is its
--          measure and _new
select
    'new_files' as origin,
    result.project_code,
    result.partner_code,
    measure.code || '_new' as family,
    measure.code || '_new' as component,
    1 as family_rank,
    'count' as rule,
    result.area_code,
    result.area_year,
    result.subject as class_code,
    result.month,
    sum(result.n_new_files)::bigint as value
from exact.result_period as result
inner join seed.measure as measure on result.measure_code = measure.code
where
    measure.money_kind in ('imposed', 'irrevocable', 'collected')
    and result.n_files > 0
    and result.n_new_files > 0
group by all
