-- title:   Basiscellen van alle bedragen
-- grain:   one row per project, partner, area, measure, subject, month and month of decision
-- notes:   only amounts that say how many files and how large the largest one is; the others stay out;
--          imposed, irrevocable and collected money is of files that may return month after month, collected money in
--          instalments; what is established, fined, paid back or calculated is of new files each month; n_new: files
--          counted for the first time in the measure, null where that was not delivered; decision_month: in which the
--          amount was first established, null where that was not delivered; is_step: money that follows on a decision
with

result as (
    select * from exact.result_period
),

measure as (
    select * from seed.measure
),

home as (
    select distinct
        municipality_code,
        province_code
    from areas.area
    where level = 'municipality'
)

select
    result.project_code,
    result.partner_code,
    'GM' || substr(result.area_code, 3, 4) as municipality_code,
    home.province_code,
    coalesce(project.type_code, '') as type_code,
    result.area_code,
    result.area_year,
    result.measure_code,
    result.subject as class_code,
    result.month,
    result.decision_month,
    result.value as amount,
    result.n_files::bigint as n_files,
    result.n_new_files::bigint as n_new,
    result.largest_contribution as largest,
    coalesce(result.is_mixed_at_source, false) as is_mixed,
    measure.money_kind in ('imposed', 'irrevocable', 'collected') as files_return,
    measure.money_kind in ('established', 'imposed', 'irrevocable', 'collected')
        as is_step,
    measure.money_kind = 'collected' as is_paid_in_parts
from result
inner join measure on result.measure_code = measure.code
left join exact.current_project as project on result.project_code = project.project_code
left join home
    on home.municipality_code = 'GM' || substr(result.area_code, 3, 4)
where
    measure.protection = 'amount'
    and result.n_files > 0
    and result.largest_contribution is not null
