-- title:   Cellen uit het blad borging
-- grain:   one row per project, agreement and moment with a delivered count
-- notes:   an agreement takes the place of the partner, so that each closes by itself, whoever delivers it; the month
--          counts its moments from January 2000, so that a corrected date never draws the same truth twice; the area is
--          the project's first municipality; only measures that count, under their own rule
select
    'follow_up' as origin,
    sustainment.project_code,
    sustainment.project_code || '/' || sustainment.agreement_code as partner_code,
    measure.code as family,
    measure.code as component,
    1 as family_rank,
    measure.protection as rule,
    project.municipality_codes[1] as area_code,
    0 as area_year,
    sustainment.agreement_code as class_code,
    (
        date '2000-01-01' + to_months(coalesce(sustainment.moment_months, 0))
    )::date as month,
    max(round(sustainment.value))::bigint as value
from stg.sustainment as sustainment
inner join exact.current_sheet as held
    on
        held.sheet = 'sustainment'
        and sustainment.delivery_id = held.delivery_id
        and sustainment.project_code = held.project_code
inner join exact.current_project as project on sustainment.project_code = project.project_code
inner join seed.measure as measure on sustainment.measure_code = measure.code
where
    measure.unit = 'count'
    and measure.protection in ('count', 'count_strict')
    and sustainment.value is not null
group by
    sustainment.project_code, sustainment.agreement_code, measure.code, measure.protection,
    project.municipality_codes, coalesce(sustainment.moment_months, 0)
