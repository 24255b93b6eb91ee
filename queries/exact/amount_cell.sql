-- title:   Basiscellen van alle bedragen
-- grain:   one row per project, partner, area, measure, subject and month
-- notes:   only amounts that say how many files and how large the largest one is; the others stay out
with

result as (
    select * from exact.result_period
),

measure as (
    select * from seed.measure
)

select
    result.project_code,
    result.partner_code,
    'GM' || substr(result.area_code, 3, 4) as municipality_code,
    area.province_code,
    case
        when result.area_code like 'GM%' then result.area_code
        else 'WK' || substr(result.area_code, 3, 6)
    end as district_code,
    result.area_code,
    result.area_year,
    result.measure_code,
    result.subject as class_code,
    result.month,
    result.value as amount,
    result.n_files::bigint as n_files,
    result.largest_contribution as largest,
    result.is_mixed_at_source as is_mixed
from result
inner join measure on result.measure_code = measure.code
left join (
    select distinct
        municipality_code,
        province_code
    from areas.area
    where level = 'municipality'
) as area
    on area.municipality_code = 'GM' || substr(result.area_code, 3, 4)
where
    measure.protection = 'amount'
    and result.n_files > 0
    and result.largest_contribution is not null
